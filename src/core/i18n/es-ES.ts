import type { Catalogue } from './messages.ts'

/** Español. */
export const esES: Catalogue = {
  'language.name': 'Español',
  sentences: '{one} {next}',

  'fault.host-rate-limited':
    'El proveedor del modelo está recibiendo demasiadas peticiones. Vuelve a preguntar {when}.',
  'fault.host-rate-limited-soon':
    'El proveedor del modelo está recibiendo demasiadas peticiones. Vuelve a preguntar dentro de un minuto.',
  'fault.host-overloaded':
    'El proveedor del modelo está saturado. Vuelve a preguntar dentro de unos minutos.',
  'fault.out-of-credit': 'La cuenta de {host} se ha quedado sin saldo. Un operador tiene que recargarla.',
  'fault.bad-key': '{host} rechaza la clave configurada. Un operador tiene que revisarla.',
  'fault.out-of-credit-own':
    'La cuenta de este {platform, select, slack {espacio de trabajo} other {servidor}} en {host} se ha quedado sin saldo. Un administrador tiene que recargarla o introducir la clave de otra cuenta con `{command}`.',
  'fault.bad-key-own':
    '{host} rechaza la clave de este {platform, select, slack {espacio de trabajo} other {servidor}}. Un administrador tiene que introducir otra clave con `{command}`.',
  'fault.model-gone':
    '{host} no tiene ningún modelo llamado {model}. Un administrador tiene que elegir otro.',
  'fault.model-gone-try':
    '{host} no tiene ningún modelo llamado {model}. Un administrador tiene que elegir otro, por ejemplo {available}.',
  'fault.too-long':
    'Esta conversación es demasiado larga para el modelo. Empieza una nueva o envía menos texto.',
  'fault.filtered':
    'El proveedor del modelo ha rechazado la pregunta o la respuesta por inapropiada. Formula la pregunta de otra manera.',
  'fault.truncated':
    'El proveedor del modelo ha cortado la respuesta a medias. Vuelve a preguntar para recibirla completa.',
  'fault.stalled':
    'El proveedor del modelo lleva {seconds, plural, one {# segundo} other {# segundos}} sin responder. Vuelve a preguntar.',
  'fault.unreachable':
    'No se puede contactar con el proveedor del modelo. Vuelve a preguntar dentro de unos minutos.',
  'fault.malformed': 'El proveedor del modelo ha enviado una respuesta ilegible. Vuelve a preguntar.',
  'fault.empty':
    'El modelo ha devuelto una respuesta vacía. Vuelve a preguntar o formula la pregunta de otra manera.',
  'fault.host-refused':
    'El proveedor del modelo no ha aceptado la pregunta. Un operador encontrará el motivo en el registro.',
  'fault.no-permission':
    'No tengo permiso para escribir ahí. Un administrador tiene que permitirme enviar mensajes en ese canal.',
  'fault.platform-rejected':
    'La plataforma de chat no ha aceptado mi respuesta. Un operador encontrará el motivo en el registro.',
  'fault.platform-unreachable':
    'No se ha podido contactar con la plataforma de chat. Vuelve a preguntar dentro de unos minutos.',
  'fault.limited-person': 'Has alcanzado tu límite de preguntas por ahora. Vuelve a preguntar {when}.',
  'fault.limited-channel':
    'Este canal ha alcanzado su límite de preguntas por ahora. Vuelve a preguntar {when}.',
  'fault.limited-workspace':
    'Este {platform, select, slack {espacio de trabajo} other {servidor}} ha alcanzado su límite de preguntas por ahora. Vuelve a preguntar {when}.',
  'fault.over-budget-person': 'Se ha agotado tu presupuesto para este periodo. Vuelve a preguntar {when}.',
  'fault.over-budget-channel': 'Se ha agotado el presupuesto de este canal. Vuelve a preguntar {when}.',
  'fault.over-budget-workspace':
    'Se ha agotado el presupuesto de este {platform, select, slack {espacio de trabajo} other {servidor}}. Vuelve a preguntar {when}.',
  'fault.over-budget-deployment':
    'Se ha agotado el presupuesto de esta instalación. Vuelve a preguntar {when}.',
  'fault.price-unknown':
    'No se sabe cuánto cuesta {model}, así que no se puede usar con un presupuesto. Un administrador tiene que elegir otro modelo.',
  'fault.not-here-off': 'Aquí estoy desactivada. Un administrador puede activarme.',
  'fault.not-here-channel': 'No puedo responder en este canal. Un administrador puede permitirlo.',
  'fault.needs-role':
    'Aquí solo pueden usarme algunos {platform, select, slack {grupos de usuarios} other {roles}}. Un administrador puede {platform, select, slack {añadirte a uno} other {darte uno}}.',
  'fault.queue-full':
    'Ya {waiting, plural, one {hay # pregunta} other {hay # preguntas}} en espera en esta conversación. Vuelve a preguntar cuando no quede ninguna pendiente.',
  'fault.needs-admin':
    'Solo un administrador de este {platform, select, slack {espacio de trabajo} other {servidor}} puede hacer eso.',
  'fault.needs-platform-admin':
    'Solo un administrador de la propia plataforma de chat, o un operador, puede hacer eso.',
  'fault.needs-operator': 'Solo un operador de esta instalación puede hacer eso.',
  'fault.needs-member':
    'Los invitados y quienes escriben desde canales compartidos no pueden usarme aquí. Un administrador puede permitirlo.',
  'fault.needs-asker': 'Solo quien preguntó, o un administrador, puede hacer eso.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'No hay ningún modelo conectado. Un operador tiene que configurar uno.',
  'fault.store':
    'Ahora mismo no puedo guardar nada, así que no he podido aceptar la pregunta. Vuelve a preguntar dentro de un minuto.',
  'fault.interrupted':
    'Me han interrumpido antes de terminar la respuesta. Vuelve a preguntar para recibirla completa.',
  'fault.bug':
    'Algo ha fallado por mi parte (incidencia {incident}). Vuelve a preguntar; si se repite, dale ese número a un operador.',

  'notice.stopped': 'Respuesta detenida.',
  'notice.length': 'La respuesta ha alcanzado la longitud máxima.',
  'notice.empty-question':
    '¿Sí? Escribe tu pregunta en el mismo mensaje en el que me mencionas o usa `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Estoy respondiendo a otras preguntas} one {Hay # pregunta antes que la tuya en esta conversación} other {Hay # preguntas antes que la tuya en esta conversación}}; después llegará la respuesta.',
  'notice.rest-follows': 'El resto va en un archivo.',
  'notice.rest-in-file': 'El resto está en el archivo {file}.',
  'notice.thinking':
    '{seconds, plural, =0 {Pensando…} one {Lleva # segundo pensando…} other {Lleva # segundos pensando…}}',
  'notice.thought':
    '{seconds, plural, one {Ha pensado durante # segundo} other {Ha pensado durante # segundos}}',
  'file.rest': 'El resto de la respuesta, en Markdown.',
  'file.thoughts': 'Lo que pensó el modelo antes de responder, en Markdown.',

  'files.remark': 'Sin leer, o no del todo: {files}.',
  'files.one': '«{name}» ({why})',
  'files.more': '{count} más',
  'files.beginning': 'solo cabe el principio',
  'files.pages': 'solo las páginas de la 1 a la {pages}, de {ofPages}',
  'files.type': 'no es un tipo de archivo que pueda leer',
  'files.too-large': 'ocupa más de {megabytes} MB',
  'files.too-many': 'leo como máximo {most} archivos a la vez',
  'files.too-many-pictures': 'miro como máximo {pictures} imágenes a la vez',
  'files.no-pictures': 'este modelo no ve imágenes',
  'files.off': 'un administrador ha desactivado aquí los archivos',
  'files.pictures-off': 'un administrador ha desactivado aquí las imágenes',
  'files.broken': 'está dañado o no es lo que parece',
  'files.protected': 'requiere una contraseña',
  'files.no-text': 'no contiene texto',
  'files.no-room': 'no queda espacio para él',
  'files.slow': 'ha tardado demasiado',
  'files.elsewhere': 'está en otro sitio web',
  'files.refused': 'no puedo abrirlo; un operador encontrará el motivo en el registro',
  'files.gone': 'ya no está',
  'files.unreachable': 'no se ha podido descargar',

  'discord.about-message': 'Sobre {link}',
  'discord.closed':
    'Eso es solo para ti y no puedo enviarte un mensaje directo. Permite los mensajes directos de este servidor o usa el comando de barra.',
  'discord.leaving': 'Me estoy reiniciando. Vuelve a preguntar en un minuto.',

  'budget.reached':
    'Se ha gastado el {percent, number} % del presupuesto de {scope}: {spent} de {limit}. El próximo periodo empieza {when}.',
  'budget.of-channel': 'este canal',
  'budget.of-workspace': 'este {platform, select, slack {espacio de trabajo} other {servidor}}',
  'budget.of-deployment': 'esta instalación',
  'model.not-allowed': 'el modelo `{model}` no está permitido aquí; elige entre {allowed}',

  'input.unknown-command': 'Ese comando no existe. `{help}` muestra los que hay.',
  'input.unknown-option': 'este comando no tiene esa opción',
  'input.missing': 'falta',
  'input.not-a-number': 'tiene que ser un número entero',
  'input.not-a-choice': 'tiene que ser {choices}',
  'input.too-long': 'puede tener como máximo {max, number} caracteres',
  'input.not-a-boolean': 'tiene que ser true o false',

  'name.ask': 'preguntar',
  'name.new': 'nueva',
  'name.model': 'modelo',
  'name.usage': 'uso',
  'name.forget': 'olvidar',
  'name.config': 'ajustes',
  'name.help': 'ayuda',
  'name.about': 'info',

  'command.ask': 'Hacer una pregunta',
  'command.ask.question': 'Lo que quieres saber',
  'command.ask.file': 'Un archivo sobre el que preguntar',
  'command.ask.model': 'Otro modelo solo para esta pregunta',
  'command.ask.private': 'Mostrarte la respuesta solo a ti',
  'command.new': 'Empezar aquí una conversación nueva',
  'command.help': 'Qué puedo hacer aquí',
  'command.about': 'Qué modelo responde y qué se guarda',

  'command.usage': 'Peticiones, tokens, coste y aciertos de caché',
  'command.usage.scope':
    'De quién: tuyo, de este canal, del {platform, select, slack {espacio de trabajo} other {servidor}} o de todos los {platform, select, slack {espacios de trabajo} other {servidores}}',
  'command.usage.period': 'Desde cuándo: un día, una semana, un mes, un trimestre o el inicio de este mes',
  'command.usage.csv': 'Adjuntar una tabla por días en un archivo CSV',
  'command.forget': 'Borrar de inmediato lo que recuerdo',
  'command.forget.what':
    'Qué: lo tuyo, lo de este canal con sus hilos o lo de todo el {platform, select, slack {espacio de trabajo} other {servidor}}',

  'usage.title-me': '**Tu uso aquí, del {from} al {until}**',
  'usage.title-channel': '**Uso de este canal, del {from} al {until}**',
  'usage.title-server':
    '**Uso de este {platform, select, slack {espacio de trabajo} other {servidor}}, del {from} al {until}**',
  'usage.title-all':
    '**Uso de todos los {platform, select, slack {espacios de trabajo} other {servidores}}, del {from} al {until}**',
  'usage.none': 'No se preguntó nada en ese periodo.',
  'usage.requests':
    '{requests, plural, one {# pregunta} other {# preguntas}}, {failures, plural, =0 {ninguna fallida} one {# fallida} other {# fallidas}}',
  'usage.tokens':
    'Tokens: {input, number} leídos, {share, number, percent} de ellos de la caché; {output, number} escritos',
  'usage.money': 'Coste: {money}',
  'usage.money-saved': 'Coste: {money}; la caché ha ahorrado {saved}',
  'usage.unpriced':
    '{calls, plural, one {# llamada sin precio conocido no está incluida} other {# llamadas sin precio conocido no están incluidas}}',
  'usage.models': 'Modelos por número de llamadas: {models}',
  'usage.feedback': 'Valoraciones: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'La imagen muestra por días (UTC), de arriba abajo: preguntas (azul, respondidas; rojo, fallidas); coste, si se conoce (verde); tokens (violeta, de la caché; azul, leídos a precio completo; amarillo, escritos).',
  'usage.alt':
    'Barras por días, del {from} al {until}: preguntas, coste y tokens. En total, {requests, plural, one {# pregunta} other {# preguntas}}, {failures, number} fallidas, {money}.',
  'usage.table-alt': 'Uso por días, del {from} al {until}, en forma de tabla.',
  'usage.no-server':
    'un mensaje directo no pertenece a ningún {platform, select, slack {espacio de trabajo} other {servidor}}',
  'left.title': '**Lo que queda**',
  'left.requests': 'Preguntas: {left, number} de {most, number} en {window}',
  'left.requests-next': 'Preguntas: {left, number} de {most, number} en {window}; una más {when}',
  'left.money': 'Presupuesto: {left} de {limit}; el próximo periodo empieza {when}.',
  'left.near': 'El presupuesto de {scope} está casi agotado. El próximo periodo empieza {when}.',
  'left.spent': 'Se ha agotado el presupuesto de {scope}. El próximo periodo empieza {when}.',
  'left.cheaper': 'Hasta entonces responde `{model}`.',

  'forget.none': 'No había nada que borrar.',
  'forget.turns': '{turns, plural, one {# pregunta con su respuesta} other {# preguntas con sus respuestas}}',
  'forget.settings': '{settings, plural, one {# ajuste} other {# ajustes}} con su historial',
  'forget.keys': '{keys, plural, one {# clave} other {# claves}} ({hosts})',
  'forget.done': 'Borrado definitivamente: {what}.',
  'forget.kept':
    'Lo gastado se sigue contando, pero sin tu nombre. Los mensajes del chat se quedan; bórralos allí.',

  'setting.model': 'Qué responde: un modelo, o varios, cada uno de reserva del anterior',
  'setting.models': 'Qué otros modelos pueden elegir los miembros',
  'setting.persona': 'Quién soy: el texto que encabeza cada prompt',
  'setting.language': 'El idioma de las respuestas',
  'setting.trigger':
    'A qué respondo: a las menciones, a lo que se escribe en mis conversaciones, a todo o a nada',
  'setting.thread': 'Si las respuestas van en un hilo',
  'setting.context':
    'Qué es una conversación: una cadena de respuestas, todo el canal o solo lo que escribe en él cada persona',
  'setting.context.recent': 'Cuántos mensajes anteriores del canal ve una conversación nueva',
  'setting.reasoning': 'Si se muestra el razonamiento del modelo',
  'setting.limits.user': 'Con qué frecuencia puede preguntar cada persona',
  'setting.limits.channel': 'Con qué frecuencia se puede preguntar en un canal, entre todos',
  'setting.limits.workspace':
    'Con qué frecuencia se puede preguntar en este {platform, select, slack {espacio de trabajo} other {servidor}}, entre todos',
  'setting.budget.user': 'Cuánto puede gastar cada persona',
  'setting.budget.channel': 'Cuánto se puede gastar en un canal, entre todos',
  'setting.budget.workspace':
    'Cuánto se puede gastar en este {platform, select, slack {espacio de trabajo} other {servidor}}, entre todos',
  'setting.budget.deployment':
    'Cuánto pueden gastar todos los {platform, select, slack {espacios de trabajo} other {servidores}} juntos',
  'setting.budget.over': 'Qué pasa al superar el presupuesto: un rechazo o un modelo más barato',
  'setting.access.channels': 'Dónde respondo',
  'setting.access.roles': 'Quién puede preguntar',
  'setting.access.outsiders': 'Si pueden preguntar invitados y desconocidos',
  'setting.access.admins': 'Quién puede cambiar los ajustes además de los administradores de la plataforma',
  'setting.retention': 'A los cuántos días se borran las conversaciones; con 0 no se guarda nada',
  'setting.attachments': 'Qué archivos adjuntos se leen',
  'setting.length': 'Cuántos mensajes puede ocupar una respuesta antes de pasar el resto a un archivo',
  'setting.key':
    'Claves propias de este {platform, select, slack {espacio de trabajo} other {servidor}} en proveedores de modelos',
  'allowed.number': 'un número entero de {min, number} a {max, number}',
  'allowed.model': 'un nombre como `deepseek-v3` u `openrouter/vendor/model`, o varios separados por comas',
  'allowed.models': 'nombres separados por comas, `provider/*`, `any` o `none`',
  'allowed.persona': 'un texto de 4000 caracteres como máximo, o `default`',
  'allowed.language': '`auto`, o un código de idioma como `de` o `pt-BR`',
  'allowed.rate': 'un número por periodo, como `10/minute`, `5/10 minutes` o `200/day`, u `off`',
  'allowed.money': 'dólares estadounidenses al día o al mes, como `$5/day` o `0.50/month`, u `off`',
  'allowed.over': '`refuse`, o el nombre de un modelo',
  'allowed.channels': 'canales separados por comas, con `dm` para los mensajes directos, o `all`',
  'allowed.roles': 'roles o grupos de usuarios separados por comas, o `all`',
  'allowed.admins': 'roles o grupos de usuarios separados por comas, o `none`',
  'command.model': 'Ver el modelo que se usa aquí o elegir otro para esta conversación',
  'command.model.name': 'El modelo que eliges; `default` para el del canal',
  'command.config': 'Ver y cambiar cómo me comporto aquí',
  'command.config.action': 'Qué hacer',
  'command.config.name': 'Qué ajuste, por ejemplo limits.user',
  'command.config.value': 'El nuevo valor, o el texto exportado que quieres importar',
  'command.config.file': 'El archivo de ajustes exportado que quieres importar',
  'command.config.scope': 'server, here para este canal, o un canal',
  'command.config.confirm': 'El código de la importación que quieres aplicar',
  'command.config.number': 'El número del cambio que quieres deshacer; si no lo indicas, el último',
  'command.config.host': 'El proveedor cuya clave quieres quitar; si no lo indicas, todas',
  'command.config.show': 'Ver los ajustes y de dónde viene cada uno',
  'command.config.set': 'Cambiar un ajuste',
  'command.config.reset': 'Restablecer un ajuste: vuelve a aplicarse el valor heredado',
  'command.config.export': 'Exportar todos los ajustes a un archivo',
  'command.config.import': 'Importar ajustes de un archivo exportado, tras mostrar lo que cambia',
  'command.config.log': 'Ver quién ha cambiado qué',
  'command.config.undo': 'Deshacer un cambio',
  'config.title-server':
    '**Ajustes de este {platform, select, slack {espacio de trabajo} other {servidor}}**',
  'config.title-channel': '**Ajustes del canal `{channel}`**',
  'config.title-everywhere':
    '**Ajustes de todos los {platform, select, slack {espacios de trabajo} other {servidores}}**',
  'config.how': 'Cambia uno con `{example}`.',
  'config.origin-default': 'predeterminado',
  'config.origin-deployment': 'definido por el operador',
  'config.origin-workspace':
    'definido para el {platform, select, slack {espacio de trabajo} other {servidor}}',
  'config.origin-channel': 'definido para el canal',
  'config.of-server': 'este {platform, select, slack {espacio de trabajo} other {servidor}}',
  'config.of-channel': 'el canal `{channel}`',
  'config.of-everywhere': 'todos los {platform, select, slack {espacios de trabajo} other {servidores}}',
  'config.set': '`{name}` ahora es `{value}` para {scope}.',
  'config.reset': '`{name}` ya no está definido para {scope}; ahora se aplica `{value}`.',
  'config.unchanged': 'No hay nada que cambiar: ya está así.',
  'config.is-for': '`{name}`: {summary}.',
  'config.takes': 'Admite {allowed}.',
  'config.unknown-name': 'ese ajuste no existe; los que hay son {names}',
  'config.no-such': 'ese ajuste no existe',
  'config.bad-value': '`{value}` no es válido; admite {allowed}',
  'config.wrong-scope':
    'solo se puede definir para todo el {platform, select, slack {espacio de trabajo} other {servidor}}',
  'config.wrong-scope-deployment':
    'solo lo define un operador, para todos los {platform, select, slack {espacios de trabajo} other {servidores}}',
  'config.bad-scope':
    'tiene que ser {platform, select, slack {`workspace`} other {`server`}}, `here` o un canal',
  'config.unknown-model': 'ningún proveedor de aquí tiene `{model}`',
  'config.beyond-ceiling': 'el operador no permite el modelo `{model}`',
  'config.form-set': 'Cambiar un ajuste',
  'config.form-reset': 'Restablecer',
  'config.form-import': 'Importar ajustes',
  'form.open': 'Abrir el formulario',
  'config.value-label': 'Valor',
  'config.import-label': 'Ajustes exportados',
  'config.exported': 'Estos son los ajustes para {scope}. `{example}` los vuelve a cargar.',
  'config.import-none': 'faltan los ajustes que quieres importar: indica el texto o el archivo exportado',
  'config.import-unreadable': 'eso no es un archivo de ajustes: {problem}',
  'config.import-problems': 'No se ha cambiado nada, porque el archivo tiene errores:',
  'config.import-changes': 'La importación cambia esto:',
  'config.import-confirm': 'Aplícala con `{example}` en los próximos 15 minutos.',
  'config.import-apply': 'Aplicar',
  'config.import-gone': 'Esa importación ya no está disponible. Vuelve a importar el archivo.',
  'config.import-stale':
    'Los ajustes han cambiado entretanto y no se ha aplicado nada. Vuelve a importar el archivo.',
  'config.imported': '{count, plural, one {Se ha cambiado # ajuste} other {Se han cambiado # ajustes}}.',
  'config.line': '`{name}`: `{before}` → `{after}`',
  'config.line-channel': '`{name}` en `{channel}`: `{before}` → `{after}`',
  'config.not-set': 'sin definir',
  'config.log-none': 'Todavía no se ha cambiado nada.',
  'config.log-entry': '**N.º {number}** {when}, {who}',
  'config.log-entry-undoes': '**N.º {number}** {when}, {who} (deshace el n.º {undone})',
  'config.undo-none': 'No hay nada que deshacer.',
  'config.undo-changed': '`{name}` se ha vuelto a cambiar desde entonces. Cámbialo a mano.',
  'config.stale': 'Los ajustes han cambiado en este mismo momento. Inténtalo de nuevo.',
  'config.undone': 'Se ha deshecho el cambio n.º {number}:',
  'config.form-key': 'Introducir una clave',
  'config.host-label': 'Proveedor',
  'config.host-hint': 'De dónde procede la clave',
  'config.key-label': 'Clave',
  'config.key-hint': 'Se prueba en el proveedor, se guarda cifrada y no se vuelve a mostrar',
  'config.key-how':
    'Con una clave propia, este {platform, select, slack {espacio de trabajo} other {servidor}} paga por su cuenta sus preguntas en ese proveedor. Introdúcela en el formulario, nunca en un mensaje que otros puedan leer.',
  'config.key-inline':
    'No he aceptado esa clave, porque aquí otros pueden leerla. Revócala en su proveedor e introduce una nueva en el formulario.',
  'config.key-no-secret':
    'aquí no se puede guardar ninguna clave, porque no se podría cifrar; antes el operador tiene que definir `{variable}`',
  'config.key-bad': 'contiene un espacio o un carácter que no aparece en ninguna clave; cópiala de nuevo',
  'config.key-refused': '{host} la rechaza, así que no se ha guardado; cópiala de nuevo o crea otra allí',
  'config.key-silent':
    '{host} no responde ahora mismo, así que no se ha guardado; inténtalo de nuevo dentro de unos minutos',
  'config.key-set':
    'A partir de la próxima pregunta, este {platform, select, slack {espacio de trabajo} other {servidor}} usa {host} con su propia clave. `{example}` hace que responda ese proveedor.',
  'config.key-untold': 'Solo con la primera pregunta se sabrá si {host} acepta la clave.',
  'config.key-none':
    'Este {platform, select, slack {espacio de trabajo} other {servidor}} no tiene ninguna clave propia allí.',
  'config.key-remove': 'Quitar todas las claves',
  'config.key-removed': 'Quitada definitivamente: la clave de {hosts}.',
  'config.key-log-entered': 'se ha introducido una clave de {host}',
  'config.key-log-replaced': 'se ha cambiado la clave de {host}',
  'config.key-log-removed': 'se ha quitado la clave de {host}',
  'config.key-undo':
    'El último cambio fue de una clave, y eso no se puede deshacer: introdúcela de nuevo con `{enter}` o quítala con `{remove}`. `{undo}` deshace un cambio anterior por su número.',
  'config.key-import':
    'no se acepta ninguna clave de un archivo que otros puedan leer; revócala e introduce una nueva con `{command}`',
  'model.is': 'Aquí responde `{model}`.',
  'model.picked': 'A partir de ahora responde `{model}` en esta conversación.',
  'model.default': 'En esta conversación vuelve a responder el modelo del canal: `{model}`.',
  'model.choices': 'Puedes elegir {models}.',
  'model.no-conversation':
    'En este canal cada mención es una conversación aparte. Elige un modelo en un hilo o en un mensaje directo, o para una sola pregunta con `{example}`.',

  'new.done': 'Con tu próximo mensaje empieza una conversación nueva.',
  'new.nothing':
    'Aquí cada mención empieza una conversación nueva; para continuar una, responde a uno de mis mensajes.',
  'help.intro':
    'Mencióname con una pregunta y te respondo. Para seguir, responde a mi mensaje o escribe en su hilo.',
  'help.commands': 'Comandos:',
  'help.text-form': 'En cualquier sitio, incluso en los hilos, puedes escribir `{example}` en su lugar.',
  'about.text': 'Soy Tanya, una asistente autoalojada. Las respuestas vienen del modelo `{model}`.',
  'about.sent':
    'Las preguntas, junto con lo dicho antes, se envían al proveedor de ese modelo y a nadie más.',
  'about.sent-to': 'Las preguntas, junto con lo dicho antes, se envían a {hosts} y a nadie más.',
  'about.stored':
    '{days, plural, =0 {Nada de lo que se dice aquí se guarda: las conversaciones quedan en memoria, un día como máximo.} one {El operador de esta instalación guarda las preguntas y las respuestas durante # día, para que la conversación pueda seguir.} other {El operador de esta instalación guarda las preguntas y las respuestas durante # días, para que la conversación pueda seguir.}}',
  'about.encrypted': 'Están cifradas en la base de datos.',
  'about.counted': 'Se cuenta cuánto pregunta cada persona y cuánto cuesta, pero sin los textos.',
  'about.forget': '`{command}` borra de inmediato lo guardado.',

  'manifest.description': 'Responde preguntas con modelos abiertos, en tu propio servidor.',
  'manifest.agent-description':
    'Tanya responde en hilos y mensajes directos con el modelo abierto de tu espacio de trabajo: menciónala, sigue escribiendo en el hilo o abre aquí una conversación nueva.',
  'manifest.prompt-title-1': '¿Qué sabes hacer?',
  'manifest.prompt-1': '¿Qué puedes hacer aquí y qué modelo responde?',
  'manifest.prompt-title-2': 'Explica algo',
  'manifest.prompt-2': 'Explícame, paso a paso y con un ejemplo:',
  'manifest.prompt-title-3': 'Mejora un texto',
  'manifest.prompt-3': 'Haz este texto más claro y más corto, y dime qué has cambiado:',

  'action.stop': 'Detener',
  'action.retry': 'Reintentar',
  'action.continue': 'Continuar',
  'action.share': 'Compartir',
  'action.good': 'Buena respuesta',
  'action.bad': 'Mala respuesta',
  'menu.ask-about': 'Preguntar sobre esto',
  'menu.summarize': 'Resumir desde aquí',
  'menu.translate': 'Traducir',
  'menu.ask-about.description': 'Escribir una pregunta sobre este mensaje',
  'menu.summarize.description': 'Un resumen de este mensaje y de los siguientes',
  'menu.translate.description': 'Este mensaje en tu idioma',
  'menu.ask-about.title': 'Preguntar sobre este mensaje',
  'menu.ask-about.label': 'Tu pregunta',
  'menu.ask-about.send': 'Preguntar',
  'menu.cancel': 'Cancelar',
  'menu.summarize.question':
    'Resume lo que se ha dicho aquí, del primer mensaje citado al último: de qué se hablaba, qué se decidió y qué queda pendiente. Indica quién dijo qué cuando sea importante.',
  'menu.translate.question':
    'Traduce el mensaje citado al siguiente idioma: {language}. Responde solo con la traducción.',

  'act.gone': 'Esa respuesta ya no está guardada.',
  'act.over': 'Eso ya no es posible.',
  'act.busy': 'Ya se está respondiendo.',
  'act.not-there': 'No tengo permiso para escribir ahí a la vista de todos.',
  'act.noted': 'Anotado, gracias.',
  'act.shared': 'Respuesta compartida.',
  'act.shared-by': 'Compartida por {name}, que preguntó: {text}',

  'slack.moment': 'Un momento…',
  'slack.working': 'está pensando…',
  'slack.thinking': 'Lo estoy pensando; la respuesta llegará aquí.',
  'slack.asked': '*{name}* pregunta:',

  'install.title': 'Instalar Tanya',
  'install.done-title': 'Tanya está instalada',
  'install.done': 'Ya estoy en {workspace}. Invítame a un canal y mencióname allí, o escríbeme directamente.',
  'install.open': 'Abrir en Slack',
  'install.again': 'Reintentar',
  'install.cancelled': 'La instalación se ha cancelado. No ha cambiado nada.',
  'install.expired':
    'Esta instalación empezó hace demasiado tiempo, ya se ha usado o empezó en otro navegador. Empieza de nuevo y permite las cookies.',
  'install.org-wide':
    'Se me puede instalar en espacios de trabajo concretos, no en toda una organización a la vez. Empieza de nuevo y elige un espacio de trabajo.',
  'install.refused':
    'Slack ha rechazado la instalación ({code}). Empieza de nuevo; si se repite, avisa a quien gestiona esta Tanya.',
  'install.failed':
    'Slack no ha respondido o no se ha podido guardar la instalación. Empieza de nuevo dentro de un minuto.',

  'slack.settings': 'Ajustes',
  'slack.settings-open': 'Abrir los ajustes',
  'slack.settings-all': 'Todo el espacio de trabajo',
  'slack.settings-channel': 'Ajustes de un canal…',
  'slack.settings-log': 'Quién ha cambiado qué',
  'slack.settings-export': 'Exportar',
  'slack.settings-import': 'Importar',
  'slack.settings-change': 'Cambiar',
  'slack.save': 'Guardar',
  'slack.close': 'Cerrar',
}
