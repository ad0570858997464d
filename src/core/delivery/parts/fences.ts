import type { Code } from 'mdast'
import { endOf, lineEnd, startOf } from './markdown.ts'

/** A fenced code block as it is written; undefined for an indented one. */
export interface Fence {
  /** The run of backticks or tildes that opens it. */
  readonly run: string
  readonly info: string
  /** Where the line after the opening one starts. */
  readonly bodyFrom: number
  /** Where the closing line starts its run; undefined while the block is open. */
  readonly closeFrom?: number
}

export function readFence(text: string, node: Code): Fence | undefined {
  const start = startOf(node)
  const opening = /^(`{3,}|~{3,})[ \t]*([^\r\n]*)/.exec(text.slice(start, lineEnd(text, start)))
  if (opening === null) return undefined
  const run = opening[1] ?? '```'
  const bodyFrom = Math.min(lineEnd(text, start) + 1, endOf(node))
  const fence = { run, info: (opening[2] ?? '').trim(), bodyFrom }
  const lastLine = text.slice(Math.max(bodyFrom, text.lastIndexOf('\n', endOf(node) - 1) + 1), endOf(node))
  const closing = /^[\s>]*?((`{3,}|~{3,})[ \t]*)\r?$/.exec(lastLine)
  const closes = closing !== null && bodyFrom < endOf(node) && closingFence(run).test(closing[2] ?? '')
  return closes ? { ...fence, closeFrom: endOf(node) - (closing[1] ?? '').length } : fence
}

/** Matches a trimmed line that closes a fence opened by `run`. */
export function closingFence(run: string): RegExp {
  return new RegExp(`^${run.startsWith('~') ? '~' : '`'}{${run.length},}$`)
}

/** A fence of backticks longer than any run inside. */
export function fenceFor(content: string): string {
  const longest = Math.max(0, ...Array.from(content.matchAll(/`+/g), (run) => run[0].length))
  return '`'.repeat(Math.max(3, longest + 1))
}

/** Keeps three backticks inside from ending a block, where a platform knows no longer fence. */
export function breakBacktickRuns(content: string): string {
  return content.replace(/`{3,}/g, (run) => Array.from(run).join('\u200B'))
}
