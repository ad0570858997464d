/** Every sentence Tanya writes, in ICU MessageFormat. The other languages have exactly these keys. */
export const en = {
  'notice.limited': 'You have asked as often as you may for now. You can ask again {when}.',
  'notice.queue-full':
    '{waiting, plural, one {# question is} other {# questions are}} already waiting in this conversation. Ask again once they are answered.',
  'notice.stopped': 'Stopped.',
  'notice.length': 'The answer reached its length limit.',
} as const
