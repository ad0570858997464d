import { describe, expect, it } from 'vitest'
import {
  contentOf,
  createBody,
  editBody,
  followUpBody,
  quiet,
} from '../../../src/bots/discord/message-body.ts'
import { pieces } from '../../../src/bots/discord/whisper.ts'

describe('every body', () => {
  it('pings nobody', () => {
    const bodies = [createBody('@everyone', 'a'), editBody('@everyone'), followUpBody('@everyone', true)]
    for (const body of bodies) expect(body.allowed_mentions).toEqual({ parse: [], replied_user: false })
  })

  it('has the same nonce for the same part, and another for another', () => {
    const nonces = ['discord:1:2:3/0', 'discord:1:2:3/0', 'discord:1:2:3/1'].map(
      (key) => createBody('x', key).nonce,
    )
    expect(nonces[0]).toBe(nonces[1])
    expect(nonces[0]).not.toBe(nonces[2])
    expect(String(nonces[0])).toMatch(/^[\w-]{25}$/u)
  })

  it('survives the deletion of the question', () => {
    expect(createBody('x', 'a', { channel: '1', message: '2' }).message_reference).toEqual({
      message_id: '2',
      fail_if_not_exists: false,
    })
  })
})

describe('a notice', () => {
  it('is small and below the text', () => {
    expect(contentOf({ text: 'text', notice: 'Stopped.' })).toBe('text\n-# Stopped.')
    expect(contentOf({ text: '', notice: 'Stopped.' })).toBe('-# Stopped.')
    expect(contentOf({ text: 'text' })).toBe('text')
  })
  it('is small on each of its lines', () => {
    expect(quiet('one\n\ntwo')).toBe('-# one\n-# two')
  })
})

describe('a long notice in pieces', () => {
  it('is cut between lines', () => {
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index} ${'x'.repeat(40)}`)
    const cut = pieces(lines.join('\n'))
    expect(cut.length).toBeGreaterThan(1)
    expect(Math.max(...cut.map((piece) => piece.length))).toBeLessThanOrEqual(2000)
    expect(cut.join('\n').split('\n')).toEqual(lines)
  })
  it('is cut within a line that is too long', () => {
    expect(pieces('x'.repeat(4500)).map((piece) => piece.length)).toEqual([2000, 2000, 500])
  })
  it('tears no character apart, and closes the code that it cuts', () => {
    const cut = pieces(`${'x'.repeat(1999)}${'👩‍👩‍👧'.repeat(200)}`)
    expect(cut.join('')).toBe(`${'x'.repeat(1999)}${'👩‍👩‍👧'.repeat(200)}`)
    expect(cut.every((piece) => piece.isWellFormed() && !/^\u200D|\u200D$/u.test(piece))).toBe(true)
    const code = pieces(`\`\`\`json\n${'"a": 1,\n'.repeat(500)}\`\`\``)
    expect(code.every((piece) => piece.startsWith('```json\n') && piece.endsWith('\n```'))).toBe(true)
  })
})
