import { sleep } from '../../core/clock.ts'
import type { Clock } from '../../core/clock.ts'
import type { Logger } from '../../core/log.ts'
import type { Installation, InstallationStore } from '../../core/store/ports/installations.ts'
import type { Self } from './inbound.ts'
import type { Installations } from './installations.ts'
import { limits } from './limits.ts'
import { credentials } from './oauth.ts'
import type { Credentials, OAuth } from './oauth.ts'
import type { Tokens } from './tokens.ts'

/** Installations that come and go while the process runs. */
export interface StoredInstallations extends Installations {
  /** Keeps what an installation gave, in place of an earlier one. Rejects when that could not be done. */
  add(team: string, given: Credentials): Promise<void>
}

export interface StoredInstallationsDeps {
  readonly store: InstallationStore
  readonly oauth: Pick<OAuth, 'renew'>
  readonly clock: Clock
  readonly log: Logger
}

interface Held {
  readonly row: Installation
  readonly given: Credentials
  readonly self: Self
  /** When the store had it last. Epoch ms. */
  checkedAt: number
}

/**
 * The workspaces of the store, and of each the token: what another process changed is seen within
 * `limits.installationMs`, or at once where Slack refuses the old token. Tokens that end are renewed before, by one
 * process, and kept before they are used.
 */
