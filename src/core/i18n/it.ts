import type { Catalogue } from './messages.ts'

/** Italiano. */
export const it: Catalogue = {
  'language.name': 'Italiano',
  sentences: '{one} {next}',

  'fault.host-rate-limited':
    'Il provider del modello sta ricevendo troppe richieste. Chiedi di nuovo {when}.',
  'fault.host-rate-limited-soon':
    'Il provider del modello sta ricevendo troppe richieste. Chiedi di nuovo tra un minuto.',
  'fault.host-overloaded': 'Il provider del modello è sovraccarico. Chiedi di nuovo tra qualche minuto.',
  'fault.out-of-credit': 'Il credito dell’account presso {host} è esaurito. Un operatore deve ricaricarlo.',
  'fault.bad-key': '{host} rifiuta la chiave usata. Un operatore deve controllarla.',
  'fault.out-of-credit-own':
    'Il credito dell’account {platform, select, slack {di questa area di lavoro} other {di questo server}} presso {host} è esaurito. Un amministratore deve ricaricarlo o inserire la chiave di un altro account con `{command}`.',
  'fault.bad-key-own':
    '{host} rifiuta la chiave {platform, select, slack {di questa area di lavoro} other {di questo server}}. Un amministratore deve inserire un’altra chiave con `{command}`.',
  'fault.model-gone':
    '{host} non ha nessun modello di nome {model}. Un amministratore deve sceglierne un altro.',
  'fault.model-gone-try':
    '{host} non ha nessun modello di nome {model}. Un amministratore deve sceglierne un altro, per esempio {available}.',
  'fault.too-long':
    'Questa conversazione è troppo lunga per il modello. Iniziane una nuova o invia meno testo.',
  'fault.filtered':
    'Il provider del modello ha rifiutato la domanda o la risposta perché inappropriata. Riformula la domanda.',
  'fault.truncated':
    'Il provider del modello ha interrotto la risposta a metà. Chiedi di nuovo per averla completa.',
  'fault.stalled':
    'Il provider del modello non risponde da {seconds, plural, one {# secondo} other {# secondi}}. Chiedi di nuovo.',
  'fault.unreachable': 'Il provider del modello non è raggiungibile. Chiedi di nuovo tra qualche minuto.',
  'fault.malformed': 'Il provider del modello ha inviato una risposta illeggibile. Chiedi di nuovo.',
  'fault.empty': 'Il modello ha dato una risposta vuota. Chiedi di nuovo o riformula la domanda.',
  'fault.host-refused':
    'Il provider del modello non ha accettato la domanda. Un operatore troverà il motivo nel log.',
  'fault.no-permission':
    'Non ho il permesso di scrivere lì. Un amministratore deve autorizzarmi a inviare messaggi in quel canale.',
  'fault.platform-rejected':
    'La piattaforma di chat non ha accettato la mia risposta. Un operatore troverà il motivo nel log.',
  'fault.platform-unreachable':
    'La piattaforma di chat non era raggiungibile. Chiedi di nuovo tra qualche minuto.',
  'fault.limited-person': 'Per ora hai raggiunto il tuo limite di domande. Chiedi di nuovo {when}.',
  'fault.limited-channel':
    'Per ora questo canale ha raggiunto il suo limite di domande. Chiedi di nuovo {when}.',
  'fault.limited-workspace':
    'Per ora {platform, select, slack {questa area di lavoro} other {questo server}} ha raggiunto il suo limite di domande. Chiedi di nuovo {when}.',
  'fault.over-budget-person': 'Il tuo budget per questo periodo è esaurito. Chiedi di nuovo {when}.',
  'fault.over-budget-channel': 'Il budget di questo canale è esaurito. Chiedi di nuovo {when}.',
  'fault.over-budget-workspace':
    'Il budget {platform, select, slack {di questa area di lavoro} other {di questo server}} è esaurito. Chiedi di nuovo {when}.',
  'fault.over-budget-deployment': 'Il budget di questa installazione è esaurito. Chiedi di nuovo {when}.',
  'fault.price-unknown':
    'Il costo di {model} non è noto, quindi questo modello non si può usare con un budget. Un amministratore deve sceglierne un altro.',
  'fault.not-here-off': 'Qui sono disattivata. Un amministratore può attivarmi.',
  'fault.not-here-channel': 'Non posso rispondere in questo canale. Un amministratore può autorizzarmi.',
  'fault.needs-role':
    'Qui solo alcuni {platform, select, slack {gruppi di utenti} other {ruoli}} possono usarmi. Un amministratore può {platform, select, slack {aggiungerti a uno di essi} other {dartene uno}}.',
  'fault.queue-full':
    '{waiting, plural, one {C’è già # domanda} other {Ci sono già # domande}} in attesa in questa conversazione. Chiedi di nuovo quando la coda sarà vuota.',
  'fault.needs-admin':
    'Può farlo solo un amministratore {platform, select, slack {di questa area di lavoro} other {di questo server}}.',
  'fault.needs-platform-admin':
    'Può farlo solo un amministratore della piattaforma di chat stessa, o un operatore.',
  'fault.needs-operator': 'Può farlo solo un operatore di questa installazione.',
  'fault.needs-member':
    'Gli ospiti e chi scrive da canali condivisi non possono usarmi qui. Un amministratore può autorizzarli.',
  'fault.needs-asker': 'Può farlo solo chi ha fatto la domanda, o un amministratore.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'Nessun modello è collegato. Un operatore deve configurarne uno.',
  'fault.store':
    'In questo momento non riesco a salvare nulla e non ho potuto accettare la domanda. Chiedi di nuovo tra un minuto.',
  'fault.interrupted':
    'Sono stata interrotta prima di finire la risposta. Chiedi di nuovo per averla completa.',
  'fault.bug':
    'Qualcosa è andato storto da parte mia (incidente {incident}). Chiedi di nuovo; se succede ancora, comunica quel numero a un operatore.',

  'notice.stopped': 'Risposta interrotta.',
  'notice.length': 'La risposta ha raggiunto la lunghezza massima.',
  'notice.empty-question':
    'Sì? Scrivi la domanda nello stesso messaggio in cui mi menzioni, oppure usa `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Sto rispondendo ad altre domande} one {C’è # domanda prima della tua in questa conversazione} other {Ci sono # domande prima della tua in questa conversazione}}; la risposta arriva dopo.',
  'notice.rest-follows': 'Il resto arriva in un file.',
  'notice.rest-in-file': 'Il resto è nel file {file}.',
  'notice.thinking':
    '{seconds, plural, =0 {Sta pensando…} one {Sta pensando da # secondo…} other {Sta pensando da # secondi…}}',
  'notice.thought': '{seconds, plural, one {Ha pensato per # secondo} other {Ha pensato per # secondi}}',
  'file.rest': 'Il resto della risposta, in Markdown.',
  'file.thoughts': 'Che cosa ha pensato il modello prima di rispondere, in Markdown.',

  'files.remark': 'Non letto, o non del tutto: {files}.',
  'files.one': '«{name}» ({why})',
  'files.more': 'altri {count}',
  'files.beginning': 'ci sta solo l’inizio',
  'files.pages': 'solo le pagine da 1 a {pages} su {ofPages}',
  'files.type': 'non so leggere questo tipo di file',
  'files.too-large': 'più grande di {megabytes} MB',
  'files.too-many': 'leggo al massimo {most} file alla volta',
  'files.too-many-pictures': 'guardo al massimo {pictures} immagini alla volta',
  'files.no-pictures': 'questo modello non vede le immagini',
  'files.off': 'un amministratore ha disattivato i file qui',
  'files.pictures-off': 'un amministratore ha disattivato le immagini qui',
  'files.broken': 'danneggiato, o non è quello che sembra',
  'files.protected': 'richiede una password',
  'files.no-text': 'non contiene testo',
  'files.no-room': 'non c’è più spazio',
  'files.slow': 'ha richiesto troppo tempo',
  'files.elsewhere': 'si trova su un altro sito',
  'files.refused': 'non ho il permesso di aprirlo; un operatore troverà il motivo nel log',
  'files.gone': 'non c’è più',
  'files.unreachable': 'impossibile scaricarlo',

  'discord.about-message': 'Su {link}',
  'discord.closed':
    'È solo per te e non posso inviarti un messaggio diretto. Consenti i messaggi diretti da questo server oppure usa il comando slash.',
  'discord.leaving': 'Mi sto riavviando. Chiedi di nuovo tra un minuto.',

  'budget.reached':
    '{percent, number}% del budget per {scope} già speso: {spent} su {limit}. Il prossimo periodo inizia {when}.',
  'budget.of-channel': 'questo canale',
  'budget.of-workspace': '{platform, select, slack {questa area di lavoro} other {questo server}}',
  'budget.of-deployment': 'questa installazione',
  'model.not-allowed': 'il modello `{model}` non è consentito qui; scegli tra {allowed}',

  'input.unknown-command': 'Questo comando non esiste. `{help}` elenca quelli che ci sono.',
  'input.unknown-option': 'questo comando non ha questa opzione',
  'input.missing': 'manca',
  'input.not-a-number': 'deve essere un numero intero',
  'input.not-a-choice': 'deve essere {choices}',
  'input.too-long': 'può avere al massimo {max, number} caratteri',
  'input.not-a-boolean': 'deve essere true o false',

  'name.ask': 'chiedi',
  'name.new': 'nuova',
  'name.model': 'modello',
  'name.usage': 'utilizzo',
  'name.forget': 'dimentica',
  'name.config': 'impostazioni',
  'name.help': 'aiuto',
  'name.about': 'info',

  'command.ask': 'Fai una domanda',
  'command.ask.question': 'Che cosa vuoi sapere',
  'command.ask.file': 'Un file su cui fare la domanda',
  'command.ask.model': 'Un altro modello solo per questa domanda',
  'command.ask.private': 'Mostra la risposta solo a te',
  'command.new': 'Inizia qui una nuova conversazione',
  'command.help': 'Che cosa so fare qui',
  'command.about': 'Quale modello risponde e che cosa viene conservato',

  'command.usage': 'Richieste, token, costi e letture dalla cache',
  'command.usage.scope':
    'Di chi: tuo, di questo canale, {platform, select, slack {dell’area di lavoro o di tutte le aree di lavoro} other {del server o di tutti i server}}',
  'command.usage.period': 'Da quando: un giorno, una settimana, un mese, un trimestre o dall’inizio del mese',
  'command.usage.csv': 'Aggiungi una tabella per giorno in un file CSV',
  'command.forget': 'Cancella subito quello che ricordo',
  'command.forget.what':
    'Che cosa: i tuoi dati, quelli di questo canale con i thread o di {platform, select, slack {tutta l’area di lavoro} other {tutto il server}}',

  'usage.title-me': '**Il tuo utilizzo qui, {from} – {until}**',
  'usage.title-channel': '**Utilizzo di questo canale, {from} – {until}**',
  'usage.title-server':
    '**Utilizzo {platform, select, slack {di questa area di lavoro} other {di questo server}}, {from} – {until}**',
  'usage.title-all':
    '**Utilizzo di {platform, select, slack {tutte le aree di lavoro} other {tutti i server}}, {from} – {until}**',
  'usage.none': 'In quel periodo non è stato chiesto nulla.',
  'usage.requests':
    '{requests, plural, one {# domanda} other {# domande}}, {failures, plural, =0 {nessuna fallita} one {# fallita} other {# fallite}}',
  'usage.tokens':
    'Token: {input, number} letti, di cui {share, number, percent} dalla cache; {output, number} scritti',
  'usage.money': 'Costo: {money}',
  'usage.money-saved': 'Costo: {money}; la cache ha fatto risparmiare {saved}',
  'usage.unpriced':
    '{calls, plural, one {# chiamata dal prezzo sconosciuto non è inclusa} other {# chiamate dal prezzo sconosciuto non sono incluse}}',
  'usage.models': 'Modelli per numero di chiamate: {models}',
  'usage.feedback': 'Feedback: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'L’immagine mostra per giorno (UTC), dall’alto in basso: domande (blu con risposta, rosso fallite); costo, se noto (verde); token (viola dalla cache, blu letti a prezzo pieno, giallo scritti).',
  'usage.alt':
    'Barre per giorno, {from} – {until}: domande, costo e token. In tutto {requests, plural, one {# domanda} other {# domande}}, {failures, number} fallite, {money}.',
  'usage.table-alt': 'Utilizzo per giorno, {from} – {until}, in tabella.',
  'usage.no-server':
    'un messaggio diretto non appartiene a {platform, select, slack {nessuna area di lavoro} other {nessun server}}',
  'left.title': '**Quanto resta**',
  'left.requests': 'Domande: {left, number} su {most, number} in {window}',
  'left.requests-next': 'Domande: {left, number} su {most, number} in {window}; una in più {when}',
  'left.money': 'Budget: {left} su {limit}; il prossimo periodo inizia {when}.',
  'left.near': 'Il budget per {scope} è quasi esaurito. Il prossimo periodo inizia {when}.',
  'left.spent': 'Il budget per {scope} è esaurito. Il prossimo periodo inizia {when}.',
  'left.cheaper': 'Fino ad allora risponde `{model}`.',

  'forget.none': 'Non c’era nulla da cancellare.',
  'forget.turns':
    '{turns, plural, one {# domanda con la sua risposta} other {# domande con le loro risposte}}',
  'forget.settings': '{settings, plural, one {# impostazione} other {# impostazioni}} con la cronologia',
  'forget.keys': '{keys, plural, one {# chiave} other {# chiavi}} ({hosts})',
  'forget.done': 'Cancellato definitivamente: {what}.',
  'forget.kept':
    'La spesa resta conteggiata, ma senza il tuo nome. I messaggi nella chat restano; cancellali lì.',

  'setting.model': 'Che cosa risponde: un modello, o più modelli, ciascuno di riserva al precedente',
  'setting.models': 'Quali altri modelli possono scegliere i membri',
  'setting.persona': 'Chi sono: il testo all’inizio di ogni prompt',
  'setting.language': 'La lingua delle risposte',
  'setting.trigger':
    'A che cosa rispondo: alle menzioni, al seguito delle mie conversazioni, a tutto o a niente',
  'setting.thread': 'Se le risposte vanno in un thread',
  'setting.context':
    'Che cos’è una conversazione: una catena di risposte, tutto il canale o solo ciò che vi scrive ciascuno',
  'setting.context.recent': 'Quanti messaggi precedenti del canale vede una nuova conversazione',
  'setting.reasoning': 'Se mostrare il ragionamento del modello',
  'setting.limits.user': 'Quanto spesso può chiedere ciascuno',
  'setting.limits.channel': 'Quanto spesso si può chiedere in un canale, contando tutti',
  'setting.limits.workspace':
    'Quanto spesso si può chiedere {platform, select, slack {in questa area di lavoro} other {su questo server}}, contando tutti',
  'setting.budget.user': 'Quanto può spendere ciascuno',
  'setting.budget.channel': 'Quanto si può spendere in un canale, contando tutti',
  'setting.budget.workspace':
    'Quanto si può spendere {platform, select, slack {in questa area di lavoro} other {su questo server}}, contando tutti',
  'setting.budget.deployment':
    'Quanto possono spendere insieme {platform, select, slack {tutte le aree di lavoro} other {tutti i server}}',
  'setting.budget.over': 'Che cosa succede oltre il budget: un rifiuto o un modello più economico',
  'setting.access.channels': 'Dove rispondo',
  'setting.access.roles': 'Chi può chiedere',
  'setting.access.outsiders': 'Se ospiti ed estranei possono chiedere',
  'setting.access.admins': 'Chi, oltre agli amministratori della piattaforma, può modificare le impostazioni',
  'setting.retention': 'Dopo quanti giorni vengono cancellate le conversazioni; con 0 non si conserva nulla',
  'setting.attachments': 'Quali allegati vengono letti',
  'setting.length': 'Quanti messaggi può occupare una risposta prima che il resto finisca in un file',
  'setting.key':
    'Le chiavi proprie {platform, select, slack {di questa area di lavoro} other {di questo server}} presso i provider dei modelli',
  'allowed.number': 'un numero intero da {min, number} a {max, number}',
  'allowed.model': 'un nome come `deepseek-v3` o `openrouter/vendor/model`, o più nomi separati da virgole',
  'allowed.models': 'nomi separati da virgole, `provider/*`, `any` o `none`',
  'allowed.persona': 'un testo di al massimo 4000 caratteri, o `default`',
  'allowed.language': '`auto`, o un codice di lingua come `de` o `pt-BR`',
  'allowed.rate': 'un numero per periodo, come `10/minute`, `5/10 minutes` o `200/day`, oppure `off`',
  'allowed.money': 'dollari USA al giorno o al mese, come `$5/day` o `0.50/month`, oppure `off`',
  'allowed.over': '`refuse`, o il nome di un modello',
  'allowed.channels': 'canali separati da virgole, con `dm` per i messaggi diretti, oppure `all`',
  'allowed.roles': 'ruoli o gruppi di utenti separati da virgole, oppure `all`',
  'allowed.admins': 'ruoli o gruppi di utenti separati da virgole, oppure `none`',
  'command.model': 'Mostra il modello usato qui o scegline un altro per questa conversazione',
  'command.model.name': 'Il modello da scegliere; `default` per quello del canale',
  'command.config': 'Mostra e modifica come mi comporto qui',
  'command.config.action': 'Che cosa fare',
  'command.config.name': 'Quale impostazione, come limits.user',
  'command.config.value': 'Il nuovo valore, o il testo esportato da importare',
  'command.config.file': 'Il file di impostazioni esportato da importare',
  'command.config.scope': 'server, here per questo canale, o un canale',
  'command.config.confirm': 'Il codice dell’importazione da applicare',
  'command.config.number': 'Il numero della modifica da annullare; se manca, l’ultima',
  'command.config.host': 'Il provider di cui rimuovere la chiave; se manca, tutte',
  'command.config.show': 'Mostra le impostazioni e da dove viene ciascuna',
  'command.config.set': 'Modifica un’impostazione',
  'command.config.reset': 'Ripristina un’impostazione: torna a valere il valore ereditato',
  'command.config.export': 'Esporta tutte le impostazioni in un file',
  'command.config.import': 'Importa le impostazioni da un file esportato, mostrando prima che cosa cambia',
  'command.config.log': 'Mostra chi ha modificato che cosa',
  'command.config.undo': 'Annulla una modifica',
  'config.title-server':
    '**Impostazioni {platform, select, slack {di questa area di lavoro} other {di questo server}}**',
  'config.title-channel': '**Impostazioni del canale `{channel}`**',
  'config.title-everywhere':
    '**Impostazioni di {platform, select, slack {tutte le aree di lavoro} other {tutti i server}}**',
  'config.how': 'Modificane una con `{example}`.',
  'config.origin-default': 'predefinita',
  'config.origin-deployment': 'definita dall’operatore',
  'config.origin-workspace': 'definita per {platform, select, slack {l’area di lavoro} other {il server}}',
  'config.origin-channel': 'definita per il canale',
  'config.of-server': '{platform, select, slack {questa area di lavoro} other {questo server}}',
  'config.of-channel': 'il canale `{channel}`',
  'config.of-everywhere': '{platform, select, slack {tutte le aree di lavoro} other {tutti i server}}',
  'config.set': '`{name}` ora è `{value}` per {scope}.',
  'config.reset': '`{name}` non è più definita per {scope}; ora vale `{value}`.',
  'config.unchanged': 'Niente da modificare: è già così.',
  'config.is-for': '`{name}`: {summary}.',
  'config.takes': 'Valori possibili: {allowed}.',
  'config.unknown-name': 'questa impostazione non esiste; esistono {names}',
  'config.no-such': 'questa impostazione non esiste',
  'config.bad-value': '`{value}` non è valido; valori possibili: {allowed}',
  'config.wrong-scope':
    'si può definire solo per {platform, select, slack {tutta l’area di lavoro} other {tutto il server}}',
  'config.wrong-scope-deployment':
    'può definirla solo un operatore, per {platform, select, slack {tutte le aree di lavoro} other {tutti i server}}',
  'config.bad-scope':
    'deve essere {platform, select, slack {`workspace`} other {`server`}}, `here` o un canale',
  'config.unknown-model': 'nessun provider qui ha `{model}`',
  'config.beyond-ceiling': 'l’operatore non consente il modello `{model}`',
  'config.form-set': 'Modifica un’impostazione',
  'config.form-reset': 'Ripristina',
  'config.form-import': 'Importa impostazioni',
  'form.open': 'Apri il modulo',
  'config.value-label': 'Valore',
  'config.import-label': 'Impostazioni esportate',
  'config.exported': 'Queste sono le impostazioni per {scope}. `{example}` le ripristina.',
  'config.import-none': 'mancano le impostazioni da importare: fornisci il testo o il file esportato',
  'config.import-unreadable': 'questo non è un file di impostazioni: {problem}',
  'config.import-problems': 'Non è stato modificato nulla, perché il file contiene errori:',
  'config.import-changes': 'L’importazione modifica quanto segue:',
  'config.import-confirm': 'Applicala con `{example}` entro 15 minuti.',
  'config.import-apply': 'Applica',
  'config.import-gone': 'Quell’importazione non è più disponibile. Importa di nuovo il file.',
  'config.import-stale':
    'Nel frattempo le impostazioni sono state modificate, quindi non è stato applicato nulla. Importa di nuovo il file.',
  'config.imported': '{count, plural, one {# impostazione modificata} other {# impostazioni modificate}}.',
  'config.line': '`{name}`: `{before}` → `{after}`',
  'config.line-channel': '`{name}` in `{channel}`: `{before}` → `{after}`',
  'config.not-set': 'non definita',
  'config.log-none': 'Non è ancora stato modificato nulla.',
  'config.log-entry': '**N. {number}** {when}, {who}',
  'config.log-entry-undoes': '**N. {number}** {when}, {who} (annulla la n. {undone})',
  'config.undo-none': 'Non c’è nulla da annullare.',
  'config.undo-changed': '`{name}` è stata modificata di nuovo da allora. Modificala a mano.',
  'config.stale': 'Le impostazioni sono state modificate nello stesso momento. Riprova.',
  'config.undone': 'La modifica n. {number} è stata annullata:',
  'config.form-key': 'Inserisci una chiave',
  'config.host-label': 'Provider',
  'config.host-hint': 'Da dove viene la chiave',
  'config.key-label': 'Chiave',
  'config.key-hint': 'Viene provata presso il provider, conservata cifrata e mai più mostrata',
  'config.key-how':
    'Con una chiave propria, {platform, select, slack {questa area di lavoro} other {questo server}} paga da sé le proprie domande presso quel provider. Inseriscila nel modulo, mai in un messaggio che altri possono leggere.',
  'config.key-inline':
    'Non ho accettato quella chiave, perché qui altri possono leggerla. Revocala presso il provider e inseriscine una nuova nel modulo.',
  'config.key-no-secret':
    'qui non si può conservare nessuna chiave, perché non si potrebbe cifrare; prima l’operatore deve definire `{variable}`',
  'config.key-bad': 'contiene uno spazio o un carattere che nessuna chiave ha; copiala di nuovo',
  'config.key-refused':
    '{host} la rifiuta, quindi non è stata conservata; copiala di nuovo o creane un’altra lì',
  'config.key-silent': '{host} ora non risponde, quindi non è stata conservata; riprova tra qualche minuto',
  'config.key-set':
    'Dalla prossima domanda, {platform, select, slack {questa area di lavoro} other {questo server}} usa {host} con la propria chiave. Con `{example}` risponde quel provider.',
  'config.key-untold': 'Solo la prima domanda mostrerà se {host} accetta la chiave.',
  'config.key-none':
    '{platform, select, slack {Questa area di lavoro} other {Questo server}} non ha chiavi proprie lì.',
  'config.key-remove': 'Rimuovi tutte le chiavi',
  'config.key-removed': 'Rimossa definitivamente: la chiave per {hosts}.',
  'config.key-log-entered': 'è stata inserita una chiave per {host}',
  'config.key-log-replaced': 'è stata sostituita la chiave per {host}',
  'config.key-log-removed': 'è stata rimossa la chiave per {host}',
  'config.key-undo':
    'L’ultima modifica riguardava una chiave e non si può annullare: inseriscila di nuovo con `{enter}` o rimuovila con `{remove}`. `{undo}` annulla una modifica precedente in base al numero.',
  'config.key-import':
    'non si accettano chiavi da un file che altri possono leggere; revocala e inseriscine una nuova con `{command}`',
  'model.is': 'Qui risponde `{model}`.',
  'model.picked': 'D’ora in poi in questa conversazione risponde `{model}`.',
  'model.default': 'In questa conversazione risponde di nuovo il modello del canale: `{model}`.',
  'model.choices': 'Puoi scegliere {models}.',
  'model.no-conversation':
    'In questo canale ogni menzione è una conversazione a sé. Scegli un modello in un thread o in un messaggio diretto, o per una sola domanda con `{example}`.',

  'new.done': 'Con il tuo prossimo messaggio inizia una nuova conversazione.',
  'new.nothing':
    'Qui ogni menzione inizia una nuova conversazione; per continuarne una, rispondi a un mio messaggio.',
  'help.intro':
    'Menzionami con una domanda e ti rispondo. Per continuare, rispondi al mio messaggio o scrivi nel suo thread.',
  'help.commands': 'Comandi:',
  'help.text-form': 'Ovunque, anche nei thread, puoi scrivere `{example}` al suo posto.',
  'about.text': 'Sono Tanya, un’assistente self-hosted. Le risposte vengono dal modello `{model}`.',
  'about.sent':
    'Le domande, con ciò che è stato detto prima, vanno al provider di quel modello e a nessun altro.',
  'about.sent-to': 'Le domande, con ciò che è stato detto prima, vanno a {hosts} e a nessun altro.',
  'about.stored':
    '{days, plural, =0 {Nulla di ciò che si dice qui viene conservato: le conversazioni restano in memoria, al massimo per un giorno.} one {L’operatore di questa installazione conserva domande e risposte per # giorno, in modo che la conversazione possa continuare.} other {L’operatore di questa installazione conserva domande e risposte per # giorni, in modo che la conversazione possa continuare.}}',
  'about.encrypted': 'Sono cifrate nel database.',
  'about.counted': 'Si conta quanto chiede ciascuno e quanto costa, senza i testi.',
  'about.forget': '`{command}` cancella subito ciò che è conservato.',

  'manifest.description': 'Risponde alle domande con modelli aperti, sul tuo server.',
  'manifest.agent-description':
    'Tanya risponde nei thread e nei messaggi diretti con il modello aperto della tua area di lavoro: menzionala, continua nel thread o apri qui una nuova conversazione.',
  'manifest.prompt-title-1': 'Che cosa sai fare?',
  'manifest.prompt-1': 'Che cosa sai fare qui, e quale modello risponde?',
  'manifest.prompt-title-2': 'Spiega qualcosa',
  'manifest.prompt-2': 'Spiegami, passo dopo passo e con un esempio:',
  'manifest.prompt-title-3': 'Migliora un testo',
  'manifest.prompt-3': 'Rendi questo testo più chiaro e più breve, e dimmi che cosa hai cambiato:',

  'action.stop': 'Interrompi',
  'action.retry': 'Riprova',
  'action.continue': 'Continua',
  'action.share': 'Condividi',
  'action.good': 'Buona risposta',
  'action.bad': 'Cattiva risposta',
  'menu.ask-about': 'Fai domande su questo',
  'menu.summarize': 'Riassumi da qui',
  'menu.translate': 'Traduci',
  'menu.ask-about.description': 'Scrivi una domanda su questo messaggio',
  'menu.summarize.description': 'Un riassunto di questo messaggio e dei successivi',
  'menu.translate.description': 'Questo messaggio nella tua lingua',
  'menu.ask-about.title': 'Fai una domanda su questo messaggio',
  'menu.ask-about.label': 'La tua domanda',
  'menu.ask-about.send': 'Chiedi',
  'menu.cancel': 'Annulla',
  'menu.summarize.question':
    'Riassumi che cosa è stato detto qui, dal primo messaggio citato all’ultimo: di che cosa si parlava, che cosa è stato deciso e che cosa resta in sospeso. Indica chi ha detto che cosa quando è importante.',
  'menu.translate.question':
    'Traduci il messaggio citato nella lingua seguente: {language}. Rispondi solo con la traduzione.',

  'act.gone': 'Quella risposta non è più conservata.',
  'act.over': 'Ormai non è più possibile.',
  'act.busy': 'La risposta è già in corso.',
  'act.not-there': 'Non ho il permesso di scrivere lì alla vista di tutti.',
  'act.noted': 'Annotato, grazie.',
  'act.shared': 'Risposta condivisa.',
  'act.shared-by': 'Condivisa da {name}, che ha chiesto: {text}',

  'slack.moment': 'Un momento…',
  'slack.working': 'sta pensando…',
  'slack.thinking': 'Ci sto pensando; la risposta arriva qui.',
  'slack.asked': '*{name}* chiede:',

  'install.title': 'Installa Tanya',
  'install.done-title': 'Tanya è installata',
  'install.done':
    'Ora sono in {workspace}. Invitami in un canale e menzionami lì, oppure scrivimi direttamente.',
  'install.open': 'Apri in Slack',
  'install.again': 'Riprova',
  'install.cancelled': 'L’installazione è stata annullata. Non è cambiato nulla.',
  'install.expired':
    'Questa installazione è iniziata troppo tempo fa, è già stata usata o è iniziata in un altro browser. Ricomincia e consenti i cookie.',
  'install.org-wide':
    'Posso essere installata in singole aree di lavoro, non in un’intera organizzazione in una volta sola. Ricomincia e scegli un’area di lavoro.',
  'install.refused':
    'Slack ha rifiutato l’installazione ({code}). Ricomincia; se succede di nuovo, avvisa chi gestisce questa Tanya.',
  'install.failed':
    'Slack non ha risposto o non è stato possibile salvare l’installazione. Ricomincia tra un minuto.',

  'slack.settings': 'Impostazioni',
  'slack.settings-open': 'Apri le impostazioni',
  'slack.settings-all': 'Tutta l’area di lavoro',
  'slack.settings-channel': 'Impostazioni di un canale…',
  'slack.settings-log': 'Chi ha modificato cosa',
  'slack.settings-export': 'Esporta',
  'slack.settings-import': 'Importa',
  'slack.settings-change': 'Modifica',
  'slack.save': 'Salva',
  'slack.close': 'Chiudi',
}
