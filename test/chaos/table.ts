import type { PlannedQuestion } from './plan.ts'
import type { ChaosResult } from './runner.ts'
import type { Verdict } from './judge.ts'

const kinds = ['whole', 'failed', 'unheard', 'missed', 'repeated', 'lost', 'doubled', 'different'] as const

const titles: Readonly<Record<Verdict['kind'], string>> = {
  whole: 'whole answers, exactly once',
  failed: 'one visible failure',
  unheard: 'refused by the platform: nobody was there',
  missed: 'asked while away, and not answered',
  repeated: 'private, and a piece read twice',
  lost: 'lost',
  doubled: 'doubled',
  different: 'text differences',
}

/** The result as a Markdown table. */
export function tableOf(result: ChaosResult): string {
  const { plan, verdicts } = result
  const count = (kind: Verdict['kind'], platform?: PlannedQuestion['platform']): number =>
    plan.questions.filter(
      (question) =>
        verdicts.get(question.n)?.kind === kind && (platform === undefined || question.platform === platform),
    ).length
  const on = (platform: PlannedQuestion['platform']): number =>
    plan.questions.filter((question) => question.platform === platform).length
  const rows = [
    ['', 'Discord', 'Slack', 'both'],
    ['---', '---:', '---:', '---:'],
    ['questions', on('discord'), on('slack'), plan.questions.length],
    ...kinds.map((kind) => [titles[kind], count(kind, 'discord'), count(kind, 'slack'), count(kind)]),
    ['messages that belong to no question', '', '', result.strays.length],
    ['pings', '', '', result.pings],
    ['leaked reasoning', '', '', result.leaks],
    ['requests that no platform takes', '', '', result.violations.length],
    ['ends of the process that nobody asked for', '', '', result.crashes.length],
  ]
  const table = rows.map((row) => `| ${row.join(' | ')} |`).join('\n')
  const facts =
    `Seed ${plan.seed}: ${result.kills} times \`kill -9\`, ${result.faults} faults of REST and sockets, ` +
    `${result.continued} answers gone on with, ${Math.round(result.tookMs / 1000)} s.`
  return `${facts}\n\n${table}`
}

/** Why answers were not whole, and whether the model was told to fail. */
export function failuresOf(result: ChaosResult): readonly string[] {
  const reasons = result.plan.questions.flatMap(({ n, answer: { trouble, troubles } }) => {
    const verdict = result.verdicts.get(n)
    if (verdict?.kind !== 'failed') return []
    return [`${verdict.sentence} (${trouble === undefined ? 'no trouble' : `${trouble} ${troubles} times`})`]
  })
  const missed = result.plan.questions
    .filter(({ n }) => result.verdicts.get(n)?.kind === 'missed')
    .map(({ n, platform, how, channel }) => `q${n} ${platform} ${how} ${channel}`)
  const grouped = [...Map.groupBy(reasons, (reason) => reason)]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([reason, { length }]) => `${length} × ${reason}`)
  return [...grouped, `missed: ${missed.join(', ') || 'none'}`]
}

/** All there is of the questions that came to a bad end, for looking into. */
export function tracesOf(result: ChaosResult): string {
  const bad = result.plan.questions.filter(({ n }) => {
    const verdict = result.verdicts.get(n)
    return verdict !== undefined && 'why' in verdict
  })
  return bad
    .map((question) => {
      const parts = result.parts.filter((part) => part.question === question.n)
      return JSON.stringify({ question, verdict: result.verdicts.get(question.n), parts }, undefined, 1)
    })
    .join('\n')
}

/** Everything that may not be, in words. */
export function badOf(result: ChaosResult): readonly string[] {
  const bad: string[] = []
  for (const question of result.plan.questions) {
    const verdict = result.verdicts.get(question.n)
    if (verdict === undefined || !('why' in verdict)) continue
    bad.push(`q${question.n} (${question.platform}, ${question.how}) ${verdict.kind}: ${verdict.why}`)
  }
  for (const { versions } of result.strays)
    bad.push(`stray: ${JSON.stringify(versions.at(-1)?.slice(0, 200))}`)
  for (const part of result.parts.filter(({ pings }) => pings)) bad.push(`ping: ${part.text.slice(0, 80)}`)
  if (result.leaks > 0) bad.push(`leaked reasoning: ${result.leaks}`)
  bad.push(...result.violations.map((violation) => `violation: ${violation}`))
  bad.push(...result.crashes)
  return bad
}
