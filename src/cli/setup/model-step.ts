import { findLocalHosts } from '../../providers/local-hosts.ts'
import { hostsFromEnvironment, urlVariableOf } from '../../providers/hosts.ts'
import type { Host } from '../../providers/hosts.ts'
import { presets } from '../../providers/presets/all.ts'
import type { Preset } from '../../providers/presets/preset.ts'
import { systemClock } from '../../system.ts'
import { askOneWord, checkHost, pricesOf, quietProviders } from '../checks/models.ts'
import type { Finding } from '../finding.ts'
import { keyPages } from './key-pages.ts'
import { SetupEnded } from './prompter.ts'
import type { Choice } from './prompter.ts'
import { obtain, tell } from './session.ts'
import type { SetupSession } from './session.ts'

/** The host, its key, the model, and one word from it with its price. `tries`: whether that word is asked for. */
export async function setUpModel(
  session: SetupSession,
  hostName: string | undefined,
  tries: boolean,
): Promise<void> {
  for (let given = hostName; ; given = undefined) {
    const chosen = given ?? (await chooseHost(session))
    if (chosen === 'none') {
      session.prompter.say('Without a model, a built-in guide answers questions about Tanya itself.')
      return
    }
    const preset = presets.find(({ name }) => name === chosen)
    if (preset === undefined)
      throw new SetupEnded(`--host knows ${presets.map(({ name }) => name).join(', ')}, and none.`)
    const host = preset.isSelfHosted
      ? await connectOwn(session, preset)
      : await connectWithKey(session, preset)
    if (host !== undefined) return chooseModel(session, host, tries)
  }
}

async function chooseHost({ prompter, given, before }: SetupSession): Promise<string> {
  const isSet = ({ name, keyVariable }: Preset): boolean =>
    [keyVariable, urlVariableOf(name)].some(
      (variable) => (given.get(variable) ?? before[variable]) !== undefined,
    )
  const set = presets.find(isSet)
  const local = await prompter.during('Looking for a model on this machine', findLocalHosts(systemClock))
  const found = new Set(local.map(({ name }) => name))
  const rank = ({ name, isSelfHosted }: Preset): number => (found.has(name) ? 0 : isSelfHosted ? 2 : 1)
  const choices: Choice<string>[] = presets
    .toSorted((one, other) => rank(one) - rank(other))
    .map((preset) => {
      const { name, title, isSelfHosted } = preset
      const hint = isSet(preset) ? 'set already' : found.has(name) ? 'found on this machine' : undefined
      return { value: name, label: isSelfHosted ? `${title} (your own)` : title, ...(hint && { hint }) }
    })
  choices.push({ value: 'none', label: 'None for now' })
  return prompter.select('Which model host?', choices, set?.name ?? local[0]?.name ?? 'deepseek')
}

/** A host of others, by a key that it takes. */
async function connectWithKey(session: SetupSession, preset: Preset): Promise<Host> {
  const { prompter, given, before } = session
  const address = await addressOf(session, preset)
  const page = keyPages[preset.name]
  if (page !== undefined && !given.has(preset.keyVariable))
    prompter.say(`${preset.title}: make a key: ${page}`)
  const generic = given.get('KEY')
  const withKey =
    generic === undefined
      ? session
      : { ...session, given: new Map([...given, [preset.keyVariable, generic]]) }
  return obtain(withKey, preset.keyVariable, `The key for ${preset.title}`, async (key) => {
    const host = hostAt(preset, address ?? before[urlVariableOf(preset.name)], key)
    if (host === undefined) return { findings: [wrong('That is no key, or the address is wrong.')] }
    const { findings, isUsable } = await checkHost(host)
    return isUsable ? { findings, result: host } : { findings }
  })
}

/** The address where it is not the host's usual one, or the host has none of its own. */
async function addressOf(
  session: SetupSession,
  { name, title, baseUrl }: Preset,
): Promise<string | undefined> {
  const { prompter, given, before, decided } = session
  const variable = urlVariableOf(name)
  const isKnown = (baseUrl ?? before[variable]) !== undefined
  const address =
    given.get('BASE_URL') ?? (isKnown ? undefined : await prompter.text(`The address of your ${title}`, ''))
  if (address !== undefined) decided.set(variable, address)
  return address
}

