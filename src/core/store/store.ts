import type { AnswerLog, PostedPart } from '../delivery/answer-log.ts'
import type { Ending } from '../delivery/reply.ts'
import type { CallReport } from '../provider.ts'
import type { PartRef, Place, PlatformName, Question, Workspace } from '../question.ts'

/** How an accepted question ended. `withdrawn`: its author deleted it. */
export type Outcome = 'answered' | 'stopped' | 'failed' | 'withdrawn'

/** A question and its answer, as the model is to see them again. */
export interface Turn {
  /** The question's id. */
  readonly id: string
  /** Id of the linear conversation, or of the question that began the reply chain. */
  readonly conversation: string
  /** The turn it continues; absent for the first. */
  readonly parent?: string
  readonly place: Place
  readonly askerId: string
  /** The question as it stood in the prompt, byte for byte. */
  readonly prompt: string
  /** Where in `prompt` the asker's own words begin, in UTF-16 units: what an edit replaces. 0 when absent. */
  readonly wordsFrom?: number
  /** The model's raw Markdown, byte for byte. */
  readonly answer: string
  /** `provider/model-id` that answered. */
  readonly model: string
  /** Estimated tokens of prompt and answer together. Never changes, lest cuts wander. */
  readonly tokens: number
  /** What its prompt began with; the whole conversation when absent. */
  readonly cut?: Cut
  /** Epoch ms. */
  readonly at: number
}

/** What a prompt begins with. Handed down from turn to turn, so that all prompts between two cuts share it. */
export interface Cut {
  /** Turns with fewer `tokensBefore` are left out. */
  readonly fromTokens: number
  /** The turn whose summary stands before the rest. */
  readonly summary?: string
}

/** What a conversation said up to and with a turn, in the model's words. */
export interface Summary {
  readonly turn: string
  readonly text: string
  /** Estimated. */
  readonly tokens: number
  /** Epoch ms. */
  readonly at: number
}

/** What is to stand in place of a turn's texts. */
export interface Amendment {
  readonly prompt?: string
  readonly answer?: string
}

/** A turn whose texts were changed or deleted by their authors since, which prompts do not show yet. */
export interface AmendedTurn {
  readonly turn: PathTurn
  readonly amendment: Amendment
}

/** A turn on the way from the root, with the tokens of all turns before it. */
export interface PathTurn extends Turn {
  readonly tokensBefore: number
}

export interface Turns {
  /** Stores the turn; storing the same id again replaces it. */
  record(turn: Turn): Promise<void>
  /** The newest turn of a conversation. */
  latest(conversation: string): Promise<PathTurn | undefined>
  get(id: string): Promise<PathTurn | undefined>
  /**
   * The turns from the root to `id` whose `tokensBefore` is at least `fromTokens`, oldest first. Reads no more
   * than those, however long the conversation is.
   */
  path(id: string, fromTokens: number): Promise<readonly PathTurn[]>
  /** Keeps the change beside the turn until `settle`; the summaries not yet in use go. False for an unknown turn. */
  amend(id: string, amendment: Amendment): Promise<boolean>
  /** What `settle` would change in a conversation. */
  amended(conversation: string): Promise<readonly AmendedTurn[]>
  /** Puts the amendments of a conversation in place of the texts. */
  settle(conversation: string): Promise<void>
  /** Keeps the summary with its turn. False when the turn is no longer there. */
  summarize(summary: Summary): Promise<boolean>
  /** The newest summary that one of these turns has. */
  summary(turns: readonly string[]): Promise<Summary | undefined>
}

/** An accepted question whose answer did not end. */
export interface Unfinished {
  readonly question: Question
  readonly generated: string
  readonly posted: readonly PostedPart[]
}

