import type { Clock } from '../clock.ts'
import type { Policy } from '../conversation/policy.ts'
import { Failure, toFault } from '../fault.ts'
import { explain } from '../i18n/explain.ts'
import { messagesFor } from '../i18n/messages.ts'
import type { Logger } from '../log.ts'
import { isAdmin } from '../settings/access.ts'
import type { Standing } from '../settings/access.ts'
import { checkOptions } from './check.ts'
import type { Command, CommandCall, CommandResult } from './command.ts'

export interface CommandRunnerDeps {
  readonly commands: readonly Command[]
  readonly policy: Pick<Policy, 'standing' | 'bar'>
  readonly clock: Clock
  readonly log: Logger
  newIncident(): string
}

/** Runs what people gave as a command, on whichever surface. */
export interface CommandRunner {
  /** Never rejects: problems come back as a notice. */
  run(call: CommandCall): Promise<CommandResult>
  /** Values for an option that is being typed; none for whoever may not give the command. Never rejects. */
  complete(call: CommandCall, option: string, typed: string): Promise<readonly string[]>
}

export function createCommandRunner({ commands, policy, ...deps }: CommandRunnerDeps): CommandRunner {
  /** What the caller is now; throws for whoever may not give the command there. */
  async function admitted(command: Command, { by, place }: CommandCall): Promise<Standing> {
    const standing = await policy.standing(by, place)
    if (command.access === 'admin' && !isAdmin(standing))
      throw new Failure({ kind: 'not-allowed', needs: 'admin' })
    const bar = isAdmin(standing) ? undefined : await policy.bar(by, place)
    if (bar !== undefined) throw new Failure(bar)
    return standing
  }

  return {
    async run(call) {
      const say = messagesFor(call.locale, call.place.platform)
      const logger = deps.log.child({ call: call.id, command: call.name })
      try {
        const command = commands.find((candidate) => candidate.name === call.name)
        if (command === undefined)
          return {
            kind: 'notice',
            text: say.text('input.unknown-command', { help: '/help' }),
            failed: true,
          }
        const standing = await admitted(command, call)
        const by = { ...call.by, isAdmin: isAdmin(standing) }
        const options = checkOptions(command, call.options, say)
        return await command.run({ ...call, by, options }, say, standing)
      } catch (error) {
        const fault = toFault(error, deps.newIncident())
        if (fault.kind === 'bug' || fault.kind === 'store')
          logger.error({ err: error, fault }, 'command failed')
        return { kind: 'notice', text: explain(fault, say, deps.clock.now()) ?? '', failed: true }
      }
    },
    async complete(call, option, typed) {
      const command = commands.find((candidate) => candidate.name === call.name)
      if (command?.complete === undefined) return []
      try {
        return await command.complete(option, typed, call, await admitted(command, call))
      } catch {
        // Whoever types is told when they give the command.
        return []
      }
    },
  }
}