/** A server of one's own, if it answers; undefined when it does not, and another host may be chosen. */
async function connectOwn(session: SetupSession, preset: Preset): Promise<Host | undefined> {
  const { prompter, given, before, decided, isAsking } = session
  const { title, keyVariable } = preset
  const variable = urlVariableOf(preset.name)
  const address =
    given.get('BASE_URL') ??
    (await prompter.text(
      `The address of your ${title}`,
      before[variable] ?? preset.localUrl ?? 'http://127.0.0.1:8000/v1',
    ))
  let key = given.get('KEY') ?? before[keyVariable]
  for (;;) {
    const host = hostAt(preset, address, key)
    const { findings, isUsable, refusesKey } =
      host === undefined
        ? { findings: [wrong(`${address} is no http(s) address.`)], isUsable: false, refusesKey: false }
        : await prompter.during('Checking', checkHost(host))
    tell(session, findings)
    if (host !== undefined && isUsable) {
      decided.set(variable, address)
      if (key !== undefined) decided.set(keyVariable, key)
      return host
    }
    if (!isAsking) throw new SetupEnded(`${title} cannot be used; nothing was written.`)
    if (!refusesKey) return undefined
    key = await prompter.secret(`The key for your ${title}`)
  }
}

function hostAt(preset: Preset, address: string | undefined, key: string | undefined): Host | undefined {
  return hostsFromEnvironment({
    ...(address !== undefined && { [urlVariableOf(preset.name)]: address }),
    ...(key !== undefined && { [preset.keyVariable]: key }),
  }).hosts.find(({ name }) => name === preset.name)
}

function wrong(text: string): Finding {
  return { about: 'model', level: 'problem', text }
}

async function chooseModel(session: SetupSession, host: Host, tries: boolean): Promise<void> {
  const { prompter, given, before, isAsking, decided } = session
  const providers = quietProviders([host])
  const standard = (await providers.checkModel('deepseek-v3')).ok
    ? 'deepseek-v3'
    : ((await providers.listModels())[0] ?? host.name)
  let candidate = given.get('MODEL')
  for (;;) {
    const model =
      candidate ??
      (await prompter.text('The model (an alias, or host/model-id)', before['MODEL'] ?? standard))
    candidate = undefined
    const check = await providers.checkModel(model)
    const [facts] = check.ok ? check.models : []
    if (!check.ok) prompter.say(check.problems.join('\n'))
    if (facts !== undefined) {
      prompter.say(`${model} means ${facts.model}${pricesOf(facts)}.`)
      if (!tries || (await tried(session, providers, model))) {
        decided.set('MODEL', model)
        return
      }
    }
    if (!isAsking)
      throw new SetupEnded(
        'The model cannot be used; nothing was written. --no-trial goes on without asking it.',
      )
  }
}

/** One word, with what it took and cost. */
async function tried(
  { prompter }: SetupSession,
  providers: ReturnType<typeof quietProviders>,
  model: string,
): Promise<boolean> {
  const trial = await prompter.during('Asking it for one word', askOneWord(providers, model))
  if (!trial.ok) {
    prompter.say(`It did not answer: ${trial.why}`)
    return prompter.confirm('Use it all the same?', false)
  }
  const { report } = trial
  const price =
    report?.priceNanoUsd === undefined ? 'at an unknown price' : `for ${dollars(report.priceNanoUsd)}`
  const tokens =
    report === undefined ? '' : `, ${report.usage.input} tokens in and ${report.usage.output} out`
  // What a model says is not to be trusted with a terminal.
  const word = trial.text.replaceAll(/[^\p{L}\p{N}\p{P} ]/gu, '').slice(0, 60)
  prompter.say(`It says “${word}” after ${(trial.tookMs / 1000).toFixed(1)} s${tokens}, ${price}.`)
  return true
}

/** Two digits that count, however small: `$0.0000045`. */
function dollars(nanoUsd: number): string {
  if (nanoUsd === 0) return '$0'
  const usd = nanoUsd / 1e9
  const places = Math.min(12, Math.max(2, 1 - Math.floor(Math.log10(usd))))
  return `$${usd.toFixed(places)}`
}
