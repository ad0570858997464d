import { presets } from './presets/all.ts'
import { PLAIN_WIRE, type Preset } from './presets/preset.ts'

/** A model host that the operator turned on, or that a workspace has a key for. */
export interface Host {
  /** As in `provider/model-id`. */
  readonly name: string
  readonly baseUrl: string
  readonly apiKey?: string
  /** The key is one that a workspace brought. */
  readonly isOwnKey?: true
  readonly preset: Preset
}

export interface HostsFromEnvironment {
  readonly hosts: readonly Host[]
  /**
   * Those that a workspace may bring a key for: known ones with an HTTPS address of their own. Where the operator gave
   * one of them another address, that one is used. Never an address that an admin names.
   */
  readonly keyHosts: readonly Host[]
  /** One sentence each, by variable, with how to mend it; never with a value. */
  readonly problems: readonly string[]
}

/**
 * The hosts that the environment turns on: a known one by its key, or by `<NAME>_BASE_URL`; any other by
 * `<NAME>_BASE_URL`, with `<NAME>_API_KEY` if it wants one. Blank means unset.
 */
export function hostsFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): HostsFromEnvironment {
  const hosts: Host[] = []
  const problems: string[] = []
  for (const preset of presets) addHost(preset)
  const known = new Set(presets.map((preset) => urlVariableOf(preset.name)))
  for (const variable of Object.keys(environment).sort()) {
    const name = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)_BASE_URL$/.exec(variable)?.[1]
    if (name !== undefined && !known.has(variable)) addHost(unknownHost(name))
  }
  const keyHosts = presets.flatMap((preset): readonly Host[] => {
    const { name, baseUrl, isSelfHosted } = preset
    if (isSelfHosted || baseUrl === undefined) return []
    const turnedOn = hosts.find((host) => host.name === name)
    return [{ name, baseUrl: turnedOn?.baseUrl ?? baseUrl, preset }]
  })
  return { hosts, keyHosts, problems }

  function addHost(preset: Preset): void {
    const urlVariable = urlVariableOf(preset.name)
    const apiKey = read(preset.keyVariable)
    const given = read(urlVariable)
    if (apiKey === undefined && given === undefined) return
    if (apiKey !== undefined && /["'`]|[^\x21-\x7e]/.test(apiKey)) {
      problems.push(
        `${preset.keyVariable} holds a space, a quote or another character that no key has; copy the key again`,
      )
      return
    }
    const baseUrl = given ?? preset.baseUrl
    if (baseUrl === undefined) {
      problems.push(
        `${urlVariable} is needed beside ${preset.keyVariable}: the address of your ${preset.title}`,
      )
      return
    }
    if (!isHttpUrl(baseUrl)) {
      problems.push(
        `${urlVariable} is not an http(s) address; use one such as ${preset.baseUrl ?? 'http://127.0.0.1:8000/v1'}`,
      )
      return
    }
    if (apiKey === undefined && !preset.isSelfHosted && isSameHost(baseUrl, preset.baseUrl)) {
      problems.push(`${preset.keyVariable} is needed beside ${urlVariable}: ${preset.title} wants a key`)
      return
    }
    hosts.push({
      name: preset.name,
      baseUrl: baseUrl.replace(/\/+$/, ''),
      preset,
      ...(apiKey !== undefined && { apiKey }),
    })
  }

  function read(variable: string): string | undefined {
    const value = environment[variable]?.trim()
    return value === '' ? undefined : value
  }
}

/** The variable that gives a host another address. */
export function urlVariableOf(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_BASE_URL`
}

/** A host nothing is known of but that it is OpenAI-compatible. */
function unknownHost(variablePrefix: string): Preset {
  return {
    name: variablePrefix.toLowerCase().replaceAll('_', '-'),
    title: variablePrefix.toLowerCase(),
    keyVariable: `${variablePrefix}_API_KEY`,
    isSelfHosted: true,
    source: 'https://platform.openai.com/docs/api-reference/chat',
    read: '2026-11',
    wire: PLAIN_WIRE,
    models: [],
    concurrency: 100,
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isSameHost(one: string, other: string | undefined): boolean {
  return other !== undefined && new URL(one).host === new URL(other).host
}
