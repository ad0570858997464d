import { Failure } from '../../core/fault.ts'
import type { Fault } from '../../core/fault.ts'
import { explain } from '../../core/i18n/explain.ts'
import { messagesFor } from '../../core/i18n/messages.ts'
import type { CallReport } from '../../core/provider.ts'
import { createLog } from '../../log.ts'
import { createProviders } from '../../providers/create-providers.ts'
import type { ModelFacts, Providers } from '../../providers/create-providers.ts'
import type { Host } from '../../providers/hosts.ts'
import { createHostClient } from '../../providers/openai-client.ts'
import { systemClock } from '../../system.ts'
import { commandLine } from '../command-line.ts'
import { findings } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { keyPages } from '../setup/key-pages.ts'
import { addBalance } from './balance.ts'

const listMs = 10_000
const answerMs = 60_000
/** Names offered in place of one that is not there. */
const mostOffered = 8

const say = messagesFor('en')

/** The hosts as one provider that logs nothing. */
export function quietProviders(hosts: readonly Host[]): Providers {
  const log = createLog({ level: 'error', format: 'json', secrets: [], write() {} })
  return createProviders({ hosts, clock: systemClock, random: Math.random, log })
}

/** Whether each host takes its key and lists models, what it says of the balance, and what MODEL means. */
export async function checkModels(hosts: readonly Host[], model: string): Promise<readonly Finding[]> {
  const { all, add } = findings('model')
  if (hosts.length === 0) {
    add(
      'warning',
      'No model host is configured: Tanya looks for a server on this machine, and else answers from her own documentation.',
      `Set a key, such as DEEPSEEK_API_KEY, or an address, such as OLLAMA_BASE_URL; \`${commandLine('setup')}\` asks for it.`,
    )
    return all
  }
  const perHost = await Promise.all(hosts.map((host) => checkHost(host)))
  const providers = quietProviders(hosts)
  const check = await providers.checkModel(model)
  const listed = await providers.listModels()
  if (!check.ok) {
    for (const text of check.problems)
      add(check.mayPass ? 'warning' : 'problem', text, 'Set MODEL; docs/models.md has the names.')
    return [...perHost.flatMap((one) => one.findings), ...all]
  }
  for (const facts of check.models) {
    const host = facts.model.slice(0, facts.model.indexOf('/') + 1)
    const known = listed.filter((name) => name.startsWith(host))
    // Some hosts take more than they list, such as names with a suffix.
    if (known.length === 0 || known.includes(facts.model) || facts.prices !== undefined)
      add('ok', `MODEL ${model} means ${facts.model}${pricesOf(facts)}.`)
    else
      add(
        'warning',
        `MODEL ${model}: ${facts.model} is not among the models that are listed.`,
        `Is it spelt so? There are: ${known.slice(0, mostOffered).join(', ')}.`,
      )
  }
  return [...perHost.flatMap((one) => one.findings), ...all]
}

export interface HostCheck {
  readonly findings: readonly Finding[]
  /** It answers, and takes the key; whether anything is left to spend is another matter. */
  readonly isUsable: boolean
  /** The key, or that there is none. */
  readonly refusesKey: boolean
}

/** Whether the host can be reached, takes the key and lists models, and what it says of the balance. */
export async function checkHost(host: Host): Promise<HostCheck> {
  const { all, add } = findings('model')
  const { name, baseUrl, apiKey, preset } = host
  const client = createHostClient({
    host: name,
    baseUrl,
    clock: systemClock,
    ...(apiKey !== undefined && { apiKey }),
  })
  try {
    const listed = await client.models(listMs)
    add('ok', `${preset.title} lists ${listed.length} models.`)
  } catch (error) {
    const fault = faultOf(error)
    const text = fault && explain(fault, say, Date.now())
    const mend =
      fault?.kind === 'bad-key'
        ? `Set ${preset.keyVariable} to a key that is valid; see ${keyPages[name] ?? preset.source}.`
        : `Is ${baseUrl} right, and reachable from here?`
    const isListless = fault?.kind === 'host-refused' && preset.models.length > 0
    if (isListless) add('note', `${preset.title} lists no models; the ones known to Tanya are used.`)
    else add('problem', `${preset.title}: ${text ?? 'the list of models could not be read.'}`, mend)
    return { findings: all, isUsable: isListless, refusesKey: fault?.kind === 'bad-key' }
  }
  await addBalance(host, add)
  return { findings: all, isUsable: true, refusesKey: false }
}

export type TrialAnswer =
  | { readonly ok: true; readonly text: string; readonly tookMs: number; readonly report?: CallReport }
  | { readonly ok: false; readonly why: string }

/** Has the model say one word, and tells what that cost. */
export async function askOneWord(providers: Providers, model: string): Promise<TrialAnswer> {
  const from = Date.now()
  let text = ''
  let report: CallReport | undefined
  try {
    const stream = providers.chat(
      {
        model,
        messages: [{ role: 'user', content: 'Answer with one word: what does "tanya" mean in Indonesian?' }],
        // Models that cannot but think need room for it.
        maxOutputTokens: 500,
        cacheKey: 'setup',
        thinking: false,
      },
      AbortSignal.timeout(answerMs),
      (one) => {
        report = one
      },
    )
    for await (const delta of stream) if (delta.kind === 'text') text += delta.text
    return { ok: true, text: text.trim(), tookMs: Date.now() - from, ...(report && { report }) }
  } catch (error) {
    const fault = faultOf(error)
    return { ok: false, why: (fault && explain(fault, say, Date.now())) ?? 'no answer came in time' }
  }
}

/** `, 0.15 $ in, 0.003 $ cached and 0.60 $ out for a million tokens`, or nothing. */
export function pricesOf({ prices, isFree }: ModelFacts): string {
  if (isFree) return ', on a server of your own'
  if (prices === undefined) return ', at a price that Tanya does not know'
  return `, $${prices.miss} in, $${prices.hit} cached and $${prices.output} out for a million tokens`
}

function faultOf(error: unknown): Fault | undefined {
  return error instanceof Failure ? error.fault : undefined
}
