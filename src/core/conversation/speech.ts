import type { PastMessage, Question } from '../question.ts'

/**
 * The question as the model reads it, and reads it ever after: this text is stored and replayed byte for byte.
 * A first line names the speaker; everything a person wrote comes after it, and what others said is quoted line
 * by line, so that no name or text can pass for another speaker, a turn or the system.
 */
export function speak(question: Question, past: readonly PastMessage[]): string {
  const blocks: string[] = []
  const earlier = [...past]
  const quoted = question.quoted
  if (quoted !== undefined && earlier.at(-1)?.text !== quoted.text) earlier.push(quoted)
  if (earlier.length > 0) blocks.push(`Said before, as quoted by the chat:\n${earlier.map(quote).join('\n')}`)
  blocks.push(plain(question.text))
  const speaker = question.place.kind === 'dm' ? '' : `${speakerName(question.asker.name)} says:\n`
  return speaker + blocks.join('\n\n')
}

function quote(message: PastMessage): string {
  const author = message.fromTanya ? 'You' : speakerName(message.author)
  const lines = plain(message.text).split('\n')
  return lines.map((line, index) => (index === 0 ? `> ${author}: ${line}` : `>   ${line}`)).join('\n')
}

/** A display name as one short line without control, formatting or quoting characters. */
export function speakerName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>|:"`\s]+/gu, ' ')
    .trim()
  return clean.slice(0, 60).replace(/[\uD800-\uDBFF]$/u, '') || 'Somebody'
}

/**
 * Text without what chat templates read as control tokens (`<|im_start|>`, `<｜User｜>`, `[INST]`), which some
 * self-hosted servers would take for a new turn. A zero-width space keeps them readable.
 */
function plain(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/<(?=[|｜])/gu, '<\u200B')
    .replaceAll(/\[(?=\/?INST\])/gu, '[\u200B')
    .replaceAll(/<(?=\/?(?:s|bos|eos|start_of_turn|end_of_turn)>)/giu, '<\u200B')
}
