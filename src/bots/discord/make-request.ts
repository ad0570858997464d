import { DefaultRestOptions } from 'discord.js'
import type { RESTOptions } from 'discord.js'

/**
 * As the client's own, with forms as bytes. Which undici sends a request is up to whichever copy of it was loaded first
 * in the process, Slack's client bringing a newer one, and each takes no form but its own.
 */
export const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init)
  const form = new Response(init.body)
  const type = form.headers.get('content-type') ?? ''
  // The client gives them as a plain object.
  const headers = { ...(init.headers as Readonly<Record<string, string>>), 'content-type': type }
  return DefaultRestOptions.makeRequest(url, { ...init, headers, body: await form.bytes() })
}
