import type { Catalogue } from './messages.ts'

/** Русский. */
export const ru: Catalogue = {
  'language.name': 'Русский',

  'fault.host-rate-limited': 'У поставщика модели слишком много запросов. Спросите ещё раз {when}.',
  'fault.host-rate-limited-soon':
    'У поставщика модели слишком много запросов. Спросите ещё раз через минуту.',
  'fault.host-overloaded': 'Поставщик модели перегружен. Спросите ещё раз через несколько минут.',
  'fault.out-of-credit': 'На счёте у {host} закончились средства. Оператору нужно его пополнить.',
  'fault.bad-key': '{host} не принимает используемый ключ. Оператору нужно его проверить.',
  'fault.model-gone': 'У {host} нет модели {model}. Администратору нужно выбрать другую.',
  'fault.model-gone-try':
    'У {host} нет модели {model}. Администратору нужно выбрать другую, например {available}.',
  'fault.too-long': 'Этот разговор слишком длинный для модели. Начните новый или пришлите меньше текста.',
  'fault.filtered': 'Поставщик модели счёл вопрос или ответ недопустимым. Переформулируйте вопрос.',
  'fault.truncated':
    'Поставщик модели оборвал ответ на середине. Спросите ещё раз, чтобы получить его целиком.',
  'fault.stalled':
    'Поставщик модели не отвечает уже {seconds, plural, one {# секунду} few {# секунды} many {# секунд} other {# секунды}}. Спросите ещё раз.',
  'fault.unreachable': 'Поставщик модели недоступен. Спросите ещё раз через несколько минут.',
  'fault.malformed': 'Поставщик модели прислал нечитаемый ответ. Спросите ещё раз.',
  'fault.empty': 'Модель вернула пустой ответ. Спросите ещё раз или переформулируйте вопрос.',
  'fault.host-refused': 'Поставщик модели не принял вопрос. Причину оператор найдёт в журнале.',
  'fault.no-permission':
    'У меня нет права там писать. Администратору нужно разрешить мне отправлять сообщения в этом канале.',
  'fault.platform-rejected': 'Платформа чата не приняла мой ответ. Причину оператор найдёт в журнале.',
  'fault.platform-unreachable':
    'Не удалось связаться с платформой чата. Спросите ещё раз через несколько минут.',
  'fault.limited-person': 'Вы пока исчерпали свой лимит вопросов. Спросите ещё раз {when}.',
  'fault.limited-channel': 'Лимит вопросов в этом канале пока исчерпан. Спросите ещё раз {when}.',
  'fault.limited-workspace':
    'Лимит вопросов {platform, select, slack {в этом рабочем пространстве} other {на этом сервере}} пока исчерпан. Спросите ещё раз {when}.',
  'fault.over-budget-person': 'Ваш бюджет на этот период исчерпан. Спросите ещё раз {when}.',
  'fault.over-budget-channel': 'Бюджет этого канала исчерпан. Спросите ещё раз {when}.',
  'fault.over-budget-workspace':
    'Бюджет {platform, select, slack {этого рабочего пространства} other {этого сервера}} исчерпан. Спросите ещё раз {when}.',
  'fault.over-budget-deployment': 'Бюджет этой установки исчерпан. Спросите ещё раз {when}.',
  'fault.price-unknown':
    'Цена модели {model} неизвестна, поэтому при заданном бюджете её использовать нельзя. Администратору нужно выбрать другую модель.',
  'fault.not-here-off': 'Здесь я выключена. Администратор может меня включить.',
  'fault.not-here-channel': 'В этом канале мне нельзя отвечать. Администратор может это разрешить.',
  'fault.needs-role':
    'Здесь мной могут пользоваться только участники {platform, select, slack {определённых групп} other {с определёнными ролями}}. Администратор может {platform, select, slack {добавить вас в такую группу} other {дать вам такую роль}}.',
  'fault.queue-full':
    'В этом разговоре уже {waiting, plural, one {ждёт # вопрос} few {ждут # вопроса} many {ждут # вопросов} other {ждут # вопроса}}. Спросите ещё раз, когда очередь опустеет.',
  'fault.needs-admin':
    'Это может сделать только администратор {platform, select, slack {этого рабочего пространства} other {этого сервера}}.',
  'fault.needs-platform-admin': 'Это может сделать только администратор самой платформы чата или оператор.',
  'fault.needs-operator': 'Это может сделать только оператор этой установки.',
  'fault.needs-member':
    'Гости и участники каналов, общих с другими организациями, не могут мной здесь пользоваться. Администратор может это разрешить.',
  'fault.needs-asker': 'Это может сделать только тот, кто задал вопрос, или администратор.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'Ни одна модель не подключена. Оператору нужно настроить хотя бы одну.',
  'fault.store':
    'Сейчас я не могу ничего сохранить, поэтому не получилось принять вопрос. Спросите ещё раз через минуту.',
  'fault.interrupted':
    'Меня прервали, и ответ остался незаконченным. Спросите ещё раз, чтобы получить его целиком.',
  'fault.bug':
    'Что-то пошло не так с моей стороны (инцидент {incident}). Спросите ещё раз; если это повторится, сообщите этот номер оператору.',

  'notice.stopped': 'Ответ остановлен.',
  'notice.length': 'Ответ достиг максимальной длины.',
  'notice.empty-question':
    'Да? Напишите вопрос в том же сообщении, где упоминаете меня, или используйте `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Я отвечаю на другие вопросы} one {В этом разговоре перед вашим ещё # вопрос} few {В этом разговоре перед вашим ещё # вопроса} many {В этом разговоре перед вашим ещё # вопросов} other {В этом разговоре перед вашим ещё # вопроса}}; ответ скоро будет.',
  'notice.rest-follows': 'Продолжение придёт файлом.',
  'notice.rest-in-file': 'Продолжение в файле {file}.',
  'notice.thinking':
    '{seconds, plural, =0 {Думает…} one {Думает уже # секунду…} few {Думает уже # секунды…} many {Думает уже # секунд…} other {Думает уже # секунды…}}',
  'notice.thought':
    '{seconds, plural, one {Думала # секунду} few {Думала # секунды} many {Думала # секунд} other {Думала # секунды}}',
  'file.rest': 'Продолжение ответа в Markdown.',
  'file.thoughts': 'Размышления модели перед ответом в Markdown.',

  'files.remark': 'Не прочитано или прочитано не полностью: {files}.',
  'files.one': '«{name}» ({why})',
  'files.more': 'ещё {count}',
  'files.beginning': 'поместилось только начало',
  'files.pages': 'только страницы 1–{pages} из {ofPages}',
  'files.type': 'файлы такого типа я не читаю',
  'files.too-large': 'больше {megabytes} МБ',
  'files.too-many': 'файлов за раз: не больше {most}',
  'files.too-many-pictures': 'изображений за раз: не больше {pictures}',
  'files.no-pictures': 'эта модель не видит изображений',
  'files.off': 'администратор отключил здесь файлы',
  'files.pictures-off': 'администратор отключил здесь изображения',
  'files.broken': 'повреждён или не то, чем кажется',
  'files.protected': 'защищён паролем',
  'files.no-text': 'не содержит текста',
  'files.no-room': 'для него не хватило места',
  'files.slow': 'обработка заняла слишком много времени',
  'files.elsewhere': 'хранится на другом сайте',
  'files.refused': 'у меня нет права его открыть; причину оператор найдёт в журнале',
  'files.gone': 'файла больше нет',
  'files.unreachable': 'не удалось скачать',

  'discord.about-message': 'О сообщении {link}',
  'discord.leaving': 'Я перезапускаюсь. Спросите ещё раз через минуту.',

  'budget.reached':
    'Потрачено {percent, number} % бюджета {scope}: {spent} из {limit}. Следующий период начнётся {when}.',
  'budget.of-channel': 'этого канала',
  'budget.of-workspace': '{platform, select, slack {этого рабочего пространства} other {этого сервера}}',
  'budget.of-deployment': 'этой установки',
  'model.not-allowed': 'модель `{model}` здесь не разрешена; выберите из этих: {allowed}',

  'input.unknown-command': 'Такой команды нет. Список покажет `{help}`.',
  'input.unknown-option': 'у этой команды нет такого параметра',
  'input.missing': 'значение не указано',
  'input.not-a-number': 'нужно целое число',
  'input.not-a-choice': 'допустимо: {choices}',
  'input.too-long': 'не больше {max, number} символов',
  'input.not-a-boolean': 'нужно true или false',

  'name.ask': 'спросить',
  'name.new': 'новый',
  'name.model': 'модель',
  'name.usage': 'использование',
  'name.forget': 'забыть',
  'name.config': 'настройки',
  'name.help': 'помощь',
  'name.about': 'инфо',

  'command.ask': 'Задать вопрос',
  'command.ask.question': 'Что вы хотите узнать',
  'command.ask.file': 'Файл, о котором вы спрашиваете',
  'command.ask.model': 'Другая модель только для этого вопроса',
  'command.ask.private': 'Показать ответ только вам',
  'command.new': 'Начать здесь новый разговор',
  'command.help': 'Что я здесь умею',
  'command.about': 'Какая модель отвечает и что сохраняется',

  'command.usage': 'Запросы, токены, расходы и попадания в кэш',
  'command.usage.scope':
    'Чьё использование: ваше, этого канала, {platform, select, slack {рабочего пространства или всех рабочих пространств} other {сервера или всех серверов}}',
  'command.usage.period': 'За какой срок: день, неделя, месяц или квартал',
  'command.usage.csv': 'Приложить таблицу по дням в файле CSV',
  'command.forget': 'Сразу удалить всё, что я помню',
  'command.forget.what':
    'Что: о вас, об этом канале с ветками или {platform, select, slack {обо всём рабочем пространстве} other {обо всём сервере}}',

  'usage.title-me': '**Ваше использование здесь, {from} – {until}**',
  'usage.title-channel': '**Использование в этом канале, {from} – {until}**',
  'usage.title-server':
    '**Использование {platform, select, slack {в этом рабочем пространстве} other {на этом сервере}}, {from} – {until}**',
  'usage.title-all':
    '**Использование {platform, select, slack {во всех рабочих пространствах} other {на всех серверах}}, {from} – {until}**',
  'usage.none': 'За это время вопросов не было.',
  'usage.requests':
    '{requests, plural, one {# вопрос} few {# вопроса} many {# вопросов} other {# вопроса}}, {failures, plural, =0 {без сбоев} one {# сбой} few {# сбоя} many {# сбоев} other {# сбоя}}',
  'usage.tokens':
    'Токены: прочитано {input, number}, из них {share, number, percent} из кэша; написано {output, number}',
  'usage.money': 'Стоимость: {money}',
  'usage.money-saved': 'Стоимость: {money}; кэш сэкономил {saved}',
  'usage.unpriced':
    '{calls, plural, one {# вызов с неизвестной ценой не учтён} few {# вызова с неизвестной ценой не учтены} many {# вызовов с неизвестной ценой не учтены} other {# вызова с неизвестной ценой не учтены}}',
  'usage.models': 'Модели по числу вызовов: {models}',
  'usage.feedback': 'Оценки: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'На картинке, по дням (UTC): 🟦 с ответом, 🟥 сбой; 🟩 стоимость, если известна; токены 🟪 из кэша, 🟦 прочитано по полной цене, 🟧 написано.',
  'usage.alt':
    'Столбцы по дням, {from} – {until}: вопросы, стоимость и токены. Всего {requests, plural, one {# вопрос} few {# вопроса} many {# вопросов} other {# вопроса}}, сбоев: {failures, number}, {money}.',
  'usage.table-alt': 'Использование по дням, {from} – {until}, в виде таблицы.',
  'usage.no-server':
    'личные сообщения не относятся ни к какому {platform, select, slack {рабочему пространству} other {серверу}}',

  'forget.none': 'Удалять было нечего.',
  'forget.turns':
    '{turns, plural, one {# вопрос с ответом} few {# вопроса с ответами} many {# вопросов с ответами} other {# вопроса с ответами}}',
  'forget.settings':
    '{settings, plural, one {# настройка} few {# настройки} many {# настроек} other {# настройки}} с историей',
  'forget.done': 'Удалено навсегда: {what}.',
  'forget.kept':
    'Расходы по-прежнему учитываются, но без вашего имени. Сообщения в чате остаются; удалите их там.',

  'setting.model': 'Что отвечает: модель или несколько, каждая следующая на замену предыдущей',
  'setting.models': 'Какие ещё модели могут выбирать участники',
  'setting.persona': 'Кто я: текст в начале каждого промпта',
  'setting.language': 'Язык ответов',
  'setting.trigger': 'На что я отвечаю: на упоминания, на продолжение моих разговоров, на всё или ни на что',
  'setting.thread': 'Отвечать ли в ветке',
  'setting.context':
    'Что считать разговором: цепочку ответов, весь канал или только сообщения каждого человека в нём',
  'setting.context.recent': 'Сколько прежних сообщений канала видит новый разговор',
  'setting.reasoning': 'Показывать ли размышления модели',
  'setting.limits.user': 'Как часто может спрашивать каждый участник',
  'setting.limits.channel': 'Как часто могут спрашивать все вместе в канале',
  'setting.limits.workspace':
    'Как часто могут спрашивать все вместе {platform, select, slack {в этом рабочем пространстве} other {на этом сервере}}',
  'setting.budget.user': 'Сколько может потратить каждый участник',
  'setting.budget.channel': 'Сколько могут потратить все вместе в канале',
  'setting.budget.workspace':
    'Сколько могут потратить все вместе {platform, select, slack {в этом рабочем пространстве} other {на этом сервере}}',
  'setting.budget.deployment':
    'Сколько могут потратить все {platform, select, slack {рабочие пространства} other {серверы}} вместе',
  'setting.budget.over': 'Что делать при превышении бюджета: отказать или взять модель дешевле',
  'setting.access.channels': 'Где я отвечаю',
  'setting.access.roles': 'Кто может спрашивать',
  'setting.access.outsiders': 'Могут ли спрашивать гости и посторонние',
  'setting.access.admins': 'Кто, кроме администраторов платформы, может менять настройки',
  'setting.retention': 'Через сколько дней удалять разговоры; при 0 ничего не сохраняется',
  'setting.attachments': 'Какие вложения читать',
  'setting.length': 'Сколько сообщений может занять ответ, прежде чем продолжение уйдёт в файл',
  'allowed.number': 'целое число от {min, number} до {max, number}',
  'allowed.model': 'название вроде `deepseek-v3` или `openrouter/vendor/model`; несколько — через запятую',
  'allowed.models': 'названия через запятую, `provider/*`, `any` или `none`',
  'allowed.persona': 'текст не длиннее 4000 символов или `default`',
  'allowed.language': '`auto` или код языка, например `de` или `pt-BR`',
  'allowed.rate': 'число вопросов за период, например `10/minute`, `5/10 minutes` или `200/day`, либо `off`',
  'allowed.money': 'доллары США в день или в месяц, например `$5/day` или `0.50/month`, либо `off`',
  'allowed.over': '`refuse` или название модели',
  'allowed.channels': 'каналы через запятую (`dm` для личных сообщений) либо `all`',
  'allowed.roles': 'роли или группы пользователей через запятую, либо `all`',
  'allowed.admins': 'роли или группы пользователей через запятую, либо `none`',
  'command.model': 'Показать здешнюю модель или выбрать другую для этого разговора',
  'command.model.name': 'Какую модель выбрать; `default` — модель канала',
  'command.config': 'Показать и изменить то, как я себя здесь веду',
  'command.config.action': 'Что сделать',
  'command.config.name': 'Какая настройка, например limits.user',
  'command.config.value': 'Новое значение или экспортированный текст для импорта',
  'command.config.file': 'Экспортированный файл настроек для импорта',
  'command.config.scope': 'server, here для этого канала или канал',
  'command.config.confirm': 'Код импорта, который нужно применить',
  'command.config.number': 'Номер изменения, которое нужно отменить; без него — последнее',
  'command.config.show': 'Показать настройки и откуда взята каждая',
  'command.config.set': 'Изменить настройку',
  'command.config.reset': 'Сбросить настройку: снова действует значение уровнем выше',
  'command.config.export': 'Экспортировать все настройки в файл',
  'command.config.import': 'Импортировать настройки из файла, сначала показав изменения',
  'command.config.log': 'Показать, кто что менял',
  'command.config.undo': 'Отменить изменение',
  'config.title-server':
    '**Настройки {platform, select, slack {этого рабочего пространства} other {этого сервера}}**',
  'config.title-channel': '**Настройки канала `{channel}`**',
  'config.title-everywhere':
    '**Настройки {platform, select, slack {всех рабочих пространств} other {всех серверов}}**',
  'config.how': 'Изменить настройку: `{example}`.',
  'config.origin-default': 'по умолчанию',
  'config.origin-deployment': 'задано оператором',
  'config.origin-workspace': 'задано для {platform, select, slack {рабочего пространства} other {сервера}}',
  'config.origin-channel': 'задано для канала',
  'config.of-server': '{platform, select, slack {этого рабочего пространства} other {этого сервера}}',
  'config.of-channel': 'канала `{channel}`',
  'config.of-everywhere': '{platform, select, slack {всех рабочих пространств} other {всех серверов}}',
  'config.set': '`{name}` теперь `{value}` для {scope}.',
  'config.reset': '`{name}` больше не задано для {scope}; теперь действует `{value}`.',
  'config.unchanged': 'Менять нечего: так уже и есть.',
  'config.is-for': '`{name}`: {summary}.',
  'config.takes': 'Возможные значения: {allowed}.',
  'config.unknown-name': 'такой настройки нет; есть {names}',
  'config.no-such': 'такой настройки нет',
  'config.bad-value': '`{value}` не подходит; возможные значения: {allowed}',
  'config.wrong-scope':
    'задаётся только для {platform, select, slack {всего рабочего пространства} other {всего сервера}}',
  'config.wrong-scope-deployment':
    'задаёт только оператор, для {platform, select, slack {всех рабочих пространств} other {всех серверов}}',
  'config.bad-scope': 'нужно {platform, select, slack {`workspace`} other {`server`}}, `here` или канал',
  'config.unknown-model': 'ни у одного поставщика здесь нет `{model}`',
  'config.beyond-ceiling': 'оператор не разрешает модель `{model}`',
  'config.form-set': 'Изменить настройку',
  'config.form-reset': 'Сбросить',
  'config.form-import': 'Импортировать настройки',
  'form.open': 'Открыть форму',
  'config.value-label': 'Значение',
  'config.import-label': 'Экспортированные настройки',
  'config.exported': 'Вот настройки для {scope}. Вернуть их: `{example}`.',
  'config.import-none': 'нет настроек для импорта: укажите экспортированный текст или файл',
  'config.import-unreadable': 'это не файл настроек: {problem}',
  'config.import-problems': 'Ничего не изменено, потому что в файле есть ошибки:',
  'config.import-changes': 'Импорт изменит следующее:',
  'config.import-confirm': 'Примените его в течение 15 минут: `{example}`.',
  'config.import-apply': 'Применить',
  'config.import-gone': 'Этого импорта больше нет. Импортируйте файл ещё раз.',
  'config.import-stale':
    'Настройки тем временем изменились, поэтому ничего не применено. Импортируйте файл ещё раз.',
  'config.imported':
    '{count, plural, one {Изменена # настройка} few {Изменены # настройки} many {Изменено # настроек} other {Изменено # настройки}}.',
  'config.line': '`{name}`: `{before}` → `{after}`',
  'config.line-channel': '`{name}` в `{channel}`: `{before}` → `{after}`',
  'config.not-set': 'не задано',
  'config.log-none': 'Пока ничего не меняли.',
  'config.log-entry': '**№ {number}** {when}, {who}',
  'config.log-undoes': 'отменяет № {number}',
  'config.undo-none': 'Отменять нечего.',
  'config.undo-changed': '`{name}` с тех пор снова меняли. Задайте значение вручную.',
  'config.stale': 'Настройки изменились в тот же момент. Попробуйте ещё раз.',
  'config.undone': 'Изменение № {number} отменено:',
  'model.is': 'Здесь отвечает `{model}`.',
  'model.picked': 'Теперь в этом разговоре отвечает `{model}`.',
  'model.default': 'В этом разговоре снова отвечает модель канала: `{model}`.',
  'model.choices': 'Можно выбрать: {models}.',
  'model.no-conversation':
    'В этом канале каждое упоминание — отдельный разговор. Выберите модель в ветке или в личных сообщениях либо для одного вопроса: `{example}`.',

  'new.done': 'Со следующего вашего сообщения начнётся новый разговор.',
  'new.nothing':
    'Здесь каждое упоминание начинает новый разговор; чтобы продолжить прежний, ответьте на моё сообщение.',
  'help.intro':
    'Упомяните меня с вопросом, и я отвечу. Чтобы продолжить, ответьте на моё сообщение или пишите в его ветке.',
  'help.commands': 'Команды:',
  'help.text-form': 'Везде, даже в ветках, вместо этого можно написать `{example}`.',
  'about.text': 'Я Tanya, помощница на собственном сервере. Ответы даёт модель `{model}`.',
  'about.sent': 'Вопросы и то, что было сказано до них, отправляются поставщику этой модели и больше никуда.',
  'about.sent-to': 'Вопросы и то, что было сказано до них, отправляются только сюда: {hosts}.',
  'about.stored':
    '{days, plural, =0 {Сказанное здесь не сохраняется: разговоры держатся в памяти не дольше суток.} one {Оператор этой установки хранит вопросы и ответы # день, чтобы разговор можно было продолжить.} few {Оператор этой установки хранит вопросы и ответы # дня, чтобы разговор можно было продолжить.} many {Оператор этой установки хранит вопросы и ответы # дней, чтобы разговор можно было продолжить.} other {Оператор этой установки хранит вопросы и ответы # дня, чтобы разговор можно было продолжить.}}',
  'about.encrypted': 'В базе данных они зашифрованы.',
  'about.counted': 'Учитывается, кто сколько спросил и сколько это стоило, но не тексты.',
  'about.forget': '`{command}` сразу удаляет сохранённое.',

  'manifest.description': 'Отвечает на вопросы с помощью открытых моделей на вашем сервере.',
  'manifest.agent-description':
    'Tanya отвечает в ветках и личных сообщениях с помощью открытой модели вашего рабочего пространства: упомяните её, пишите дальше в ветке или начните здесь новый разговор.',
  'manifest.prompt-title-1': 'Что ты умеешь?',
  'manifest.prompt-1': 'Что ты здесь умеешь и какая модель отвечает?',
  'manifest.prompt-title-2': 'Объясни что-нибудь',
  'manifest.prompt-2': 'Объясни мне по шагам и с примером:',
  'manifest.prompt-title-3': 'Улучши текст',
  'manifest.prompt-3': 'Сделай этот текст яснее и короче и скажи, что изменено:',

  'action.stop': 'Остановить',
  'action.retry': 'Повторить',
  'action.continue': 'Продолжить',
  'action.share': 'Поделиться',
  'action.good': 'Хороший ответ',
  'action.bad': 'Плохой ответ',
  'menu.ask-about': 'Спросить об этом',
  'menu.summarize': 'Пересказать с этого места',
  'menu.translate': 'Перевести',
  'menu.ask-about.description': 'Написать вопрос об этом сообщении',
  'menu.summarize.description': 'Краткое содержание этого и следующих сообщений',
  'menu.translate.description': 'Это сообщение на вашем языке',
  'menu.ask-about.title': 'Вопрос об этом сообщении',
  'menu.ask-about.label': 'Ваш вопрос',
  'menu.ask-about.send': 'Спросить',
  'menu.cancel': 'Отмена',
  'menu.summarize.question':
    'Кратко перескажи, что здесь говорили, от первого процитированного сообщения до последнего: о чём шла речь, что решили и что осталось нерешённым. Где это важно, укажи, кто что сказал.',
  'menu.translate.question':
    'Переведи процитированное сообщение на этот язык: {language}. В ответе дай только перевод.',

  'act.gone': 'Этот ответ больше не хранится.',
  'act.over': 'Это уже невозможно.',
  'act.busy': 'Ответ уже готовится.',
  'act.not-there': 'У меня нет права писать там у всех на виду.',
  'act.noted': 'Учту, спасибо.',
  'act.shared': 'Ответ опубликован.',
  'act.shared-by': 'Ответом делится {name}. Вопрос: {text}',

  'slack.working': 'думает…',
  'slack.thinking': 'Думаю над этим; ответ появится здесь.',
  'slack.asked': '*{name}* спрашивает:',
  'slack.settings': 'Настройки',
  'slack.settings-open': 'Открыть настройки',
  'slack.settings-all': 'Всё рабочее пространство',
  'slack.settings-channel': 'Настройки канала…',
  'slack.settings-log': 'Кто что менял',
  'slack.settings-export': 'Экспорт',
  'slack.settings-import': 'Импорт',
  'slack.settings-change': 'Изменить',
  'slack.save': 'Сохранить',
  'slack.close': 'Закрыть',
}
