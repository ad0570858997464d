import type { Standing } from '../settings/access.ts'
import { keyName } from '../settings/key-names.ts'
import { isSettingName, settingNames } from '../settings/schema.ts'
import { settingSpecs } from '../settings/specs.ts'
import type { CommandCall, Named } from './command.ts'
import type { ConfigDeps } from './config.ts'

type OfferDeps = Pick<ConfigDeps, 'models' | 'keyHosts' | 'store'>

/** Values that are offered at once. */
const mostOffered = 25

/** Settings that take several values with commas between. */
const lists: ReadonlySet<string> = new Set(['model', 'models', 'channels', 'roles', 'admins'])

/** Values for an option of `config` that is being typed, the likeliest first. */
export async function completeConfig(
  deps: OfferDeps,
  option: string,
  typed: string,
  call: CommandCall,
  standing: Standing,
): Promise<readonly string[]> {
  const offered = await offersFor(deps, option, call, standing)
  const begins = option === 'value' && lists.has(kindOf(call) ?? '') ? typed.lastIndexOf(',') + 1 : 0
  const before = typed.slice(0, begins).trim()
  const begun = typed.slice(begins).trim().toLowerCase().replace(/^[#@]/u, '')
  const starts = ({ id, name }: Named) => id.toLowerCase().startsWith(begun) || name.startsWith(begun)
  return offered
    .map(({ id, name }) => ({ id, name: name.toLowerCase() }))
    .filter(({ id, name }) => id.toLowerCase().includes(begun) || name.includes(begun))
    .toSorted((a, b) => Number(starts(b)) - Number(starts(a)))
    .slice(0, mostOffered)
    .map(({ id }) => (before === '' ? id : `${before} ${id}`))
}

function kindOf({ options }: CommandCall) {
  const name = String(options['name'] ?? '')
  return isSettingName(name) ? settingSpecs[name].allowed.kind : undefined
}

async function offersFor(
  { models, keyHosts, store }: OfferDeps,
  option: string,
  call: CommandCall,
  standing: Standing,
): Promise<readonly Named[]> {
  const { channels, roles } = call.around ?? { channels: [], roles: [] }
  if (option === 'name') return words(...settingNames, keyName)
  if (option === 'host') return words(...(await store.keys.notes(call.place)).map(({ host }) => host))
  if (option === 'scope') {
    const everywhere = standing === 'operator' ? ['everywhere'] : []
    return [...words('server', 'here', ...everywhere), ...channels]
  }
  const name = String(call.options['name'] ?? '')
  if (option === 'value' && name === keyName) return words(...keyHosts.names)
  if (option !== 'value' || !isSettingName(name)) return []
  const { allowed } = settingSpecs[name]
  switch (allowed.kind) {
    case 'words':
      return words(...allowed.words)
    case 'model':
      return words(...(await models.list(call.place)))
    case 'models':
      return words('none', 'any', ...(await models.list(call.place)))
    case 'over':
      return words('refuse', ...(await models.list(call.place)))
    case 'persona':
      return words('default')
    case 'language':
      return words('auto', 'en', 'id')
    case 'rate':
      return words('off', '10/minute', '60/hour', '200/day')
    case 'money':
      return words('off', '$1/day', '$10/month')
    case 'channels':
      return [...words('all', 'dm'), ...channels]
    case 'roles':
      return [...words('all'), ...roles]
    case 'admins':
      return [...words('none'), ...roles]
    case 'number':
      return words(String(allowed.min), String(allowed.max))
  }
}

function words(...values: readonly string[]): readonly Named[] {
  return values.map((value) => ({ id: value, name: value }))
}
