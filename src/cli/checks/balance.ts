import { z } from 'zod'
import type { Host } from '../../providers/hosts.ts'
import { askHttp } from '../ask-http.ts'
import type { findings } from '../finding.ts'

type Balance =
  | { readonly left: string; readonly isUsedUp: boolean }
  /** It sets no limit to this key. */
  | 'unlimited'

interface BalanceSource {
  /** From the host's base address, or absolute within it. */
  readonly path: string
  /** Undefined where the answer is none of the host's. */
  read(json: unknown): Balance | undefined
  /** Where it is topped up. */
  readonly page: string
}

const decimal = z.string().regex(/^-?\d+(?:\.\d+)?$/u)

/** Of the hosts that tell an ordinary key what is left; the others have a page for it alone. */
const sources: Readonly<Record<string, BalanceSource>> = {
  // https://api-docs.deepseek.com/api/get-user-balance
  deepseek: {
    path: 'user/balance',
    page: 'https://platform.deepseek.com/top_up',
    read(json) {
      const shape = z.object({
        is_available: z.boolean(),
        balance_infos: z.array(z.object({ currency: z.string(), total_balance: decimal })),
      })
      const { data } = shape.safeParse(json)
      const sums = data?.balance_infos.map((one) => `${one.total_balance} ${one.currency}`)
      return data && sums && { left: sums.join(' and '), isUsedUp: !data.is_available }
    },
  },
  // https://openrouter.ai/docs/api/api-reference/api-keys/get-current-key: of this key, not of the account.
  openrouter: {
    path: 'key',
    page: 'https://openrouter.ai/settings/keys',
    read(json) {
      const { data } = z
        .object({ data: z.object({ limit_remaining: z.number().nullable() }) })
        .safeParse(json)
      if (data === undefined) return undefined
      const { limit_remaining: left } = data.data
      return left === null ? 'unlimited' : { left: `${left.toFixed(2)} USD`, isUsedUp: left <= 0 }
    },
  },
  // https://novita.ai/docs/api-reference/basic-get-user-balance: in 1/10,000 of a dollar.
  novita: {
    path: '/openapi/v1/billing/balance/detail',
    page: 'https://novita.ai/billing',
    read(json) {
      const { data } = z.object({ availableBalance: decimal }).safeParse(json)
      const left = data && Number(data.availableBalance) / 10_000
      return left === undefined ? undefined : { left: `${left.toFixed(2)} USD`, isUsedUp: left <= 0 }
    },
  },
}

/** Says what is left of the balance, where the host tells. */
export async function addBalance(
  { name, baseUrl, apiKey, preset }: Host,
  add: ReturnType<typeof findings>['add'],
): Promise<void> {
  const source = sources[name]
  if (source === undefined || apiKey === undefined) return
  const answer = await askHttp(new URL(source.path, `${baseUrl}/`).href, { token: apiKey }).catch(
    () => undefined,
  )
  const balance = source.read(answer?.json)
  if (balance === undefined) add('note', `${preset.title} did not say what is left of the balance.`)
  else if (balance === 'unlimited') add('ok', `${preset.title} sets no limit to the key.`)
  else if (balance.isUsedUp)
    add('problem', `${preset.title}: the balance is used up (${balance.left}).`, `Top up: ${source.page}.`)
  else add('ok', `${preset.title}: ${balance.left} are left.`)
}
