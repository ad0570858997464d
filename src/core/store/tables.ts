import type { Kysely } from 'kysely'

/** Where something was said, as columns. */
interface PlaceColumns {
  platform: string
  workspace: string
  channel: string
  thread: string | null
  place_kind: string
  parent_channel: string | null
}

export interface ConversationsTable {
  id: string
  platform: string
  workspace: string
  channel: string
  /** The turn with the greatest `latest_at`; absent once it was forgotten. */
  latest_turn: string | null
  started_at: number
  latest_at: number
}

export interface TurnsTable extends PlaceColumns {
  id: string
  conversation: string
  parent: string | null
  asker_id: string
  /** Texts are kept as JSON strings: see `rows.ts`. */
  prompt: string
  answer: string
  model: string
  tokens: number
  /** The tokens of all turns on the way from the root, so that a way can be read from its end. */
  tokens_before: number
  at: number
  words_from: number
  /** The cut: what the turn's prompt began with. */
  from_tokens: number
  from_summary: string | null
  /** What is to stand in place of the texts from the next cut on. */
  amended_prompt: string | null
  amended_answer: string | null
}

export interface SummariesTable {
  turn: string
  conversation: string
  text: string
  tokens: number
  at: number
}

export interface QuestionsTable {
  id: string
  platform: string
  workspace: string
  channel: string
  parent_channel: string | null
  asker_id: string
  /** The message that asked, where there is one. */
  message_channel: string | null
  message_id: string | null
  /** The whole `Question` as JSON; null once it was forgotten. */
  question: string | null
  generated: string
  /** The `Ending` as JSON, once nothing more is generated. */
  ending: string | null
  /** Null until it is settled. */
  outcome: string | null
  /** How often the answer was begun anew. */
  attempt: number
  accepted_at: number
  settled_at: number | null
}

export interface PartsTable {
  question_id: string
  part_index: number
  platform: string
  channel: string
  message: string
  from_unit: number
  to_unit: number
}

export interface UsageTable extends PlaceColumns {
  question_id: string
  asker_id: string
  model: string
  input: number
  cached_input: number
  output: number
  reasoning: number
  /** 1 when the host counted, 0 when we did. */
  measured: number
  price_nano_usd: number | null
  /** The price, had nothing of the prompt been in the host's cache. */
  uncached_price_nano_usd: number | null
  /** 1 when a key of the workspace's own paid, 0 when the operator did. */
  own_key: number
  at: number
}

export interface FeedbackTable {
  question_id: string
  person_id: string
  platform: string
  workspace: string
  channel: string
  parent_channel: string | null
  value: string
  at: number
}

export interface MemoryTable {
  key: string
  value: string
}

/** Whose settings: both empty for the whole deployment. */
interface OwnerColumns {
  platform: string
  workspace: string
}

export interface SettingRevisionsTable extends OwnerColumns {
  revision: number
}

export interface SettingsTable extends OwnerColumns {
  /** Empty where it holds for all channels. */
  channel: string
  name: string
  value: string
}

export interface SettingChangesTable extends OwnerColumns {
  revision: number
  channel: string
  name: string
  before_value: string | null
  after_value: string | null
  by_id: string
  by_name: string
  at: number
  undoes: number | null
}

export interface SettingProposalsTable extends OwnerColumns {
  id: string
  by_id: string
  /** The entries of the order, as JSON. */
  entries: string
  revision: number
  until: number
}

export interface ProviderKeysTable extends OwnerColumns {
  host: string
  /** Sealed: nothing is written here without a cipher. */
  provider_key: string
  /** Of the owner's settings, when it was entered. */
  revision: number
  by_id: string
  by_name: string
  at: number
}

export interface BudgetsTable {
  /** The account but for its beginning, as JSON. */
  account: string
  starts_at: number
  /** Spent and set aside. */
  nano_usd: number
}

export interface BudgetReservationsTable {
  call: string
  account: string
  starts_at: number
  nano_usd: number
}

/** Per cent of a limit of the account that admins were told of. */
export interface BudgetNotesTable extends Pick<BudgetsTable, 'account' | 'starts_at'> {
  limit_nano_usd: number
  percent: number
}

export interface DeparturesTable extends OwnerColumns {
  at: number
}

export interface InstallationsTable extends OwnerColumns {
  /** Rises with each change, also of one that was removed and made anew. */
  revision: number
  /** As JSON. */
  credentials: string
  /** Somebody renews them, until then. */
  claimed_until: number
}

export interface UsedStatesTable {
  id: string
  until: number
}

/** All tables of both engines. Times are epoch ms; booleans are 0 and 1. */
export interface Tables {
  conversations: ConversationsTable
  turns: TurnsTable
  summaries: SummariesTable
  questions: QuestionsTable
  parts: PartsTable
  usage: UsageTable
  feedback: FeedbackTable
  memory: MemoryTable
  setting_revisions: SettingRevisionsTable
  settings: SettingsTable
  setting_changes: SettingChangesTable
  setting_proposals: SettingProposalsTable
  provider_keys: ProviderKeysTable
  budgets: BudgetsTable
  budget_reservations: BudgetReservationsTable
  budget_notes: BudgetNotesTable
  departures: DeparturesTable
  installations: InstallationsTable
  used_states: UsedStatesTable
}

export type Sql = Kysely<Tables>
