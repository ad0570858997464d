export const paragraph = 'The quick brown fox jumps over the lazy dog & then some < more. '
const code = `\`\`\`ts\n${'const answer: Map<string, number> = new Map() // <!channel> &amp; <@U0MEMBER>\n'.repeat(12)}\`\`\``
const table = `| a | b |\n|---|---|\n${'| 1 < 2 | **x** |\n'.repeat(12)}`
/** About 6,000 characters with two code blocks and a table. */
export const long = [
  '# Title',
  paragraph.repeat(8),
  code,
  paragraph.repeat(12),
  table,
  `- one\n- **two** is \`code\`\n- three`,
  code,
  paragraph.repeat(16),
].join('\n\n')