/** What a question that was ended is to be taken up with again. */
export interface Reopening {
  /** The text to go on from; without it, the answer is begun anew, in place of the parts that are shown. */
  readonly generated?: string
  /** Nothing more is to be generated: what is missing is to show this. */
  readonly ending?: Ending
  /** In place of the question as it was asked; its id is the same. */
  readonly question?: Question
  /** The parts shown so far are not to be touched: it is shown somewhere else. */
  readonly elsewhere?: boolean
  /** Also when it was not settled. */
  readonly unsettled?: boolean
}

/** What was accepted, shown and ended: promise 1 and 2 rest on it. */
export interface Journal {
  /**
   * Accepts a question durably; `answer` where it is known already and only to be shown. False when its id was
   * accepted before, however long ago within the kept time.
   */
  accept(question: Question, at: number, answer?: KnownAnswer): Promise<boolean>
  /**
   * Remembers that a question was accepted, and nothing of what it says. False when its id was accepted before.
   */
  note(questionId: string, place: Place, at: number): Promise<boolean>
  /** Takes up a settled question again. False when it is not settled, or unknown. */
  reopen(questionId: string, reopening: Reopening): Promise<boolean>
  /** The log that the delivery of this answer writes to, with what was shown before. */
  open(questionId: string): Promise<AnswerLog>
  /** Marks the end. Later calls for the same question change nothing. */
  settle(questionId: string, outcome: Outcome, at: number): Promise<void>
  /** Everything accepted and not settled, oldest first. */
  unfinished(platform: string): Promise<readonly Unfinished[]>
  /** The question which this message asked or of whose answer it is a part. */
  questionOf(message: PartRef): Promise<string | undefined>
  /** The accepted question itself, whatever became of it. */
  question(id: string): Promise<Question | undefined>
}

export interface KnownAnswer {
  readonly generated: string
  readonly ending: Ending
}

export interface UsageEntry extends CallReport {
  readonly questionId: string
  readonly place: Place
  readonly askerId: string
  /** Epoch ms. */
  readonly at: number
}

/** Whose usage: of all that this installation serves, or of everything to which all given conditions apply. */
export type UsageScope =
  | 'deployment'
  | (Pick<Place, 'platform' | 'workspace'> & {
      /** With its threads. */
      readonly channel?: string
      readonly person?: string
    })

/** What was used on one day, by UTC. Money is billionths of a US dollar. */
export interface UsageDay {
  /** When the day began, epoch ms. */
  readonly day: number
  /** Questions that were billed or failed. */
  readonly requests: number
  readonly failures: number
  /** Tokens. */
  readonly input: number
  /** Those of `input` that the host had in its cache. */
  readonly cachedInput: number
  readonly output: number
  readonly nanoUsd: number
  /** What more it would have cost without the host's cache. */
  readonly savedNanoUsd: number
  /** Calls whose price is not known. */
  readonly unpriced: number
}

export interface UsageSummary {
  /** Oldest first; days without anything are left out. */
  readonly days: readonly UsageDay[]
  /** The most called first. */
  readonly models: readonly { readonly model: string; readonly calls: number; readonly nanoUsd: number }[]
  readonly feedback: Readonly<Record<Feedback['value'], number>>
}

/** Every call that was billed. */
export interface UsageLog {
  record(entry: UsageEntry): Promise<void>
  /** What was used from one moment until before another (epoch ms). */
  summarize(scope: UsageScope, from: number, until: number): Promise<UsageSummary>
}

/** What a person thinks of an answer. */
export interface Feedback {
  readonly questionId: string
  readonly place: Place
  readonly personId: string
  readonly value: 'good' | 'bad'
  /** Epoch ms. */
  readonly at: number
}

export interface FeedbackLog {
  /** Of one person about one answer, the last counts. */
  record(feedback: Feedback): Promise<void>
  /** How many answers were found good and bad since then (epoch ms), in a workspace or in one channel of it. */
  count(
    where: Pick<Place, 'platform' | 'workspace'> & { readonly channel?: string },
    since: number,
  ): Promise<Readonly<Record<Feedback['value'], number>>>
}

