import type { ModelDirectory } from '../core/commands/config-value.ts'
import type { Provider } from '../core/provider.ts'
import { createProviders } from './create-providers.ts'
import type { ModelFacts, Providers, ProvidersOptions } from './create-providers.ts'
import { readDocuments } from './guide/documents.ts'
import { createGuide, guideModel } from './guide/guide.ts'
import { findLocalHosts } from './local-hosts.ts'
import { namesInSpec } from './resolve.ts'

export interface ChosenProvider {
  readonly provider: Provider
  /** What answers: a model spec that the provider takes. */
  readonly model: string
  /** The models that a spec names, in the order of falling back; none where it cannot be resolved now. */
  modelsOf(spec: string): Promise<readonly ModelFacts[]>
  /** What may be chosen. */
  readonly directory: ModelDirectory
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
  if (options.hosts.length > 0) return withHosts(createProviders(options), model, log)
  const hosts = await findLocalHosts(clock)
  if (hosts.length > 0) {
    const names = hosts.map(({ name }) => name)
    log.info({ hosts: names }, 'no model host is configured; using servers found on this machine')
    const providers = createProviders({ ...options, hosts })
    const isThere = options.isModelChosen || (await providers.checkModel(model)).ok
    return withHosts(providers, isThere ? model : names.join(','), log)
  }
  if (options.isModelChosen) return withHosts(createProviders(options), model, log)
  log.warn(
    {},
    'no model host is configured and none was found: the built-in guide answers from the documentation',
  )
  const sections = await readDocuments(options.documentation)
  return {
    provider: createGuide({ sections, clock }),
    model: guideModel,
    modelsOf: () => Promise.resolve([guideFacts]),
    directory: {
      unknown: (spec) => Promise.resolve(namesInSpec(spec).filter((name) => name !== guideModel)),
      list: () => Promise.resolve([guideModel]),
    },
  }
}

async function withHosts(
  providers: Providers,
  model: string,
  log: ProvidersOptions['log'],
): Promise<ChosenProvider> {
  const check = await providers.checkModel(model)
  if (!check.ok && !check.mayPass)
    throw new Error(check.problems.map((problem) => `MODEL: ${problem}`).join('\n'))
  if (!check.ok) log.warn({ problems: check.problems }, 'the model cannot be reached yet')
  return {
    provider: providers,
    model,
    async modelsOf(spec) {
      const found = await providers.checkModel(spec)
      return found.ok ? found.models : []
    },
    directory: {
      async unknown(spec) {
        const names = namesInSpec(spec)
        const checks = await Promise.all(names.map((name) => providers.checkModel(name)))
        return names.filter((_, index) => checks[index]?.ok === false && !checks[index].mayPass)
      },
      list: providers.listModels,
    },
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
