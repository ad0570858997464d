import { Refusal, arrayArg, blame, channelArg, needText, textArg } from '../api-call.ts'
import type { Answer, Call, Method } from '../api-call.ts'
import * as limits from '../limits.ts'
import { threadKey } from '../world.ts'
import type { Session } from '../world.ts'

export const agentMethods: Readonly<Record<string, Method>> = {
  'agents.sessions.setStatus': (call) => {
    needAgent(call)
    const status = needText(call, 'status')
    if (status !== 'active' && status !== 'processing' && status !== 'suspended' && status !== 'closed') {
      throw blame(call, 'invalid_arguments', 'invalid_arguments', `status ${status}`)
    }
    const channel = channelArg(call, 'channel_id')
    const threadTs = needText(call, 'thread_ts')
    const title = titleArg(call)
    const session = setSession(call, channel.id, threadTs, status, title)
    call.core.changed()
    if (!call.core.switches.events.has('agent_session_stopped')) {
      call.warnings.push('missing_agent_session_stopped_event_subscription')
    }
    return { status: session.status, agent_status: session.status, title: session.title }
  },

  'agents.sessions.rename': (call) => {
    needAgent(call)
    const channel = channelArg(call, 'channel_id')
    const title = titleArg(call)
    if (title === undefined) throw blame(call, 'invalid_arguments', 'invalid_arguments', 'no title')
    const session = call.core.world.sessions.get(threadKey(channel.id, needText(call, 'thread_ts')))
    if (session === undefined) throw new Refusal('session_not_found')
    session.title = title
    call.core.changed()
    return { title }
  },

  'assistant.threads.setStatus': (call) => {
    const channel = channelArg(call, 'channel_id')
    const threadTs = needText(call, 'thread_ts')
    if (typeof call.args.status !== 'string') {
      throw blame(call, 'invalid_arguments', 'invalid_arguments', 'missing required field: status')
    }
    const loadingMessages = strings(call.args.loading_messages)
    if (loadingMessages.length > limits.MAX_LOADING_MESSAGES) {
      throw blame(
        call,
        'invalid_arguments',
        'invalid_arguments',
        `${loadingMessages.length} loading_messages`,
      )
    }
    const key = threadKey(channel.id, threadTs)
    if (call.args.status === '') call.core.world.statuses.delete(key)
    else
      call.core.world.statuses.set(key, {
        text: call.args.status,
        loadingMessages,
        at: call.core.clock.now(),
      })
    return {}
  },

  'assistant.threads.setSuggestedPrompts': (call) => {
    if (!call.core.switches.agentView) throw new Refusal('not_agent_app')
    const channel = channelArg(call, 'channel_id')
    const prompts = arrayArg(call, 'prompts', 'invalid_arguments') ?? []
    if (prompts.length === 0 || prompts.length > limits.MAX_PROMPTS) {
      throw blame(call, 'invalid_arguments', 'invalid_arguments', `${prompts.length} prompts`)
    }
    const key = threadKey(channel.id, textArg(call, 'thread_ts') ?? '')
    call.core.world.suggestedPrompts.set(key, { title: textArg(call, 'title') ?? '', prompts })
    return {}
  },

  'assistant.threads.setTitle': (call) => {
    const channel = channelArg(call, 'channel_id')
    const session = call.core.world.sessions.get(threadKey(channel.id, needText(call, 'thread_ts')))
    if (session !== undefined) session.title = needText(call, 'title')
    return {}
  },
}

/** Sets a thread's session, creating it if there is none. A title counts only then. */
export function setSession(
  call: Call,
  channel: string,
  threadTs: string,
  status: Session['status'],
  title?: string,
): Session {
  const { sessions } = call.core.world
  const key = threadKey(channel, threadTs)
  const session = sessions.get(key) ?? { status, title: title ?? '' }
  session.status = status
  sessions.set(key, session)
  return session
}

function needAgent(call: Call): Answer {
  const { agentView, scopes } = call.core.switches
  if (!agentView || !scopes.has('assistant:write')) throw new Refusal('not_authorized')
  return {}
}

function titleArg(call: Call): string | undefined {
  const title = textArg(call, 'title')
  if (title !== undefined && title.length > limits.SESSION_TITLE_CHARS) {
    throw blame(call, 'invalid_arguments', 'invalid_arguments', `title of ${title.length} characters`)
  }
  return title
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
