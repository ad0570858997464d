import { describe, expect, it } from 'vitest'
import { withoutKeys } from '../../src/core/blot.ts'

const key = 'sk-proj-XYZZY0123456789'

describe('withoutKeys', () => {
  it.each([
    `/config set key ${key}`,
    `@Tanya /config set key ${key} scope:server`,
    `/tanya config set name:key value:${key}`,
    `please /config set key "${key}" thanks`,
    `config set key openai ${key}`,
    `/config set key\n${key}`,
    `/CONFIG  SET  KEY=${key}`,
    `@Tanya /pengaturan set key openai ${key}`,
    `/cài-đặt set key ${key}`,
    `/設定 set name:key ${key}`,
    `/paramètres import tanya: 1\nworkspace:\n  key: ${key}`,
    `/config set key:${key}`,
    `/config import tanya: 1\nworkspace:\n  trigger: all\n  key: ${key}`,
    `> /config import tanya: 1\n> workspace:\n>   "key.openai": "${key}"`,
  ])('takes the key out of %j', (text) => {
    const blotted = withoutKeys(text)
    expect(blotted).not.toContain('XYZZY')
    expect(blotted).toContain('•••')
  })

  it.each([
    'How do I use /config set key here?',
    '/config set key openai',
    '/config set limits.user 10/minute',
    '/config import tanya: 1\nworkspace:\n  limits.user: 5/minute',
    'the key: a1b2c3d4 of the map',
    'my config has a key: value-1',
    'myconfig set key value-12',
  ])('leaves %j as it is', (text) => expect(withoutKeys(text)).toBe(text))

  it('takes no longer for a word without end', () => {
    const text = `/config set key ${'a'.repeat(300_000)}`
    expect(withoutKeys(text) === text).toBe(true)
  })
})
