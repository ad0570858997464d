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
  ])('leaves %j as it is', (text) => expect(withoutKeys(text)).toBe(text))
})
