const prose = (topic: string, sentences: number): string =>
  Array.from(
    { length: sentences },
    (_, index) => `Sentence ${index + 1} on ${topic} says something that is long enough to be worth reading.`,
  ).join(' ')

const code = (lines: number): string =>
  Array.from(
    { length: lines },
    (_, index) => `  const value${index} = compute(${index}, "text ${index}") // line ${index}`,
  ).join('\n')

/** About 6,000 characters with two code blocks and a table. */
export const longAnswer = [
  '# A long answer',
  prose('the beginning', 12),
  `\`\`\`ts\nfunction first() {\n${code(30)}\n}\n\`\`\``,
  prose('the middle', 6),
  '| Name | Size | Note |\n| :--- | ---: | --- |\n| alpha | 1 | small |\n| 東京 | 22 | wide |\n| gamma | 333 | large |',
  `- one\n- two\n  - two and a half\n- three`,
  `\`\`\`python\ndef second():\n${code(20)}\n\`\`\``,
  prose('the end', 8),
].join('\n\n')
