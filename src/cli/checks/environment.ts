import { existsSync, statSync } from 'node:fs'
import { findings } from '../finding.ts'
import type { Finding } from '../finding.ts'

/** Slack refuses nothing of ours, but Bolt refuses requests that seem older than this. Milliseconds. */
const signatureWindowMs = 300_000
const noticeableMs = 30_000

/** Whether others on this machine can read the file with the tokens. */
export function checkEnvironmentFile(file: string): readonly Finding[] {
  const { all, add } = findings('environment')
  // Windows knows no such modes.
  if (process.platform === 'win32' || !existsSync(file)) return all
  const mode = statSync(file).mode & 0o777
  if ((mode & 0o077) !== 0)
    add('warning', `${file} can be read by others on this machine.`, `chmod 600 ${file}`)
  return all
}

/** Our clock against those that answered; `skews` are ours less theirs, in milliseconds. */
export function checkClock(skews: readonly number[], isSigned: boolean): readonly Finding[] {
  const { all, add } = findings('clock')
  // The others may be wrong, too: what counts is the one that agrees most.
  const [least] = skews.toSorted((one, other) => Math.abs(one) - Math.abs(other))
  if (least === undefined) return all
  const seconds = Math.round(Math.abs(least) / 1000)
  const direction = least > 0 ? 'fast' : 'slow'
  const mend = 'Let the machine keep its time: timedatectl set-ntp true.'
  if (isSigned && Math.abs(least) > signatureWindowMs)
    add('problem', `The clock is ${seconds} s ${direction}: requests of Slack will seem forged.`, mend)
  else if (Math.abs(least) > noticeableMs) add('warning', `The clock is ${seconds} s ${direction}.`, mend)
  else add('ok', 'The clock is right.')
  return all
}

/** Whether a Tanya answers where this configuration would have one. */
export async function checkProcess(host: string, port: number): Promise<readonly Finding[]> {
  const { all, add } = findings('process')
  if (port === 0) return all
  const name =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host
  const response = await fetch(`http://${name}:${port}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(
    () => undefined,
  )
  if (response === undefined) add('note', `Nothing runs at ${host}:${port} now.`)
  else if (response.ok) add('ok', `Tanya runs at ${host}:${port} and is connected.`)
  else if (response.status === 503)
    add('warning', `Tanya runs at ${host}:${port} and is not connected, or draining.`, 'Its log says why.')
  else add('warning', `Something else runs at ${host}:${port}.`, 'Set PORT to one that is free.')
  return all
}
