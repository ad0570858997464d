const less = '(?:<|&lt;|&#0*60;|&#x0*3c;)'
const bang = '(?:!|&excl;|&#0*33;|&#x0*21;)'
const at = '(?:@|&commat;|&#0*64;|&#x0*40;)'

/**
 * `<!channel>`, `<!here>`, `<!everyone>`, `<!subteam^…>` and `<@U…>`, also where a reference or a backslash stands for
 * one of their characters, and in code: what reads them may do so before or after Markdown.
 */
const controlSequence = new RegExp(
  `(${less})(?=[\\\\\\s]*(?:${bang}[\\\\\\s]*(?:channel|here|everyone|group|subteam)|${at}[\\\\\\s]*[A-Z]))`,
  'gi',
)

/** Parts a control sequence with a word joiner: it is read as before and no longer fires. */
export function disarmMentions(text: string): string {
  return text.replace(controlSequence, '$1\u2060')
}
