import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { cutTo, endOf } from '../src/core/conversation/cut.ts'
import { layOut } from '../src/core/conversation/prompt.ts'
import type { Logger } from '../src/core/log.ts'
import { openStore } from '../src/core/store/open-store.ts'
import type { Store } from '../src/core/store/store.ts'

const CONVERSATIONS = 100_000
const TURNS = 5_000
const TOKENS = 150
const ASKED = 500
const aimMs = 5

/** One printed line. */
export interface RecallFigure {
  readonly figure: 'recall'
  /** `low`: what is left after a cut, `high`: what is read just before one; `whole`: the baseline, no cut at all. */
  readonly read: 'low' | 'high' | 'whole'
  readonly windowTokens: number
  readonly turns: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** For p95. The baseline has none. */
  readonly aim?: number
  readonly met?: boolean
}

/**
 * How long it takes to build the prompt for turn 5,000 of a conversation among 100,000 stored ones: from the
 * conversation's name to the laid-out messages, in a SQLite file whose turns are written interleaved.
 */
export async function benchRecall(): Promise<readonly RecallFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tanya-bench-'))
  try {
    const path = join(folder, 'tanya.db')
    await (await openAt(path)).close()
    fill(path)
    const store = await openAt(path)
    const figures: RecallFigure[] = []
    for (const windowTokens of [8_000, 32_000]) {
      figures.push(await measure(store, 'low', windowTokens, windowTokens / 2))
      figures.push(await measure(store, 'high', windowTokens, windowTokens))
    }
    figures.push(await measure(store, 'whole', TURNS * TOKENS, TURNS * TOKENS, 20))
    await store.close()
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  store: Store,
  read: RecallFigure['read'],
  windowTokens: number,
  keptTokens: number,
  times = ASKED,
): Promise<RecallFigure> {
  const took: number[] = []
  let turns = 0
  for (let count = 0; count < times; count += 1) {
    const begun = performance.now()
    const parent = await store.turns.latest('long')
    if (parent === undefined) throw new Error('the conversation is not stored')
    const history = await store.turns.path(parent.id, cutTo(endOf(parent), keptTokens))
    layOut({ system: 'You are Tanya.', history, prompt: 'and then?' })
    took.push(performance.now() - begun)
    turns = history.length
  }
  took.sort((a, b) => a - b)
  const quantile = (share: number) => Number((took[Math.floor(took.length * share)] ?? 0).toFixed(2))
  const p95Ms = quantile(0.95)
  return {
    figure: 'recall',
    read,
    windowTokens,
    turns,
    p50Ms: quantile(0.5),
    p95Ms,
    ...(read !== 'whole' && { aim: aimMs, met: p95Ms <= aimMs }),
  }
}

/** Past the store, which would be slow for so many; the long conversation's turns lie among all the others. */
function fill(path: string): void {
  const file = new DatabaseSync(path)
  file.exec('pragma synchronous = off; begin')
  const conversation = file.prepare(`insert into conversations values (?, 'slack', ?, ?, ?, 0, ?)`)
  const turn = file.prepare(
    `insert into turns (id, conversation, parent, platform, workspace, channel, place_kind, asker_id, prompt, answer,
      model, tokens, tokens_before, at) values (?, ?, ?, 'slack', ?, ?, 'channel', ?, ?, ?, 'deepseek/deepseek-chat', ?, ?, ?)`,
  )
  const text = JSON.stringify('The quick brown fox jumps over the lazy dog. '.repeat(13))
  conversation.run('long', 'T1', 'C1', `long-${TURNS - 1}`, TURNS)
  const each = CONVERSATIONS / TURNS
  for (let index = 0; index < TURNS; index += 1) {
    const parent = index === 0 ? null : `long-${index - 1}`
    turn.run(`long-${index}`, 'long', parent, 'T1', 'C1', 'U1', text, text, TOKENS, TOKENS * index, index)
    for (let other = index * each; other < (index + 1) * each; other += 1) {
      const [workspace, channel] = [`T${other % 50}`, `C${other % 5_000}`]
      conversation.run(`c-${other}`, workspace, channel, `t-${other}`, index)
      turn.run(
        `t-${other}`,
        `c-${other}`,
        null,
        workspace,
        channel,
        `U${other % 9_000}`,
        text,
        text,
        TOKENS,
        0,
        index,
      )
    }
  }
  file.exec('commit')
  file.close()
}

function openAt(path: string): Promise<Store> {
  return openStore({ url: `file:${path}`, log: silent })
}

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
}
