/** @import { CommandView, PersonView } from '../wire.ts' */

/**
 * What the text before the cursor can go on with.
 *
 * @typedef {object} Completion
 * @property {string} label
 * @property {string} about
 * @property {number} from Where what it stands for begins.
 * @property {string} insert
 */

const most = 10

/**
 * @param {string} text Up to the cursor.
 * @param {{ commands: readonly CommandView[], people: readonly PersonView[], isAdmin: boolean }} known
 * @returns {readonly Completion[]}
 */
export function completionsFor(text, known) {
  const command = /^(\s*(?:@tanya[,:]?\s+)?\/)([a-z0-9_-]*)$/iu.exec(text)
  if (command) return commandNames(command[1]?.length ?? 0, command[2] ?? '', known)
  const call = /^\s*(?:@tanya[,:]?\s+)?\/([a-z][a-z0-9_-]*)\s+(?:[\s\S]*\s)?(\S*)$/iu.exec(text)
  if (call) return optionsOf(text, call[1] ?? '', call[2] ?? '', known.commands)
  const name = /(?:^|\s)@([\p{L}\p{N}]*)$/u.exec(text)
  return name ? names(text, name[1] ?? '', known.people) : []
}

/**
 * @param {number} from
 * @param {string} begun
 * @param {{ commands: readonly CommandView[], isAdmin: boolean }} known
 */
function commandNames(from, begun, { commands, isAdmin }) {
  return commands
    .filter((command) => command.name.startsWith(begun.toLowerCase()) && (isAdmin || !command.forAdmins))
    .slice(0, most)
    .map((command) => ({
      label: `/${command.name}`,
      about: command.summary,
      from,
      insert: command.options.length > 0 ? `${command.name} ` : command.name,
    }))
}

/**
 * @param {string} text
 * @param {string} name
 * @param {string} word
 * @param {readonly CommandView[]} commands
 */
function optionsOf(text, name, word, commands) {
  const command = commands.find((one) => one.name === name.toLowerCase())
  if (command === undefined) return []
  const from = text.length - word.length
  const [begun = '', value] = word.split(':', 2)
  const option = value === undefined ? undefined : command.options.find((one) => one.name === begun)
  if (option !== undefined) {
    return option.choices
      .filter((choice) => choice.startsWith(value ?? ''))
      .slice(0, most)
      .map((choice) => ({ label: choice, about: option.summary, from, insert: `${begun}:${choice} ` }))
  }
  const given = text.slice(text.indexOf(`/${name}`) + name.length + 1).trim()
  if (command.actions.length > 0 && given === word) {
    return command.actions
      .filter((action) => action.name.startsWith(word))
      .slice(0, most)
      .map((action) => ({ label: action.name, about: action.summary, from, insert: `${action.name} ` }))
  }
  const taken = command.actions.find((action) => action.name === given.split(/\s/u, 1)[0])?.options
  // Values come in the order of the options, too: the first one's choices stand at the beginning.
  const first = command.options[0]
  const isFirst = given === word && first !== undefined && !first.takesRest
  const choices = isFirst ? first.choices.filter((choice) => choice.startsWith(word)) : []
  const named = command.options.filter(
    (one) =>
      !one.takesRest &&
      (taken === undefined || taken.includes(one.name)) &&
      one.name.startsWith(begun) &&
      !text.includes(` ${one.name}:`),
  )
  return [
    ...choices.map((choice) => ({ label: choice, about: first?.summary ?? '', from, insert: `${choice} ` })),
    ...named.map((one) => ({ label: `${one.name}:`, about: one.summary, from, insert: `${one.name}:` })),
  ].slice(0, most)
}

/**
 * @param {string} text
 * @param {string} begun
 * @param {readonly PersonView[]} people
 */
function names(text, begun, people) {
  const from = text.length - begun.length
  return ['Tanya', ...people.map((person) => person.name)]
    .filter((name) => name.toLowerCase().startsWith(begun.toLowerCase()) && name !== begun)
    .slice(0, most)
    .map((name) => ({
      label: `@${name}`,
      about: name === 'Tanya' ? 'asks her' : '',
      from,
      insert: `${name} `,
    }))
}