/** Small facts to remember across restarts, such as which commands were registered. */
export interface Memory {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

/** Whose settings: of a workspace, or of all that this installation serves. */
export type SettingsOwner = 'deployment' | { readonly platform: PlatformName; readonly workspace: string }

/** One setting as it is kept. Without a channel it holds for all of the owner's. */
export interface StoredSetting {
  readonly channel?: string
  readonly name: string
  readonly text: string
}

/** One setting before and after a change; undefined where it was, or is, not set. */
export interface SettingChange {
  readonly channel?: string
  readonly name: string
  readonly before?: string
  readonly after?: string
}

/** Something that was changed at once, by one person. */
export interface SettingsChange {
  /** Counts up within the owner, from 1. */
  readonly revision: number
  readonly by: { readonly id: string; readonly name: string }
  /** Epoch ms. */
  readonly at: number
  /** The revision that this one took back. */
  readonly undoes?: number
  readonly entries: readonly SettingChange[]
}

/** What is to be changed. An entry without a text resets the setting. */
export interface SettingsOrder extends Pick<SettingsChange, 'by' | 'at' | 'undoes'> {
  readonly entries: readonly Omit<SettingChange, 'before'>[]
  /** Change nothing unless this is still the newest revision. */
  readonly expected?: number
}

/** A change that waits for its author to confirm it. */
export interface Proposal {
  readonly id: string
  readonly owner: SettingsOwner
  readonly byId: string
  readonly entries: SettingsOrder['entries']
  /** The revision it was compared with. */
  readonly revision: number
  /** Epoch ms; it is gone then. */
  readonly until: number
}

/** What admins set, and how it came to be. */
export interface SettingsStore {
  /** The newest revision of each owner; 0 where nothing was ever set. Cheap: it is asked for each question. */
  revisions(owners: readonly SettingsOwner[]): Promise<readonly number[]>
  read(owner: SettingsOwner): Promise<{ revision: number; settings: readonly StoredSetting[] }>
  /** All of it or nothing. Undefined when `expected` is no longer the newest, or nothing would change. */
  change(owner: SettingsOwner, order: SettingsOrder): Promise<SettingsChange | undefined>
  /** The newest `most` changes, newest first. */
  changes(owner: SettingsOwner, most: number): Promise<readonly SettingsChange[]>
  propose(proposal: Proposal): Promise<void>
  /** Gives a proposal once; those whose time has passed at `now` are gone. */
  takeProposal(id: string, now: number): Promise<Proposal | undefined>
  /** Deletes what was set, with its history: of the owner, or of one channel of it. */
  forget(owner: SettingsOwner, channel?: string): Promise<void>
}

/** A key that a workspace brought for a model host, without the key. */
export interface KeyNote {
  /** As in `provider/model-id`. */
  readonly host: string
  readonly by: { readonly id: string; readonly name: string }
  /** Epoch ms. */
  readonly at: number
}

/** The key itself: for calls to that host, and for nothing else. */
export interface OwnKey {
  readonly host: string
  readonly key: string
  /** Another for each time one is entered. */
  readonly revision: number
}

/** Who changes keys, and when (epoch ms). */
export type KeyAuthor = Pick<KeyNote, 'by' | 'at'>

/**
 * Keys that workspaces brought for model hosts. Each change counts as one of the workspace's settings, with a revision
 * and a line in their log, which has no key in it.
 */
export interface KeyStore {
  /** Whether keys can be kept at all: there is nothing to encrypt them with otherwise. */
  readonly isSealed: boolean
  notes(workspace: Workspace): Promise<readonly KeyNote[]>
  /** With the revision of the workspace's settings at which they were read. */
  read(workspace: Workspace): Promise<{ readonly revision: number; readonly keys: readonly OwnKey[] }>
  /** In place of the one it has for that host. False when that is the same. Rejects where keys are not sealed. */
  set(workspace: Workspace, key: Omit<OwnKey, 'revision'>, author: KeyAuthor): Promise<boolean>
  /** Removes the key for that host, or all of them; tells for which hosts there was one. */
  remove(workspace: Workspace, host: string | undefined, author: KeyAuthor): Promise<readonly string[]>
  /** As `remove` of all, without a line in the log. */
  forget(workspace: Workspace): Promise<readonly string[]>
}

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

/** What gives a bot access to one workspace. */
export interface Installation {
  readonly workspace: string
  /** The bot's own, as JSON. */
  readonly credentials: string
  /** Rises with each change, also of one that was removed and made anew. */
  readonly revision: number
}

/**
 * Access to workspaces that their admins gave, for all processes alike. Times are epoch ms. Secrets are encrypted where
 * the store has a key.
 */
export interface InstallationStore {
  all(platform: PlatformName): Promise<readonly Installation[]>
  get(platform: PlatformName, workspace: string): Promise<Installation | undefined>
  /** 0 where there is none. */
  revision(platform: PlatformName, workspace: string): Promise<number>
  /** Keeps it in place of an earlier one. A workspace that was left has come back: its data is not deleted. */
  put(platform: PlatformName, workspace: string, credentials: string, at: number): Promise<Installation>
  /** True for the one who may renew that revision until then; whoever dies over it is followed by another. */
  claim(platform: PlatformName, installation: Installation, now: number, until: number): Promise<boolean>
  /** Puts renewed credentials in place of that revision; undefined, and no change, once there is another or none. */
  renew(
    platform: PlatformName,
    installation: Installation,
    credentials: string,
  ): Promise<Installation | undefined>
  /** False, and no change, once there is another revision or none. */
  remove(platform: PlatformName, installation: Installation): Promise<boolean>
  /** True for the first who uses what may be used once; known for as long as it is valid, `until`. */
  useOnce(id: string, now: number, until: number): Promise<boolean>
}

/** What to forget: everything to which all of the given conditions apply. */
export interface Forgotten {
  readonly platform: PlatformName
  readonly workspace?: string
  /** With the threads that belong to it. */
  readonly channel?: string
  readonly person?: string
  /** Epoch ms: only what is older, as for retention. */
  readonly before?: number
  /** With `before`: what is only counted keeps its person and its outcome until it is older than this. */
  readonly countedBefore?: number
}

/** What is done to the store as time goes by. Times are epoch ms. */
export interface Upkeep {
  /** Every channel, with its threads, of which texts are kept, and since when. */
  places(): Promise<
    readonly (Pick<Place, 'platform' | 'workspace' | 'channel'> & { readonly oldest: number })[]
  >
  /** Puts amendments in place of the texts of conversations with no turn since; tells in how many. */
  settleIdle(before: number): Promise<number>
  /** Tanya was taken out of that workspace. */
  noteDeparture(platform: PlatformName, workspace: string, at: number): Promise<void>
  /** The workspaces that were left before then, and in which nothing was asked since. */
  departed(before: number): Promise<readonly Pick<Place, 'platform' | 'workspace'>[]>
  /** Deletes everything of a workspace, also what was only counted; an installation goes when the workspace is left. */
  erase(platform: PlatformName, workspace: string): Promise<void>
}

/** All that Tanya remembers. Writes are durable when their promise resolves; failures are `store` faults. */
export interface Store {
  readonly turns: Turns
  readonly journal: Journal
  readonly usage: UsageLog
  readonly feedback: FeedbackLog
  readonly memory: Memory
  readonly settings: SettingsStore
  readonly keys: KeyStore
  readonly budgets: BudgetStore
  readonly installations: InstallationStore
  readonly upkeep: Upkeep
  /**
   * Deletes turns, answers and the texts of settled questions; tells how many turns. An answer being written ends
   * as accepted. What was spent stays counted, without the person. That a question was accepted stays known, unless
   * `before` is given, lest its event be delivered again.
   */
  forget(what: Forgotten): Promise<number>
  close(): Promise<void>
}
