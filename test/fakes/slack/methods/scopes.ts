import type { Call } from '../api-call.ts'

const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history']
const read = ['channels:read', 'groups:read', 'im:read', 'mpim:read']

const scopes: Readonly<Record<string, readonly string[]>> = {
  'agents.sessions.rename': ['chat:write'],
  'agents.sessions.setStatus': ['chat:write'],
  'assistant.threads.setStatus': ['chat:write', 'assistant:write'],
  'assistant.threads.setSuggestedPrompts': ['assistant:write'],
  'assistant.threads.setTitle': ['assistant:write'],
  'bots.info': ['users:read'],
  'chat.appendStream': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.startStream': ['chat:write'],
  'chat.stopStream': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.join': ['channels:join'],
  'conversations.open': ['im:write', 'mpim:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'team.info': ['team:read'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
}

const byKind = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const

/** The scopes of which the call needs one; for histories and reads, the one of the channel's kind. */
export function scopesOf(call: Call): readonly string[] {
  const { method } = call
  const own = scopes[method]
  if (own !== undefined) return own
  const suffix = method === 'conversations.history' || method === 'conversations.replies' ? 'history' : 'read'
  if (suffix === 'read' && !/^conversations\.(info|members|list)$/.test(method)) return []
  const channel = call.core.world.channels.get(String(call.args.channel))
  if (channel === undefined) return suffix === 'history' ? history : read
  return [`${byKind[channel.kind]}:${suffix}`]
}
