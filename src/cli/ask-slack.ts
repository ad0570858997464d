import { z } from 'zod'
import { askHttp } from './ask-http.ts'
import type { HttpAnswer } from './ask-http.ts'

const refusal = z.object({ ok: z.boolean(), error: z.string().optional() })

/** Calls a method of the Web API. Rejects as `askHttp`. */
export async function askSlack(
  apiUrl: string,
  method: string,
  token: string,
  form: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer> {
  return askHttp(`${apiUrl}${method}`, { method: 'POST', token, form })
}

/** Slack's code; undefined when it did as asked. */
export function refusedWith(answer: HttpAnswer): string | undefined {
  const read = refusal.safeParse(answer.json)
  if (!read.success) return `HTTP ${answer.status}`
  return read.data.ok ? undefined : (read.data.error ?? 'unknown')
}

/** What failed, without a full stop. */
export function sentence(error: unknown): string {
  if (error instanceof z.ZodError) return 'the answer is none of Slack’s; is SLACK_API_URL right?'
  return error instanceof Error ? error.message : String(error)
}
