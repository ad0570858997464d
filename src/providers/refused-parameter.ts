import { Failure } from '../core/fault.ts'
import { readErrorFacts } from './error-facts.ts'

/** A field of the request that a host would not take. */
export interface RefusedParameter {
  /** The top-level field of the body. */
  readonly field: string
  /** The path the host named, such as `messages[0].role`. */
  readonly path: string
  /** The field it asked for instead, where it named one. */
  readonly instead?: string
}

const NAMED: readonly RegExp[] = [
  // OpenAI, Azure: "Unsupported parameter: 'max_tokens' is not supported…", "Unknown parameter: 'user_id'."
  /(?:unsupported|unknown|unrecognized|invalid|unexpected) (?:request )?(?:parameter|argument|field|value|property|name)s?(?: supplied)?:? ['"`]?([\w.[\]]+)/i,
  // Google: Unknown name "user_id": Cannot find field.
  /unknown name ['"`]?([\w.[\]]+)/i,
  // Groq: property 'user_id' is unsupported.
  /propert(?:y|ies) ['"`]?([\w.[\]]+)['"`]? (?:is|are) (?:unsupported|not supported|not allowed)/i,
  /['"`]([\w.[\]]+)['"`] (?:is|are) (?:not supported|unsupported|not allowed|not permitted|deprecated)/i,
  // OpenRouter, of models that cannot stop thinking.
  /\b(reasoning) is mandatory/i,
  // vLLM with pydantic, in prose.
  /extra (?:inputs|fields) (?:are )?not permitted.{0,40}['"`(]([\w.]+)/i,
]

/** These make the request what it is: without them there is nothing to try again. */
const ESSENTIAL = new Set(['model', 'messages', 'stream'])

/**
 * The parameter a host refused; undefined when it refused something else or something that was not sent. `sent` are
 * the top-level fields of the body.
 */
export function refusedParameter(error: unknown, sent: readonly string[]): RefusedParameter | undefined {
  if (!(error instanceof Failure) || error.fault.kind !== 'host-refused') return undefined
  const facts = readErrorFacts(error.cause)
  if (facts === undefined) return undefined
  const isRole = /unknown variant ['"`]?developer|role.{0,40}developer|developer.{0,20}role/i.test(
    facts.prose,
  )
  if (isRole) return { field: 'messages', path: 'messages.role' }
  const path =
    facts.param ?? NAMED.map((pattern) => pattern.exec(facts.prose)?.[1]).find((name) => name !== undefined)
  if (path === undefined) return undefined
  // At the start of a sentence it has a capital.
  const field = /^\w+/.exec(path)?.[0].toLowerCase()
  if (field === undefined || !sent.includes(field)) return undefined
  if (ESSENTIAL.has(field) && !/^messages.*\.(name|role)$/.test(path)) return undefined
  const instead = /use ['"`]?([a-z_]+)['"`]? instead/i.exec(facts.prose)?.[1]
  return { field, path, ...(instead !== undefined && { instead }) }
}
