import type { Provider } from '../core/provider.ts'
import { createProviders, providersOn, unknownTo } from './create-providers.ts'
import type { ModelFacts, Providers, ProvidersOptions } from './create-providers.ts'
import { readDocuments } from './guide/documents.ts'
import { createGuide, guideModel } from './guide/guide.ts'
import { findLocalHosts } from './local-hosts.ts'
import { createLine, type Line } from './line.ts'
import { namesInSpec } from './resolve.ts'

/** What answers by the operator's means alone. */
export interface ChosenProvider extends Pick<Providers, 'listModels'> {
  readonly provider: Provider
  /** The hosts behind it; none behind the guide. */
  readonly lines: readonly Line[]
  readonly isGuide: boolean
  /** What answers: a model spec that the provider takes. */
  readonly model: string
  /** The models that a spec names, in the order of falling back; none where it cannot be resolved now. */
  modelsOf(spec: string): Promise<readonly ModelFacts[]>
  /** Those of a spec that cannot be chosen. */
  unknown(spec: string): Promise<readonly string[]>
}

export interface ChoiceOptions extends ProvidersOptions {
  readonly model: string
  /** Whether the operator named that model, or it is the default. */
  readonly isModelChosen: boolean
  /** Where README.md and docs/ are. */
  readonly documentation: string
}

/**
 * The hosts that the environment names; without any, servers of this machine that answer; without those, the guide,
 * which is no model. Rejects with sentences for the operator when the model they named cannot be had.
 */
export async function chooseProvider(options: ChoiceOptions): Promise<ChosenProvider> {
  const { model, log, clock } = options
  if (options.hosts.length > 0) return withHosts(options, model)
  const hosts = await findLocalHosts(clock)
  if (hosts.length > 0) {
    const names = hosts.map(({ name }) => name)
    log.info({ hosts: names }, 'no model host is configured; using servers found on this machine')
    const onFound = { ...options, hosts }
    const isThere = options.isModelChosen || (await createProviders(onFound).checkModel(model)).ok
    return withHosts(onFound, isThere ? model : names.join(','))
  }
  if (options.isModelChosen) return withHosts(options, model)
  log.warn(
    {},
    'no model host is configured and none was found: the built-in guide answers from the documentation',
  )
  const sections = await readDocuments(options.documentation)
  return {
    provider: createGuide({ sections, clock }),
    lines: [],
    isGuide: true,
    model: guideModel,
    modelsOf: () => Promise.resolve([guideFacts]),
    unknown: (spec) => Promise.resolve(namesInSpec(spec).filter((name) => name !== guideModel)),
    listModels: () => Promise.resolve([guideModel]),
  }
}

async function withHosts(options: ProvidersOptions, model: string): Promise<ChosenProvider> {
  const { log } = options
  const lines = options.hosts.map((host) => createLine(host, options))
  const providers = providersOn(lines, options)
  const check = await providers.checkModel(model)
  if (!check.ok && !check.mayPass)
    throw new Error(check.problems.map((problem) => `MODEL: ${problem}`).join('\n'))
  if (!check.ok) log.warn({ problems: check.problems }, 'the model cannot be reached yet')
  return {
    provider: providers,
    lines,
    isGuide: false,
    model,
    async modelsOf(spec) {
      const found = await providers.checkModel(spec)
      return found.ok ? found.models : []
    },
    unknown: (spec) => unknownTo(providers, namesInSpec(spec)),
    listModels: providers.listModels,
  }
}

const guideFacts: ModelFacts = {
  model: guideModel,
  hostTitle: 'the built-in guide',
  takesImages: false,
  takesTools: false,
  isFree: true,
  prices: { hit: 0, miss: 0, output: 0 },
}
