import type { Catalogue } from './messages.ts'

/** Português do Brasil. */
export const ptBR: Catalogue = {
  'language.name': 'Português (Brasil)',
  sentences: '{one} {next}',

  'fault.host-rate-limited':
    'O provedor do modelo está recebendo solicitações demais. Pergunte de novo {when}.',
  'fault.host-rate-limited-soon':
    'O provedor do modelo está recebendo solicitações demais. Pergunte de novo em um minuto.',
  'fault.host-overloaded': 'O provedor do modelo está sobrecarregado. Pergunte de novo em alguns minutos.',
  'fault.out-of-credit': 'A conta em {host} está sem saldo. Um operador precisa recarregá-la.',
  'fault.bad-key': '{host} recusou a chave usada. Um operador precisa verificá-la.',
  'fault.out-of-credit-own':
    'A conta deste {platform, select, slack {workspace} other {servidor}} em {host} está sem saldo. Um administrador precisa recarregá-la ou informar a chave de outra conta com `{command}`.',
  'fault.bad-key-own':
    '{host} recusou a chave deste {platform, select, slack {workspace} other {servidor}}. Um administrador precisa informar outra chave com `{command}`.',
  'fault.model-gone':
    '{host} não tem nenhum modelo chamado {model}. Um administrador precisa escolher outro.',
  'fault.model-gone-try':
    '{host} não tem nenhum modelo chamado {model}. Um administrador precisa escolher outro, como {available}.',
  'fault.too-long': 'Esta conversa é longa demais para o modelo. Comece uma nova ou envie menos texto.',
  'fault.filtered':
    'O provedor do modelo recusou a pergunta ou a resposta por considerá-la inadequada. Reformule a pergunta.',
  'fault.truncated':
    'O provedor do modelo cortou a resposta no meio. Pergunte de novo para recebê-la inteira.',
  'fault.stalled':
    'O provedor do modelo está há {seconds, plural, one {# segundo} other {# segundos}} sem responder. Pergunte de novo.',
  'fault.unreachable': 'Não foi possível acessar o provedor do modelo. Pergunte de novo em alguns minutos.',
  'fault.malformed': 'O provedor do modelo enviou uma resposta ilegível. Pergunte de novo.',
  'fault.empty': 'O modelo devolveu uma resposta vazia. Pergunte de novo ou reformule a pergunta.',
  'fault.host-refused': 'O provedor do modelo não aceitou a pergunta. Um operador pode ver o motivo no log.',
  'fault.no-permission':
    'Não tenho permissão para escrever ali. Um administrador precisa permitir que eu envie mensagens nesse canal.',
  'fault.platform-rejected':
    'A plataforma de chat não aceitou minha resposta. Um operador pode ver o motivo no log.',
  'fault.platform-unreachable':
    'Não foi possível acessar a plataforma de chat. Pergunte de novo em alguns minutos.',
  'fault.limited-person': 'Você atingiu seu limite de perguntas por enquanto. Pergunte de novo {when}.',
  'fault.limited-channel': 'Este canal atingiu o limite de perguntas por enquanto. Pergunte de novo {when}.',
  'fault.limited-workspace':
    'Este {platform, select, slack {workspace} other {servidor}} atingiu o limite de perguntas por enquanto. Pergunte de novo {when}.',
  'fault.over-budget-person': 'Seu orçamento deste período acabou. Pergunte de novo {when}.',
  'fault.over-budget-channel': 'O orçamento deste canal acabou. Pergunte de novo {when}.',
  'fault.over-budget-workspace':
    'O orçamento deste {platform, select, slack {workspace} other {servidor}} acabou. Pergunte de novo {when}.',
  'fault.over-budget-deployment': 'O orçamento desta instalação acabou. Pergunte de novo {when}.',
  'fault.price-unknown':
    'Não se sabe quanto custa {model}, então esse modelo não pode ser usado com um orçamento. Um administrador precisa escolher outro.',
  'fault.not-here-off': 'Estou desativada aqui. Um administrador pode me ativar.',
  'fault.not-here-channel': 'Não posso responder neste canal. Um administrador pode permitir.',
  'fault.needs-role':
    'Só alguns {platform, select, slack {grupos de usuários} other {cargos}} podem me usar aqui. Um administrador pode {platform, select, slack {adicionar você a um deles} other {dar um deles a você}}.',
  'fault.queue-full':
    'Já há {waiting, plural, one {# pergunta} other {# perguntas}} na fila desta conversa. Pergunte de novo quando a fila esvaziar.',
  'fault.needs-admin':
    'Só um administrador deste {platform, select, slack {workspace} other {servidor}} pode fazer isso.',
  'fault.needs-platform-admin':
    'Só um administrador da própria plataforma de chat, ou um operador, pode fazer isso.',
  'fault.needs-operator': 'Só um operador desta instalação pode fazer isso.',
  'fault.needs-member':
    'Convidados e pessoas de canais compartilhados não podem me usar aqui. Um administrador pode permitir.',
  'fault.needs-asker': 'Só quem perguntou, ou um administrador, pode fazer isso.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'Nenhum modelo está conectado. Um operador precisa configurar um.',
  'fault.store':
    'Não consigo salvar nada no momento, então não pude aceitar a pergunta. Pergunte de novo em um minuto.',
  'fault.interrupted':
    'Fui interrompida antes de terminar a resposta. Pergunte de novo para recebê-la inteira.',
  'fault.bug':
    'Algo deu errado do meu lado (incidente {incident}). Pergunte de novo; se continuar, informe esse número a um operador.',

  'notice.stopped': 'Resposta interrompida.',
  'notice.length': 'A resposta atingiu o tamanho máximo.',
  'notice.empty-question':
    'Oi? Escreva sua pergunta na mesma mensagem em que você me menciona ou use `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Estou respondendo a outras perguntas} one {Há # pergunta antes da sua nesta conversa} other {Há # perguntas antes da sua nesta conversa}}; a resposta vem em seguida.',
  'notice.rest-follows': 'O resto vai em um arquivo.',
  'notice.rest-in-file': 'O resto está no arquivo {file}.',
  'notice.thinking':
    '{seconds, plural, =0 {Pensando…} one {Pensando há # segundo…} other {Pensando há # segundos…}}',
  'notice.thought': '{seconds, plural, one {Pensou por # segundo} other {Pensou por # segundos}}',
  'file.rest': 'O resto da resposta, em Markdown.',
  'file.thoughts': 'O que o modelo pensou antes de responder, em Markdown.',

  'files.remark': 'Não lido ou não lido por inteiro: {files}.',
  'files.one': '“{name}” ({why})',
  'files.more': 'mais {count}',
  'files.beginning': 'só cabe o começo',
  'files.pages': 'só as páginas de 1 a {pages}, de {ofPages}',
  'files.type': 'não consigo ler esse tipo de arquivo',
  'files.too-large': 'maior que {megabytes} MB',
  'files.too-many': 'leio no máximo {most} arquivos por vez',
  'files.too-many-pictures': 'vejo no máximo {pictures} imagens por vez',
  'files.no-pictures': 'este modelo não vê imagens',
  'files.off': 'um administrador desativou os arquivos aqui',
  'files.pictures-off': 'um administrador desativou as imagens aqui',
  'files.broken': 'danificado ou não é o que parece',
  'files.protected': 'precisa de senha',
  'files.no-text': 'não contém texto',
  'files.no-room': 'não sobrou espaço para ele',
  'files.slow': 'demorou demais',
  'files.elsewhere': 'está em outro site',
  'files.refused': 'não tenho permissão para abrir; um operador pode ver o motivo no log',
  'files.gone': 'não está mais lá',
  'files.unreachable': 'não foi possível baixar',

  'discord.about-message': 'Sobre {link}',
  'discord.closed':
    'Isso é só para você, e não consigo enviar uma mensagem direta. Permita mensagens diretas deste servidor ou use o comando de barra.',
  'discord.leaving': 'Estou reiniciando. Pergunte de novo em um minuto.',

  'budget.reached':
    '{percent, number}% do orçamento {scope} já foi gasto: {spent} de {limit}. O próximo período começa {when}.',
  'budget.of-channel': 'deste canal',
  'budget.of-workspace': 'deste {platform, select, slack {workspace} other {servidor}}',
  'budget.of-deployment': 'desta instalação',
  'model.not-allowed': 'o modelo `{model}` não é permitido aqui; escolha entre {allowed}',

  'input.unknown-command': 'Esse comando não existe. `{help}` mostra os que existem.',
  'input.unknown-option': 'este comando não tem essa opção',
  'input.missing': 'está faltando',
  'input.not-a-number': 'precisa ser um número inteiro',
  'input.not-a-choice': 'precisa ser {choices}',
  'input.too-long': 'pode ter no máximo {max, number} caracteres',
  'input.not-a-boolean': 'precisa ser true ou false',

  'name.ask': 'perguntar',
  'name.new': 'nova',
  'name.model': 'modelo',
  'name.usage': 'uso',
  'name.forget': 'esquecer',
  'name.config': 'configurar',
  'name.help': 'ajuda',
  'name.about': 'sobre',

  'command.ask': 'Fazer uma pergunta',
  'command.ask.question': 'O que você quer saber',
  'command.ask.file': 'Um arquivo sobre o qual perguntar',
  'command.ask.model': 'Outro modelo só para esta pergunta',
  'command.ask.private': 'Mostrar a resposta só para você',
  'command.new': 'Começar uma conversa nova aqui',
  'command.help': 'O que posso fazer aqui',
  'command.about': 'Qual modelo responde e o que fica guardado',

  'command.usage': 'Solicitações, tokens, custo e acertos de cache',
  'command.usage.scope':
    'De quem: seu, deste canal, do {platform, select, slack {workspace} other {servidor}} ou de todos os {platform, select, slack {workspaces} other {servidores}}',
  'command.usage.period': 'Desde quando: um dia, uma semana, um mês, um trimestre ou o começo deste mês',
  'command.usage.csv': 'Incluir uma tabela por dia em arquivo CSV',
  'command.forget': 'Apagar na hora o que eu lembro',
  'command.forget.what':
    'O quê: o que é seu, deste canal com {platform, select, slack {suas threads ou do workspace inteiro} other {seus tópicos ou do servidor inteiro}}',

  'usage.title-me': '**Seu uso aqui, de {from} a {until}**',
  'usage.title-channel': '**Uso deste canal, de {from} a {until}**',
  'usage.title-server':
    '**Uso deste {platform, select, slack {workspace} other {servidor}}, de {from} a {until}**',
  'usage.title-all':
    '**Uso de todos os {platform, select, slack {workspaces} other {servidores}}, de {from} a {until}**',
  'usage.none': 'Nada foi perguntado nesse período.',
  'usage.requests':
    '{requests, plural, one {# pergunta} other {# perguntas}}, {failures, plural, =0 {nenhuma falhou} one {# falhou} other {# falharam}}',
  'usage.tokens':
    'Tokens: {input, number} lidos, {share, number, percent} deles do cache; {output, number} escritos',
  'usage.money': 'Custo: {money}',
  'usage.money-saved': 'Custo: {money}; o cache economizou {saved}',
  'usage.unpriced':
    '{calls, plural, one {# chamada sem preço conhecido não está incluída} other {# chamadas sem preço conhecido não estão incluídas}}',
  'usage.models': 'Modelos por número de chamadas: {models}',
  'usage.feedback': 'Avaliações: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'A imagem mostra por dia (UTC), de cima para baixo: perguntas (azul, respondidas; vermelho, com falha); custo, quando conhecido (verde); tokens (roxo, lidos do cache; azul, lidos a preço cheio; amarelo, escritos).',
  'usage.alt':
    'Barras por dia, de {from} a {until}: perguntas, custo e tokens. Ao todo {requests, plural, one {# pergunta} other {# perguntas}}, {failures, number} com falha, {money}.',
  'usage.table-alt': 'Uso por dia, de {from} a {until}, em tabela.',
  'usage.no-server':
    'uma mensagem direta não pertence a nenhum {platform, select, slack {workspace} other {servidor}}',
  'left.title': '**O que resta**',
  'left.requests': 'Perguntas: {left, number} de {most, number} a cada {window}',
  'left.requests-next': 'Perguntas: {left, number} de {most, number} a cada {window}; mais uma {when}',
  'left.money': 'Orçamento: {left} de {limit}; o próximo período começa {when}.',
  'left.near': 'O orçamento {scope} está quase no fim. O próximo período começa {when}.',
  'left.spent': 'O orçamento {scope} acabou. O próximo período começa {when}.',
  'left.cheaper': 'Até lá, quem responde é `{model}`.',

  'forget.none': 'Não havia nada para apagar.',
  'forget.turns': '{turns, plural, one {# pergunta com a resposta} other {# perguntas com as respostas}}',
  'forget.settings': '{settings, plural, one {# configuração} other {# configurações}} com o histórico',
  'forget.keys': '{keys, plural, one {# chave} other {# chaves}} ({hosts})',
  'forget.done': 'Apagado definitivamente: {what}.',
  'forget.kept':
    'O que foi gasto continua contado, mas sem o seu nome. As mensagens do chat ficam; apague-as por lá.',

  'setting.model': 'O que responde: um modelo, ou vários, cada um como reserva do anterior',
  'setting.models': 'Que outros modelos os membros podem escolher',
  'setting.persona': 'Quem eu sou: o texto no início de cada prompt',
  'setting.language': 'O idioma das respostas',
  'setting.trigger': 'A que respondo: menções, o que se escreve nas minhas conversas, tudo ou nada',
  'setting.thread': 'Se as respostas vão para {platform, select, slack {uma thread} other {um tópico}}',
  'setting.context':
    'O que é uma conversa: uma cadeia de respostas, o canal inteiro ou só o que cada pessoa escreve nele',
  'setting.context.recent': 'Quantas mensagens anteriores do canal uma conversa nova vê',
  'setting.reasoning': 'Se o raciocínio do modelo é mostrado',
  'setting.limits.user': 'Com que frequência cada pessoa pode perguntar',
  'setting.limits.channel': 'Com que frequência se pode perguntar em um canal, somando todos',
  'setting.limits.workspace':
    'Com que frequência se pode perguntar neste {platform, select, slack {workspace} other {servidor}}, somando todos',
  'setting.budget.user': 'Quanto cada pessoa pode gastar',
  'setting.budget.channel': 'Quanto se pode gastar em um canal, somando todos',
  'setting.budget.workspace':
    'Quanto se pode gastar neste {platform, select, slack {workspace} other {servidor}}, somando todos',
  'setting.budget.deployment':
    'Quanto todos os {platform, select, slack {workspaces} other {servidores}} juntos podem gastar',
  'setting.budget.over': 'O que acontece quando o orçamento estoura: uma recusa ou um modelo mais barato',
  'setting.access.channels': 'Onde respondo',
  'setting.access.roles': 'Quem pode perguntar',
  'setting.access.outsiders': 'Se convidados e desconhecidos podem perguntar',
  'setting.access.admins': 'Quem, além dos administradores da plataforma, pode alterar as configurações',
  'setting.retention': 'Depois de quantos dias as conversas são apagadas; com 0, nada é guardado',
  'setting.attachments': 'Quais anexos são lidos',
  'setting.length': 'Quantas mensagens uma resposta pode ocupar antes que o resto vá para um arquivo',
  'setting.key':
    'Chaves próprias deste {platform, select, slack {workspace} other {servidor}} em provedores de modelos',
  'allowed.number': 'um número inteiro de {min, number} a {max, number}',
  'allowed.model': 'um nome como `deepseek-v3` ou `openrouter/vendor/model`; vários, separados por vírgulas',
  'allowed.models': 'nomes separados por vírgulas, `provider/*`, `any` ou `none`',
  'allowed.persona': 'um texto de até 4.000 caracteres, ou `default`',
  'allowed.language': '`auto`, ou um código de idioma como `de` ou `pt-BR`',
  'allowed.rate': 'um número por período, como `10/minute`, `5/10 minutes` ou `200/day`, ou `off`',
  'allowed.money': 'dólares americanos por dia ou por mês, como `$5/day` ou `0.50/month`, ou `off`',
  'allowed.over': '`refuse`, ou o nome de um modelo',
  'allowed.channels': 'canais separados por vírgulas, com `dm` para mensagens diretas, ou `all`',
  'allowed.roles': 'cargos ou grupos de usuários separados por vírgulas, ou `all`',
  'allowed.admins': 'cargos ou grupos de usuários separados por vírgulas, ou `none`',
  'command.model': 'Ver o modelo usado aqui ou escolher outro para esta conversa',
  'command.model.name': 'O modelo a escolher; `default` para o do canal',
  'command.config': 'Ver e alterar como me comporto aqui',
  'command.config.action': 'O que fazer',
  'command.config.name': 'Qual configuração, como limits.user',
  'command.config.value': 'O novo valor, ou o texto exportado a importar',
  'command.config.file': 'O arquivo exportado de configurações a importar',
  'command.config.scope': 'server, here para este canal, ou um canal',
  'command.config.confirm': 'O código da importação a aplicar',
  'command.config.number': 'O número da alteração a desfazer; a última, se ficar vazio',
  'command.config.host': 'O provedor cuja chave remover; todas, se ficar vazio',
  'command.config.show': 'Ver as configurações e de onde vem cada uma',
  'command.config.set': 'Alterar uma configuração',
  'command.config.reset': 'Redefinir uma configuração: volta a valer o valor herdado',
  'command.config.export': 'Exportar todas as configurações em um arquivo',
  'command.config.import': 'Importar configurações de um arquivo exportado, mostrando antes o que muda',
  'command.config.log': 'Ver quem alterou o quê',
  'command.config.undo': 'Desfazer uma alteração',
  'config.title-server': '**Configurações deste {platform, select, slack {workspace} other {servidor}}**',
  'config.title-channel': '**Configurações do canal `{channel}`**',
  'config.title-everywhere':
    '**Configurações de todos os {platform, select, slack {workspaces} other {servidores}}**',
  'config.how': 'Altere uma com `{example}`.',
  'config.origin-default': 'padrão',
  'config.origin-deployment': 'definida pelo operador',
  'config.origin-workspace': 'definida para o {platform, select, slack {workspace} other {servidor}}',
  'config.origin-channel': 'definida para o canal',
  'config.of-server': 'este {platform, select, slack {workspace} other {servidor}}',
  'config.of-channel': 'o canal `{channel}`',
  'config.of-everywhere': 'todos os {platform, select, slack {workspaces} other {servidores}}',
  'config.set': '`{name}` agora é `{value}` para {scope}.',
  'config.reset': '`{name}` não está mais definida para {scope}; agora vale `{value}`.',
  'config.unchanged': 'Nada a alterar: já está assim.',
  'config.is-for': '`{name}`: {summary}.',
  'config.takes': 'Aceita {allowed}.',
  'config.unknown-name': 'essa configuração não existe; as que existem são {names}',
  'config.no-such': 'essa configuração não existe',
  'config.bad-value': '`{value}` não é válido; aceita {allowed}',
  'config.wrong-scope':
    'só pode ser definida para o {platform, select, slack {workspace} other {servidor}} inteiro',
  'config.wrong-scope-deployment':
    'só um operador pode definir, para todos os {platform, select, slack {workspaces} other {servidores}}',
  'config.bad-scope': 'deve ser {platform, select, slack {`workspace`} other {`server`}}, `here` ou um canal',
  'config.unknown-model': 'nenhum provedor daqui tem `{model}`',
  'config.beyond-ceiling': 'o operador não permite o modelo `{model}`',
  'config.form-set': 'Alterar uma configuração',
  'config.form-reset': 'Redefinir',
  'config.form-import': 'Importar configurações',
  'form.open': 'Abrir o formulário',
  'config.value-label': 'Valor',
  'config.import-label': 'Configurações exportadas',
  'config.exported': 'Estas são as configurações para {scope}. `{example}` as restaura.',
  'config.import-none': 'faltam as configurações a importar: envie o texto ou o arquivo exportado',
  'config.import-unreadable': 'isso não é um arquivo de configurações: {problem}',
  'config.import-problems': 'Nada foi alterado, porque o arquivo tem erros:',
  'config.import-changes': 'A importação altera isto:',
  'config.import-confirm': 'Aplique com `{example}` em até 15 minutos.',
  'config.import-apply': 'Aplicar',
  'config.import-gone': 'Essa importação não está mais disponível. Importe o arquivo de novo.',
  'config.import-stale':
    'As configurações foram alteradas nesse meio-tempo e nada foi aplicado. Importe o arquivo de novo.',
  'config.imported':
    '{count, plural, one {# configuração foi alterada} other {# configurações foram alteradas}}.',
  'config.line': '`{name}`: `{before}` → `{after}`',
  'config.line-channel': '`{name}` em `{channel}`: `{before}` → `{after}`',
  'config.not-set': 'não definida',
  'config.log-none': 'Nada foi alterado ainda.',
  'config.log-entry': '**Nº {number}** {when}, {who}',
  'config.log-entry-undoes': '**Nº {number}** {when}, {who} (desfaz a nº {undone})',
  'config.undo-none': 'Não há nada a desfazer.',
  'config.undo-changed': '`{name}` foi alterada de novo desde então. Altere manualmente.',
  'config.stale': 'As configurações foram alteradas no mesmo instante. Tente de novo.',
  'config.undone': 'A alteração nº {number} foi desfeita:',
  'config.form-key': 'Informar uma chave',
  'config.host-label': 'Provedor',
  'config.host-hint': 'De onde vem a chave',
  'config.key-label': 'Chave',
  'config.key-hint': 'Ela é testada no provedor, guardada criptografada e nunca mais mostrada',
  'config.key-how':
    'Com uma chave própria, este {platform, select, slack {workspace} other {servidor}} paga por conta própria as perguntas feitas a esse provedor. Informe-a no formulário, nunca em uma mensagem que outros possam ler.',
  'config.key-inline':
    'Não aceitei essa chave, porque outros podem lê-la aqui. Revogue-a no provedor e informe uma nova no formulário.',
  'config.key-no-secret':
    'nenhuma chave pode ser guardada aqui, porque não poderia ser criptografada; antes o operador precisa definir `{variable}`',
  'config.key-bad': 'ela tem um espaço ou um caractere que nenhuma chave tem; copie de novo',
  'config.key-refused': '{host} a recusou, por isso ela não foi guardada; copie de novo ou crie outra lá',
  'config.key-silent':
    '{host} não está respondendo agora, por isso ela não foi guardada; tente de novo em alguns minutos',
  'config.key-set':
    'A partir da próxima pergunta, este {platform, select, slack {workspace} other {servidor}} usa {host} com a própria chave. `{example}` faz esse provedor responder.',
  'config.key-untold': 'Só a primeira pergunta vai mostrar se {host} aceita a chave.',
  'config.key-none': 'Este {platform, select, slack {workspace} other {servidor}} não tem chave própria lá.',
  'config.key-remove': 'Remover todas as chaves',
  'config.key-removed': 'Removida definitivamente: a chave de {hosts}.',
  'config.key-log-entered': 'uma chave de {host} foi informada',
  'config.key-log-replaced': 'a chave de {host} foi trocada',
  'config.key-log-removed': 'a chave de {host} foi removida',
  'config.key-undo':
    'A última alteração foi de uma chave, e isso não pode ser desfeito: informe-a de novo com `{enter}` ou remova-a com `{remove}`. `{undo}` desfaz uma alteração anterior pelo número.',
  'config.key-import':
    'nenhuma chave é aceita de um arquivo que outros possam ler; revogue-a e informe uma nova com `{command}`',
  'model.is': 'Aqui quem responde é `{model}`.',
  'model.picked': 'De agora em diante, `{model}` responde nesta conversa.',
  'model.default': 'O modelo do canal volta a responder nesta conversa: `{model}`.',
  'model.choices': 'Você pode escolher {models}.',
  'model.no-conversation':
    'Neste canal, cada menção é uma conversa separada. Escolha um modelo em {platform, select, slack {uma thread} other {um tópico}} ou em uma mensagem direta, ou para uma só pergunta com `{example}`.',

  'new.done': 'Uma conversa nova começa com a sua próxima mensagem.',
  'new.nothing':
    'Aqui cada menção começa uma conversa nova; para continuar uma, responda a uma das minhas mensagens.',
  'help.intro':
    'Mencione-me com uma pergunta e eu respondo. Para continuar, responda à minha mensagem ou escreva {platform, select, slack {na thread} other {no tópico}} dela.',
  'help.commands': 'Comandos:',
  'help.text-form':
    'Em qualquer lugar, até em {platform, select, slack {threads} other {tópicos}}, você pode escrever `{example}` em vez disso.',
  'about.text': 'Sou a Tanya, uma assistente auto-hospedada. As respostas vêm do modelo `{model}`.',
  'about.sent':
    'As perguntas, com o que foi dito antes, são enviadas ao provedor desse modelo e a mais ninguém.',
  'about.sent-to': 'As perguntas, com o que foi dito antes, são enviadas a {hosts} e a mais ninguém.',
  'about.stored':
    '{days, plural, =0 {Nada do que se diz aqui é guardado: as conversas ficam na memória, por um dia no máximo.} one {O operador desta instalação guarda perguntas e respostas por # dia, para que a conversa possa continuar.} other {O operador desta instalação guarda perguntas e respostas por # dias, para que a conversa possa continuar.}}',
  'about.encrypted': 'Elas ficam criptografadas no banco de dados.',
  'about.counted': 'Fica registrado quanto cada pessoa pergunta e quanto isso custa, sem os textos.',
  'about.forget': '`{command}` apaga na hora o que está guardado.',

  'manifest.description': 'Responde a perguntas com modelos abertos, no seu próprio servidor.',
  'manifest.agent-description':
    'Tanya responde em threads e mensagens diretas com o modelo aberto do seu workspace: mencione-a, continue na thread ou abra aqui uma conversa nova.',
  'manifest.prompt-title-1': 'O que você sabe fazer?',
  'manifest.prompt-1': 'O que você pode fazer aqui, e qual modelo responde?',
  'manifest.prompt-title-2': 'Explique algo',
  'manifest.prompt-2': 'Explique para mim, passo a passo e com um exemplo:',
  'manifest.prompt-title-3': 'Melhore um texto',
  'manifest.prompt-3': 'Deixe este texto mais claro e mais curto, e diga o que você mudou:',

  'action.stop': 'Parar',
  'action.retry': 'Tentar novamente',
  'action.continue': 'Continuar',
  'action.share': 'Compartilhar',
  'action.good': 'Boa resposta',
  'action.bad': 'Resposta ruim',
  'menu.ask-about': 'Perguntar sobre isto',
  'menu.summarize': 'Resumir a partir daqui',
  'menu.translate': 'Traduzir',
  'menu.ask-about.description': 'Escrever uma pergunta sobre esta mensagem',
  'menu.summarize.description': 'Um resumo desta mensagem e das seguintes',
  'menu.translate.description': 'Esta mensagem no seu idioma',
  'menu.ask-about.title': 'Perguntar sobre esta mensagem',
  'menu.ask-about.label': 'Sua pergunta',
  'menu.ask-about.send': 'Perguntar',
  'menu.cancel': 'Cancelar',
  'menu.summarize.question':
    'Resuma o que foi dito aqui, da primeira mensagem citada à última: do que se tratava, o que foi decidido e o que ficou em aberto. Diga quem disse o quê quando for importante.',
  'menu.translate.question':
    'Traduza a mensagem citada para o seguinte idioma: {language}. Responda só com a tradução.',

  'act.gone': 'Essa resposta não está mais guardada.',
  'act.over': 'Isso não é mais possível.',
  'act.busy': 'A resposta já está a caminho.',
  'act.not-there': 'Não tenho permissão para escrever ali à vista de todos.',
  'act.noted': 'Anotado, obrigada.',
  'act.shared': 'Resposta compartilhada.',
  'act.shared-by': 'Compartilhada por {name}, que perguntou: {text}',

  'slack.moment': 'Um momento…',
  'slack.working': 'está pensando…',
  'slack.thinking': 'Estou pensando; a resposta chega aqui.',
  'slack.asked': '*{name}* pergunta:',

  'install.title': 'Instalar a Tanya',
  'install.done-title': 'A Tanya está instalada',
  'install.done':
    'Agora estou em {workspace}. Convide-me para um canal e mencione-me lá, ou escreva diretamente para mim.',
  'install.open': 'Abrir no Slack',
  'install.again': 'Tentar novamente',
  'install.cancelled': 'A instalação foi cancelada. Nada mudou.',
  'install.expired':
    'Esta instalação começou há tempo demais, já foi usada ou começou em outro navegador. Comece de novo e permita os cookies.',
  'install.org-wide':
    'Posso ser instalada em workspaces individuais, não em uma organização inteira de uma vez. Comece de novo e escolha um workspace.',
  'install.refused':
    'O Slack recusou a instalação ({code}). Comece de novo; se continuar, avise quem administra esta Tanya.',
  'install.failed': 'O Slack não respondeu, ou a instalação não pôde ser salva. Comece de novo em um minuto.',

  'slack.settings': 'Configurações',
  'slack.settings-open': 'Abrir configurações',
  'slack.settings-all': 'Todo o workspace',
  'slack.settings-channel': 'Configurações de um canal…',
  'slack.settings-log': 'Quem alterou o quê',
  'slack.settings-export': 'Exportar',
  'slack.settings-import': 'Importar',
  'slack.settings-change': 'Alterar',
  'slack.save': 'Salvar',
  'slack.close': 'Fechar',
}
