import type { ResultFile } from '../../core/commands/command.ts'
import { Failure } from '../../core/fault.ts'
import type { SlackCalls } from './calls.ts'
import { limits } from './limits.ts'
import type { Hearer } from './whisper.ts'

/**
 * Shares files with one person, in the direct messages with them: a channel has no files that only one sees. Throws a
 * `platform` failure. https://docs.slack.dev/messaging/working-with-files/#upload
 */
export async function shareFiles(
  calls: SlackCalls,
  { to, place }: Pick<Hearer, 'to' | 'place'>,
  files: readonly ResultFile[],
): Promise<void> {
  // In App Home a person stands for the direct messages with them, which files take no name of a person for
  // (slackapi/bolt-js#2115).
  const inDm = place.kind === 'dm' && place.channel.startsWith('D')
  const channel = inDm ? place.channel : await openDm(calls, to.id)
  await shareInChannel(calls, { channel, ...(inDm && { thread: place.thread }) }, files)
}

/** Shares files with all who read a channel, or a thread of it. Throws a `platform` failure. */
export async function shareInChannel(
  calls: SlackCalls,
  { channel, thread }: { readonly channel: string; readonly thread?: string | undefined },
  files: readonly ResultFile[],
): Promise<void> {
  const uploaded: { readonly id: string; readonly title: string }[] = []
  for (const file of files) uploaded.push({ id: await upload(calls, file), title: file.name })
  await calls.call('files.completeUploadExternal', {
    files: uploaded,
    channel_id: channel,
    ...(thread === undefined ? {} : { thread_ts: thread }),
  })
}

/**
 * Uploads a file that is shared with nobody and gives its id: a picture block shows it to whoever sees the block.
 * Throws a `platform` failure. https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
 */
export async function uploadUnshared(calls: SlackCalls, file: ResultFile): Promise<string> {
  const id = await upload(calls, file)
  await calls.call('files.completeUploadExternal', { files: [{ id, title: file.name }] })
  return id
}

async function openDm(calls: SlackCalls, user: string): Promise<string> {
  const { channel } = await calls.call('conversations.open', { users: user })
  const id = (channel as { readonly id?: unknown } | undefined)?.id
  if (typeof id !== 'string') throw rejected('conversations.open')
  return id
}

/** The id of the file, which nobody sees before it is shared. */
async function upload(calls: SlackCalls, { name, data, alt }: ResultFile): Promise<string> {
  const given = await calls.call('files.getUploadURLExternal', {
    filename: name,
    length: data.byteLength,
    alt_txt: Array.from(alt).slice(0, limits.altChars).join(''),
  })
  const { upload_url: url, file_id: id } = given
  if (typeof url !== 'string' || typeof id !== 'string') throw rejected('files.getUploadURLExternal')
  let status: number
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(data),
      redirect: 'error',
      signal: AbortSignal.timeout(limits.callTimeoutMs),
    })
    await response.body?.cancel()
    ;({ status } = response)
  } catch {
    // Its message would hold the address, which is a ticket.
    throw new Failure({ kind: 'platform', platform: 'slack', reason: 'unreachable', what: 'upload' })
  }
  if (status !== 200) throw rejected('upload')
  return id
}

function rejected(what: string): Failure {
  return new Failure({ kind: 'platform', platform: 'slack', reason: 'rejected', what })
}
