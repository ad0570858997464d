import type { Core } from './core.ts'
import { recordVersion } from './message.ts'
import type { Message } from './message.ts'
import { threadKey } from './world.ts'

/** Whether the stream still takes text; lets it die first if its time has come. */
export function streamIsLive(core: Core, message: Message): boolean {
  const { stream } = message
  if (stream?.state !== 'live') return false
  const now = core.clock.now()
  if (
    now - stream.startedAt < core.timing.streamLifeMs &&
    now - stream.lastWriteAt < core.timing.streamIdleMs
  )
    return true
  endStream(core, message, 'dead')
  return false
}

/** Ends a stream from Slack's side. What it showed stays. */
export function endStream(core: Core, message: Message, state: 'dead' | 'stopped_by_user'): void {
  if (message.stream?.state !== 'live') return
  message.stream.state = state
  recordVersion(message, core.clock.now())
  core.changed()
}

/** The streams of the bot that still take text, in one thread or everywhere. */
export function liveStreams(
  core: Core,
  thread?: { readonly channel: string; readonly threadTs: string },
): Message[] {
  return core.world.messages.filter(
    (message) =>
      (thread === undefined ||
        threadKey(message.channel, message.threadTs ?? '') === threadKey(thread.channel, thread.threadTs)) &&
      streamIsLive(core, message),
  )
}
