/**
 * Every sentence a person can read, in ICU MessageFormat. The other languages have exactly these keys.
 * Markdown is allowed where it reads well without being rendered, too.
 */
export const en = {
  'language.name': 'English',

  'fault.host-rate-limited': 'The model host is busy with too many requests. Ask again {when}.',
  'fault.host-rate-limited-soon': 'The model host is busy with too many requests. Ask again in a minute.',
  'fault.host-overloaded': 'The model host is overloaded. Ask again in a few minutes.',
  'fault.out-of-credit': 'The account at {host} has no credit left. An operator has to top it up.',
  'fault.bad-key': '{host} refuses the key it was given. An operator has to check it.',
  'fault.model-gone': '{host} has no model named {model}. An admin has to choose another.',
  'fault.model-gone-try':
    '{host} has no model named {model}. An admin has to choose another, such as {available}.',
  'fault.too-long': 'This conversation is too long for the model. Start a new one, or ask with less text.',
  'fault.filtered':
    'The model host refused this question or its answer as unsuitable. Ask it in other words.',
  'fault.truncated': 'The model host broke off in the middle of the answer. Ask again for a whole one.',
  'fault.stalled':
    'The model host stopped answering after {seconds, plural, one {# second} other {# seconds}}. Ask again.',
  'fault.unreachable': 'The model host cannot be reached. Ask again in a few minutes.',
  'fault.malformed': 'The model host gave an answer that cannot be read. Ask again.',
  'fault.empty': 'The model gave an empty answer. Ask again, or in other words.',
  'fault.host-refused':
    'The model host did not accept the question. An operator finds the reason in the log.',
  'fault.no-permission':
    'I am not allowed to write there. An admin has to give me permission to send messages in that channel.',
  'fault.platform-rejected':
    'The chat platform did not accept my answer. An operator finds the reason in the log.',
  'fault.platform-unreachable': 'The chat platform could not be reached. Ask again in a few minutes.',
  'fault.limited-person': 'You have asked as often as you may for now. Ask again {when}.',
  'fault.limited-channel': 'This channel has asked as often as it may for now. Ask again {when}.',
  'fault.limited-workspace': 'This server has asked as often as it may for now. Ask again {when}.',
  'fault.over-budget-person': 'Your budget for this period is spent. Ask again {when}.',
  'fault.over-budget-channel': 'The budget of this channel is spent. Ask again {when}.',
  'fault.over-budget-workspace': 'The budget of this server is spent. Ask again {when}.',
  'fault.over-budget-deployment': 'The budget of this installation is spent. Ask again {when}.',
  'fault.price-unknown':
    'What {model} costs is not known, so it cannot be used under a budget. An admin has to choose another model.',
  'fault.not-here-off': 'I am turned off here. An admin can turn me on.',
  'fault.not-here-channel': 'I may not answer in this channel. An admin can allow it.',
  'fault.needs-role': 'Only some roles may use me here. An admin can give you one of them.',
  'fault.queue-full':
    '{waiting, plural, one {# question is} other {# questions are}} already waiting in this conversation. Ask again once they are answered.',
  'fault.needs-admin': 'Only an admin of this server may do that.',
  'fault.needs-operator': 'Only an operator of this installation may do that.',
  'fault.needs-member': 'Guests may not use me here. An admin can allow it.',
  'fault.needs-asker': 'Only the person who asked, or an admin, may do that.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'No model is connected. An operator has to set one up.',
  'fault.store':
    'My memory cannot be written right now, so I could not take the question. Ask again in a minute.',
  'fault.interrupted': 'I was interrupted before the answer was finished. Ask again for a whole one.',
  'fault.bug':
    'Something went wrong on my side (incident {incident}). Ask again; if it stays, tell an operator that number.',

  'notice.stopped': 'Stopped.',
  'notice.length': 'The answer reached its length limit.',
  'notice.empty-question': 'Yes? Write your question in the same message as my name, or use `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {I am busy with other questions} one {# question is before yours in this conversation} other {# questions are before yours in this conversation}}; the answer follows.',

  'files.remark': 'Not read, or not wholly: {files}.',
  'files.one': '“{name}” ({why})',
  'files.more': '{count} more',
  'files.beginning': 'only its beginning fits',
  'files.pages': 'only pages 1 to {pages} of {ofPages}',
  'files.type': 'not a kind of file I can read',
  'files.too-large': 'larger than {megabytes} MB',
  'files.too-many': 'I read {most} files at a time',
  'files.too-many-pictures': 'I look at {pictures} pictures at a time',
  'files.no-pictures': 'this model does not see pictures',
  'files.broken': 'damaged, or not what it seems',
  'files.protected': 'needs a password',
  'files.no-text': 'holds no text',
  'files.no-room': 'no room left for it',
  'files.slow': 'took too long',
  'files.elsewhere': 'kept on another site',
  'files.refused': 'I may not open it; an operator finds the reason in the log',
  'files.gone': 'no longer there',
  'files.unreachable': 'could not be downloaded',

  'discord.about-message': 'About {link}',
  'discord.leaving': 'I am restarting. Ask again in a minute.',

  'budget.reached':
    '{percent, number}% of the budget of {scope} is spent: {spent} of {limit}. The next period begins {when}.',
  'budget.of-channel': 'the channel',
  'budget.of-workspace': 'this server',
  'budget.of-deployment': 'this installation',
  'model.not-allowed': 'the model `{model}` is not allowed here; choose one of {allowed}',

  'input.unknown-command': 'There is no such command. `{help}` lists what there is.',
  'input.unknown-option': 'this command has no such option',
  'input.missing': 'it is missing',
  'input.not-a-number': 'it must be a whole number',
  'input.not-a-choice': 'it must be one of {choices}',
  'input.too-long': 'it may have at most {max, number} characters',
  'input.not-a-boolean': 'it must be true or false',

  'command.ask': 'Ask a question',
  'command.ask.question': 'What you want to know',
  'command.ask.model': 'Another model for this one question',
  'command.ask.private': 'Show the answer only to you',
  'command.new': 'Start a fresh conversation here',
  'command.help': 'What I can do here',
  'command.about': 'Which model answers, and what is stored',

  'command.usage': 'Requests, tokens, money and cache hits',
  'command.usage.scope': 'Whose: yours, of this channel, of the server, or of all servers',
  'command.usage.period': 'How far back: a day, a week, a month or a quarter',
  'command.usage.csv': 'Add a table by day as a CSV file',
  'command.forget': 'Delete at once what I remember',
  'command.forget.what': 'What: of you, of this channel with its threads, or of the whole server',

  'usage.title-me': '**What you used here, {from} to {until}**',
  'usage.title-channel': '**What this channel used, {from} to {until}**',
  'usage.title-server': '**What this server used, {from} to {until}**',
  'usage.title-all': '**What all servers used, {from} to {until}**',
  'usage.none': 'Nothing was asked in that time.',
  'usage.requests':
    '{requests, plural, one {# question} other {# questions}}, {failures, plural, =0 {none failed} other {# failed}}',
  'usage.tokens':
    'Tokens: {input, number} read, {share, number, percent} of them from the cache; {output, number} written',
  'usage.money': 'Cost: {money}',
  'usage.money-saved': 'Cost: {money}; the cache saved {saved}',
  'usage.unpriced': '{calls, plural, one {# call has} other {# calls have}} no known price and {calls, plural, one {is} other {are}} not in it',
  'usage.models': 'Models by calls: {models}',
  'usage.feedback': 'Feedback: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'In the picture, by day (UTC): 🟦 answered, 🟥 failed; 🟩 cost, where it is known; tokens 🟪 from the cache, 🟦 read in full, 🟧 written.',
  'usage.alt':
    'Bars by day, {from} to {until}: questions, cost and tokens. In all {requests, plural, one {# question} other {# questions}}, {failures, number} failed, {money}.',
  'usage.table-alt': 'Usage by day, {from} to {until}, as a table.',
  'usage.no-server': 'a direct message belongs to no server',

  'forget.none': 'There was nothing of that to delete.',
  'forget.turns': '{turns, plural, one {# question with its answer} other {# questions with their answers}}',
  'forget.settings': '{settings, plural, one {# setting} other {# settings}} with their history',
  'forget.done': 'Deleted for good: {what}.',
  'forget.kept': 'What was spent stays counted, without your name. Messages in the chat stay; delete them there.',

  'new.done': 'A fresh conversation starts with your next message.',
  'new.nothing': 'Every mention starts a fresh conversation here; reply to an answer to continue one.',
  'help.intro':
    'Mention me with a question and I answer. Reply to my answer, or write on in its thread, to go on.',
  'help.commands': 'Commands:',
  'help.text-form': 'Anywhere, also in threads, you can write `{example}` instead.',
  'about.text':
    'I am Tanya, a self-hosted assistant. Answers come from the model `{model}`. Questions and answers are stored by the operator of this installation, so that a conversation can go on, and are sent to the host of that model and nowhere else.',

  'manifest.description': 'Answers questions with open models, on your own server.',
  'manifest.agent-description':
    'Tanya answers in threads and direct messages with the open model that your workspace runs: mention her, write on in the thread, or open a new conversation here.',
  'manifest.prompt-title-1': 'What can you do?',
  'manifest.prompt-1': 'What can you do here, and which model answers?',
  'manifest.prompt-title-2': 'Explain something',
  'manifest.prompt-2': 'Explain to me, step by step and with an example:',
  'manifest.prompt-title-3': 'Improve a text',
  'manifest.prompt-3': 'Make this text clearer and shorter, and tell me what you changed:',

  'action.stop': 'Stop',
  'action.retry': 'Retry',
  'action.continue': 'Continue',
  'action.share': 'Share',
  'action.good': 'Good answer',
  'action.bad': 'Bad answer',
  'act.gone': 'That answer is no longer stored.',
  'act.over': 'That is no longer possible.',
  'act.busy': 'It is being answered already.',
  'act.not-there': 'I may not write there for all to see.',
  'act.noted': 'Noted, thank you.',
  'act.shared': 'Shared.',
  'act.shared-by': 'Shared by {name}, who asked: {text}',

  'slack.working': 'is thinking…',
  'slack.thinking': 'I am thinking about it; the answer follows here.',
  'slack.asked': '*{name}* asks:',
} as const
