import type { PlatformName } from '../../question.ts'

/** What money is counted of, in one period. Whose it is follows from the fields that are there. */
export interface Account {
  readonly scope: 'person' | 'channel' | 'workspace' | 'deployment'
  readonly platform?: PlatformName
  readonly workspace?: string
  /** With its threads. */
  readonly channel?: string
  readonly person?: string
  /** Only what the operator pays, and no call on a workspace's own key. */
  readonly payer?: 'operator'
  readonly period: 'day' | 'month'
  /** When the period began, epoch ms. */
  readonly from: number
}

/** An account that a call is to be paid from. Without a limit it is only counted. */
export interface BudgetLine {
  readonly account: Account
  /** Billionths of a US dollar. */
  readonly limit?: number
}

/** What a call cost, in billionths of a US dollar. */
export interface Cost {
  readonly nanoUsd: number
  /** What of it the operator pays. */
  readonly operatorsNanoUsd: number
}

export type Reservation =
  | { readonly kind: 'reserved'; readonly nanoUsd: number }
  /** The first line that has less than the least left. */
  | { readonly kind: 'over'; readonly index: number }

/** What is gone of an account. Billionths of a US dollar. */
export interface Spent {
  readonly nanoUsd: number
  /** For calls that are under way: most of it comes back. */
  readonly setAside: number
}

/** Money set aside for calls before they are made. Amounts are billionths of a US dollar, in whole ones. */
export interface BudgetStore {
  /**
   * Sets aside as much as every line has left, `least` to `most`, for the call; of many at one moment, also on
   * several processes, none takes what another has. A call that was reserved before keeps what it has.
   */
  reserve(
    call: string,
    lines: readonly BudgetLine[],
    amount: { readonly least: number; readonly most: number },
  ): Promise<Reservation>
  /** Puts what the call cost in place of what was set aside for it; a second time changes nothing. */
  settle(call: string, cost: Cost): Promise<void>
  /** By account. */
  spent(accounts: readonly Account[]): Promise<readonly Spent[]>
  /** True for the first who notes that so many per cent of this limit were reached. */
  noteReached(account: Account, limit: number, percent: number): Promise<boolean>
}