export function storedInstallations({
  store,
  oauth,
  clock,
  log,
}: StoredInstallationsDeps): StoredInstallations {
  const held = new Map<string, Held>()
  const looking = new Map<string, Promise<void>>()
  const renewing = new Map<string, Promise<void>>()
  /** Until when a refused renewal is not tried again. */
  const restingUntil = new Map<string, number>()
  /** The token of each team whose refusal was told of. */
  const told = new Map<string, string>()
  let stopping = new AbortController().signal

  function hold(team: string, row: Installation | undefined): Held | undefined {
    if (row === undefined) {
      held.delete(team)
      return undefined
    }
    const given = credentials.parse(JSON.parse(row.credentials))
    const entry = { row, given, self: selfOf(team, given), checkedAt: clock.now() }
    held.set(team, entry)
    return entry
  }

  /** Those of the store that are not known here. */
  async function holdNew(): Promise<void> {
    for (const row of await store.all('slack')) {
      if (held.has(row.workspace)) continue
      try {
        hold(row.workspace, row)
      } catch (error) {
        // What another version wrote there is no reason to leave the others alone.
        log.error({ err: error, team: row.workspace }, 'an installation cannot be read')
      }
    }
  }

  /** Reads it anew where it changed. What cannot be read now stays as it was. */
  async function reload(team: string): Promise<void> {
    try {
      const entry = held.get(team)
      if (entry !== undefined && (await store.revision('slack', team)) === entry.row.revision)
        entry.checkedAt = clock.now()
      else hold(team, await store.get('slack', team))
    } catch (error) {
      log.error({ err: error, team }, 'an installation cannot be read')
    }
  }

  /** One look at a time, so that whoever asks meanwhile goes on in the order in which they asked. */
  function look(team: string): Promise<void> {
    const entry = held.get(team)
    const under = looking.get(team)
    if (under !== undefined) return under
    if (entry !== undefined && clock.now() - entry.checkedAt < limits.installationMs) return Promise.resolve()
    const now = lookNow(team).finally(() => looking.delete(team))
    looking.set(team, now)
    return now
  }

  /** One that is not there may be on its way: Slack sends events from the moment in which it gives the token. */
  async function lookNow(team: string): Promise<void> {
    await reload(team)
    if (held.has(team)) return
    await sleep(clock, limits.installationMs, stopping)
    await reload(team)
  }

  function isDue({ given }: Held, refused?: string): boolean {
    const { expiresAt, refreshToken, token } = given
    if (refreshToken === undefined) return false
    return token === refused || (expiresAt !== undefined && expiresAt - clock.now() <= limits.renewBeforeMs)
  }

  /** Renews the token, or waits for the process that does. */
  async function renewNow(team: string, refused?: string): Promise<void> {
    await reload(team)
    for (;;) {
      const old = held.get(team)
      if (old === undefined || !isDue(old, refused)) return
      const now = clock.now()
      if (await store.claim('slack', old.row, now, now + limits.renewClaimMs)) return exchange(team, old)
      // Another does; as long as the old one is good there is no need to wait.
      if (isGood(old, refused)) return
      await sleep(clock, limits.renewPollMs, stopping)
      if (stopping.aborted) return
      await reload(team)
    }
  }

  async function exchange(team: string, old: Held): Promise<void> {
    const result = await oauth.renew(old.given)
    if (result.kind === 'failed') {
      restingUntil.set(team, clock.now() + limits.renewRestMs)
      await reload(team)
      // Another process, whose claim had ended, was not dead after all.
      if (held.get(team)?.row.revision !== old.row.revision) return
      log.error({ team, trouble: result.trouble }, 'the token of a workspace cannot be renewed')
      return
    }
    // The old refresh token is spent: what is not kept now is lost.
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 5000)) {
      try {
        const renewed = await store.renew('slack', old.row, JSON.stringify(result.credentials))
        // Installed anew meanwhile, or taken out: that holds.
        if (renewed === undefined) await reload(team)
        else hold(team, renewed)
        log.info({ team }, 'renewed the token of a workspace')
        return
      } catch (error) {
        log.error({ err: error, team }, 'a renewed token cannot be kept; trying again')
        await sleep(clock, pauseMs, stopping)
        if (stopping.aborted) return
      }
    }
  }

  function renew(team: string, refused?: string): Promise<void> {
    const under = renewing.get(team)
    if (under !== undefined) return under
    if ((restingUntil.get(team) ?? 0) > clock.now()) return Promise.resolve()
    const now = renewNow(team, refused)
      .catch((error: unknown) =>
        log.error({ err: error, team }, 'the token of a workspace cannot be renewed'),
      )
      .finally(() => renewing.delete(team))
    renewing.set(team, now)
    return now
  }

  function isGood({ given: { token, expiresAt = Infinity } }: Held, refused?: string): boolean {
    return token !== refused && expiresAt > clock.now()
  }

  function tokens(team: string): Tokens {
    return {
      async current() {
        const entry = held.get(team)
        if (entry === undefined || !isDue(entry)) return entry?.given.token
        const renewal = renew(team)
        if (!isGood(entry)) await renewal
        return held.get(team)?.given.token
      },
      async replaced(token, code) {
        if (held.get(team)?.given.token === token) await reload(team)
        if (code === 'token_expired') await renew(team, token)
        const now = held.get(team)?.given.token
        return now !== undefined && now !== token
      },
      refused(token, code) {
        // One that was taken out meanwhile is told of as such.
        if (held.get(team)?.given.token !== token || told.get(team) === token) return
        told.set(team, token)
        log.error(
          { team, code },
          'the token of a workspace is refused: Tanya has to be installed there again',
        )
      },
    }
  }

  return {
    async start(signal) {
      stopping = signal
      await holdNew()
    },
    teams: () => [...held.keys()],
    known: (team) => held.get(team)?.self,
    async look(team) {
      await look(team)
      return held.get(team)?.self
    },
    async lookForNew() {
      await holdNew().catch((error: unknown) => log.error({ err: error }, 'installations cannot be read'))
    },
    tokens,
    async add(team, given) {
      hold(team, await store.put('slack', team, JSON.stringify(given), clock.now()))
      restingUntil.delete(team)
    },
    async remove(team) {
      const entry = held.get(team)
      held.delete(team)
      return entry !== undefined && (await store.remove('slack', entry.row))
    },
  }
}

function selfOf(team: string, { userId, botId }: Credentials): Self {
  return { team, userId, botId }
}
