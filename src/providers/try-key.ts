import type { Clock } from '../core/clock.ts'
import type { KeyHosts, KeyTrial } from '../core/commands/config-keys.ts'
import { Failure } from '../core/fault.ts'
import type { Fault } from '../core/fault.ts'
import type { Host } from './hosts.ts'
import { createHostClient } from './openai-client.ts'

/** What another try may not meet. */
const passing: ReadonlySet<Fault['kind']> = new Set([
  'unreachable',
  'stalled',
  'malformed',
  'host-overloaded',
  'host-rate-limited',
])

/** The longest that a host may take to list its models. Milliseconds. */
const deadlineMs = 5_000

/** The hosts that a workspace may bring a key for, and what they make of one. */
export function createKeyHosts(hosts: readonly Host[], clock: Clock): KeyHosts {
  return {
    names: hosts.map(({ name }) => name),
    async try(name, key) {
      const host = hosts.find((known) => known.name === name)
      return host === undefined ? 'refused' : tryKey(host, key, clock)
    },
  }
}

/**
 * Tries a key by having the models listed, which costs nothing. Some hosts list them to anyone, as OpenRouter and
 * NVIDIA do (langchain-nvidia#92), so the list is asked for without the key, too. Never rejects for what the host does.
 */
async function tryKey(host: Host, apiKey: string, clock: Clock): Promise<KeyTrial> {
  const [withKey, withNone] = await Promise.all([listed({ ...host, apiKey }, clock), listed(host, clock)])
  return withKey === 'taken' && withNone === 'taken' ? 'untold' : withKey
}

async function listed({ name, baseUrl, apiKey }: Host, clock: Clock): Promise<KeyTrial> {
  const client = createHostClient({
    host: name,
    baseUrl,
    clock,
    isOwnKey: true,
    ...(apiKey !== undefined && { apiKey }),
  })
  try {
    await client.models(deadlineMs)
    return 'taken'
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const { kind } = error.fault
    if (kind === 'bad-key') return 'refused'
    if (kind === 'out-of-credit') return 'taken'
    // Others have no list, or one that tells nothing.
    return passing.has(kind) ? 'silent' : 'untold'
  }
}
