import { describe, expect, it } from 'vitest'
import { labelOf } from '../../../src/core/conversation/labels.ts'
import { speak } from '../../../src/core/conversation/speech.ts'
import type { PathTurn } from '../../../src/core/store/ports/turns.ts'
import { aQuestion, aTurn } from '../store/support.ts'

const person = (id: string, name: string) => ({ id, name, isAdmin: false, isOutsider: false })

/** The labels of people who speak one after another, each seeing all before. */
function labels(...people: readonly (readonly [id: string, name: string])[]): readonly string[] {
  const history: PathTurn[] = []
  return people.map(([id, name], index) => {
    const label = labelOf(person(id, name), history)
    const { prompt } = speak(aQuestion(`${index}`), { label })
    history.push({ ...aTurn(`${index}`, { askerId: id, prompt }), tokensBefore: 0 })
    return label
  })
}

describe('labelOf', () => {
  it('is the name, as long as it is theirs alone', () => {
    expect(labels(['1', 'Ann'], ['2', 'Bob'], ['1', 'Ann'])).toEqual(['Ann', 'Bob', 'Ann'])
  })

  it.each(['Ann', 'ANN', 'Аnn', 'Ánn', 'A n n', 'Ann.', 'Αnn', 'Ａｎｎ', 'Ann\u200B'])(
    'tells %j from an Ann who spoke before',
    (name) => {
      const [first, second, third, fourth] = labels(['1', 'Ann'], ['2', name], ['1', 'Ann'], ['2', name])
      expect(first).toBe('Ann')
      expect(second).toMatch(/ \(\d{4}\)$/u)
      expect([third, fourth]).toEqual([first, second])
    },
  )

  it.each(['System', 'assistant', 'Tanya', 'You', 'sуstem', 'A.I.', 'Chat program', 'User'])(
    'numbers the role %j',
    (name) => {
      expect(labels(['1', name])[0]).toMatch(/ \(\d{4}\)$/u)
    },
  )

  it('lets nobody take a number that another has', () => {
    const [, bob] = labels(['1', 'Ann'], ['2', 'Ann'])
    const all = labels(['1', 'Ann'], ['2', 'Ann'], ['3', bob ?? ''])
    expect(new Set(all).size).toBe(3)
  })

  it('follows a person who takes another name', () => {
    expect(labels(['1', 'Ann'], ['1', 'Anna'])).toEqual(['Ann', 'Anna'])
  })
})
