import type { Catalogue } from './messages.ts'

/** Deutsch. */
export const de: Catalogue = {
  'language.name': 'Deutsch',
  sentences: '{one} {next}',

  'fault.host-rate-limited':
    'Beim Modellanbieter gehen gerade zu viele Anfragen ein. Frag {when} noch einmal.',
  'fault.host-rate-limited-soon':
    'Beim Modellanbieter gehen gerade zu viele Anfragen ein. Frag in einer Minute noch einmal.',
  'fault.host-overloaded': 'Der Modellanbieter ist überlastet. Frag in ein paar Minuten noch einmal.',
  'fault.out-of-credit': 'Das Guthaben bei {host} ist aufgebraucht. Ein Betreiber muss es aufladen.',
  'fault.bad-key': '{host} lehnt den verwendeten Schlüssel ab. Ein Betreiber muss ihn prüfen.',
  'fault.out-of-credit-own':
    'Das Guthaben dieses {platform, select, slack {Workspace} other {Servers}} bei {host} ist aufgebraucht. Ein Admin muss es aufladen oder mit `{command}` den Schlüssel eines anderen Kontos eingeben.',
  'fault.bad-key-own':
    '{host} lehnt den Schlüssel dieses {platform, select, slack {Workspace} other {Servers}} ab. Ein Admin muss mit `{command}` einen anderen Schlüssel eingeben.',
  'fault.model-gone': '{host} hat kein Modell namens {model}. Ein Admin muss ein anderes wählen.',
  'fault.model-gone-try':
    '{host} hat kein Modell namens {model}. Ein Admin muss ein anderes wählen, etwa {available}.',
  'fault.too-long':
    'Diese Unterhaltung ist für das Modell zu lang. Beginne eine neue oder schick weniger Text.',
  'fault.filtered':
    'Der Modellanbieter hat die Frage oder die Antwort als unangemessen abgelehnt. Formuliere die Frage anders.',
  'fault.truncated':
    'Der Modellanbieter hat die Antwort mittendrin abgebrochen. Frag noch einmal, um sie vollständig zu bekommen.',
  'fault.stalled':
    'Der Modellanbieter antwortet seit {seconds, plural, one {# Sekunde} other {# Sekunden}} nicht mehr. Frag noch einmal.',
  'fault.unreachable': 'Der Modellanbieter ist nicht erreichbar. Frag in ein paar Minuten noch einmal.',
  'fault.malformed': 'Der Modellanbieter hat eine unlesbare Antwort geschickt. Frag noch einmal.',
  'fault.empty':
    'Das Modell hat eine leere Antwort gegeben. Frag noch einmal oder formuliere die Frage anders.',
  'fault.host-refused':
    'Der Modellanbieter hat die Frage nicht angenommen. Den Grund findet ein Betreiber im Log.',
  'fault.no-permission':
    'Ich darf dort nicht schreiben. Ein Admin muss mir erlauben, in diesem {platform, select, slack {Channel} other {Kanal}} Nachrichten zu senden.',
  'fault.platform-rejected':
    'Die Chatplattform hat meine Antwort nicht angenommen. Den Grund findet ein Betreiber im Log.',
  'fault.platform-unreachable':
    'Die Chatplattform war nicht erreichbar. Frag in ein paar Minuten noch einmal.',
  'fault.limited-person': 'Du hast dein Fragelimit vorerst erreicht. Frag {when} noch einmal.',
  'fault.limited-channel':
    'Dieser {platform, select, slack {Channel} other {Kanal}} hat sein Fragelimit vorerst erreicht. Frag {when} noch einmal.',
  'fault.limited-workspace':
    'Dieser {platform, select, slack {Workspace} other {Server}} hat sein Fragelimit vorerst erreicht. Frag {when} noch einmal.',
  'fault.over-budget-person': 'Dein Budget für diesen Zeitraum ist aufgebraucht. Frag {when} noch einmal.',
  'fault.over-budget-channel':
    'Das Budget dieses {platform, select, slack {Channels} other {Kanals}} ist aufgebraucht. Frag {when} noch einmal.',
  'fault.over-budget-workspace':
    'Das Budget dieses {platform, select, slack {Workspace} other {Servers}} ist aufgebraucht. Frag {when} noch einmal.',
  'fault.over-budget-deployment': 'Das Budget dieser Installation ist aufgebraucht. Frag {when} noch einmal.',
  'fault.price-unknown':
    'Was {model} kostet, ist nicht bekannt; mit einem Budget lässt sich das Modell daher nicht nutzen. Ein Admin muss ein anderes wählen.',
  'fault.not-here-off': 'Ich bin hier ausgeschaltet. Ein Admin kann mich einschalten.',
  'fault.not-here-channel':
    'In diesem {platform, select, slack {Channel} other {Kanal}} darf ich nicht antworten. Ein Admin kann es erlauben.',
  'fault.needs-role':
    'Nur bestimmte {platform, select, slack {Benutzergruppen} other {Rollen}} dürfen mich hier nutzen. Ein Admin kann {platform, select, slack {dich zu einer davon hinzufügen} other {dir eine davon geben}}.',
  'fault.queue-full':
    'In dieser Unterhaltung {waiting, plural, one {wartet schon # Frage} other {warten schon # Fragen}}. Frag noch einmal, sobald alles beantwortet ist.',
  'fault.needs-admin': 'Das darf nur ein Admin dieses {platform, select, slack {Workspace} other {Servers}}.',
  'fault.needs-platform-admin':
    'Das darf nur, wer auf der Chatplattform selbst Admin ist, oder ein Betreiber.',
  'fault.needs-operator': 'Das darf nur ein Betreiber dieser Installation.',
  'fault.needs-member':
    'Gäste und Leute aus geteilten {platform, select, slack {Channels} other {Kanälen}} dürfen mich hier nicht nutzen. Ein Admin kann es erlauben.',
  'fault.needs-asker': 'Das darf nur, wer gefragt hat, oder ein Admin.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'Es ist kein Modell verbunden. Ein Betreiber muss eines einrichten.',
  'fault.store':
    'Ich kann gerade nichts speichern und konnte die Frage deshalb nicht annehmen. Frag in einer Minute noch einmal.',
  'fault.interrupted':
    'Ich wurde unterbrochen, bevor die Antwort fertig war. Frag noch einmal, um sie vollständig zu bekommen.',
  'fault.bug':
    'Bei mir ist etwas schiefgegangen (Vorfall {incident}). Frag noch einmal; passiert es wieder, gib diese Nummer an einen Betreiber weiter.',

  'notice.stopped': 'Gestoppt.',
  'notice.length': 'Die Antwort hat die maximale Länge erreicht.',
  'notice.empty-question':
    'Ja? Schreib deine Frage in die Nachricht, in der du mich erwähnst, oder nutze `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Ich beantworte gerade andere Fragen} one {# Frage ist in dieser Unterhaltung vor deiner dran} other {# Fragen sind in dieser Unterhaltung vor deiner dran}}; die Antwort folgt.',
  'notice.rest-follows': 'Der Rest folgt als Datei.',
  'notice.rest-in-file': 'Der Rest steht in der Datei {file}.',
  'notice.thinking':
    '{seconds, plural, =0 {Denkt nach …} one {Denkt seit # Sekunde nach …} other {Denkt seit # Sekunden nach …}}',
  'notice.thought': '{seconds, plural, one {# Sekunde lang nachgedacht} other {# Sekunden lang nachgedacht}}',
  'file.rest': 'Der Rest der Antwort, als Markdown.',
  'file.thoughts': 'Was das Modell vor der Antwort gedacht hat, als Markdown.',

  'files.remark': 'Nicht oder nicht ganz gelesen: {files}.',
  'files.one': '„{name}“ ({why})',
  'files.more': '{count} weitere',
  'files.beginning': 'nur der Anfang passt',
  'files.pages': 'nur Seite 1 bis {pages} von {ofPages}',
  'files.type': 'diesen Dateityp kann ich nicht lesen',
  'files.too-large': 'größer als {megabytes} MB',
  'files.too-many': 'ich lese höchstens {most} Dateien auf einmal',
  'files.too-many-pictures': 'ich sehe mir höchstens {pictures} Bilder auf einmal an',
  'files.no-pictures': 'dieses Modell sieht keine Bilder',
  'files.off': 'ein Admin hat Dateien hier ausgeschaltet',
  'files.pictures-off': 'ein Admin hat Bilder hier ausgeschaltet',
  'files.broken': 'beschädigt oder nicht das, was sie zu sein scheint',
  'files.protected': 'braucht ein Passwort',
  'files.no-text': 'enthält keinen Text',
  'files.no-room': 'kein Platz mehr dafür',
  'files.slow': 'hat zu lange gedauert',
  'files.elsewhere': 'liegt auf einer anderen Website',
  'files.refused': 'ich darf sie nicht öffnen; den Grund findet ein Betreiber im Log',
  'files.gone': 'nicht mehr da',
  'files.unreachable': 'ließ sich nicht herunterladen',

  'discord.about-message': 'Zu {link}',
  'discord.closed':
    'Das ist nur für dich, und ich kann dir keine Direktnachricht senden. Erlaube Direktnachrichten von diesem Server oder nimm den Slash-Befehl.',
  'discord.leaving': 'Ich starte gerade neu. Frag in einer Minute noch einmal.',

  'budget.reached':
    '{percent, number} % des Budgets für {scope} sind ausgegeben: {spent} von {limit}. Der nächste Zeitraum beginnt {when}.',
  'budget.of-channel': 'diesen {platform, select, slack {Channel} other {Kanal}}',
  'budget.of-workspace': 'diesen {platform, select, slack {Workspace} other {Server}}',
  'budget.of-deployment': 'diese Installation',
  'model.not-allowed': 'das Modell `{model}` ist hier nicht erlaubt; wähle {allowed}',

  'input.unknown-command': 'Diesen Befehl gibt es nicht. `{help}` zeigt alle.',
  'input.unknown-option': 'dieser Befehl hat diese Option nicht',
  'input.missing': 'fehlt',
  'input.not-a-number': 'muss eine ganze Zahl sein',
  'input.not-a-choice': 'muss {choices} sein',
  'input.too-long': 'darf höchstens {max, number} Zeichen haben',
  'input.not-a-boolean': 'muss true oder false sein',

  'name.ask': 'fragen',
  'name.new': 'neu',
  'name.model': 'modell',
  'name.usage': 'nutzung',
  'name.forget': 'vergessen',
  'name.config': 'einstellungen',
  'name.help': 'hilfe',
  'name.about': 'info',

  'command.ask': 'Eine Frage stellen',
  'command.ask.question': 'Was du wissen möchtest',
  'command.ask.file': 'Eine Datei, zu der du fragst',
  'command.ask.model': 'Ein anderes Modell nur für diese Frage',
  'command.ask.private': 'Die Antwort nur dir zeigen',
  'command.new': 'Hier eine neue Unterhaltung beginnen',
  'command.help': 'Was ich hier kann',
  'command.about': 'Welches Modell antwortet und was gespeichert wird',

  'command.usage': 'Anfragen, Tokens, Kosten und Cache-Treffer',
  'command.usage.scope':
    'Wessen Nutzung: deine, die dieses {platform, select, slack {Channels, des Workspace oder aller Workspaces} other {Kanals, des Servers oder aller Server}}',
  'command.usage.period':
    'Wie weit zurück: ein Tag, eine Woche, ein Monat, ein Quartal oder seit Monatsbeginn',
  'command.usage.csv': 'Eine Tabelle nach Tagen als CSV-Datei anhängen',
  'command.forget': 'Sofort löschen, was ich mir gemerkt habe',
  'command.forget.what':
    'Was: alles von dir, aus diesem {platform, select, slack {Channel samt Threads oder vom ganzen Workspace} other {Kanal samt Threads oder vom ganzen Server}}',

  'usage.title-me': '**Deine Nutzung hier, {from} bis {until}**',
  'usage.title-channel':
    '**Die Nutzung dieses {platform, select, slack {Channels} other {Kanals}}, {from} bis {until}**',
  'usage.title-server':
    '**Die Nutzung dieses {platform, select, slack {Workspace} other {Servers}}, {from} bis {until}**',
  'usage.title-all':
    '**Die Nutzung aller {platform, select, slack {Workspaces} other {Server}}, {from} bis {until}**',
  'usage.none': 'In dieser Zeit wurde nichts gefragt.',
  'usage.requests':
    '{requests, plural, one {# Frage} other {# Fragen}}, {failures, plural, =0 {keine fehlgeschlagen} other {# fehlgeschlagen}}',
  'usage.tokens':
    'Tokens: {input, number} gelesen, davon {share, number, percent} aus dem Cache; {output, number} geschrieben',
  'usage.money': 'Kosten: {money}',
  'usage.money-saved': 'Kosten: {money}; der Cache hat {saved} gespart',
  'usage.unpriced':
    '{calls, plural, one {# Aufruf ohne bekannten Preis ist} other {# Aufrufe ohne bekannten Preis sind}} nicht enthalten',
  'usage.models': 'Modelle nach Zahl der Aufrufe: {models}',
  'usage.feedback': 'Feedback: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'Das Bild zeigt nach Tagen (UTC), von oben nach unten: Fragen (blau beantwortet, rot fehlgeschlagen); Kosten, soweit bekannt (grün); Tokens (violett aus dem Cache, blau zum vollen Preis gelesen, gelb geschrieben).',
  'usage.alt':
    'Balken nach Tagen, {from} bis {until}: Fragen, Kosten und Tokens. Insgesamt {requests, plural, one {# Frage} other {# Fragen}}, {failures, number} fehlgeschlagen, {money}.',
  'usage.table-alt': 'Nutzung nach Tagen, {from} bis {until}, als Tabelle.',
  'usage.no-server':
    'eine Direktnachricht gehört zu keinem {platform, select, slack {Workspace} other {Server}}',
  'left.title': '**Was übrig ist**',
  'left.requests': 'Fragen: {left, number} von {most, number} pro {window}',
  'left.requests-next': 'Fragen: {left, number} von {most, number} pro {window}; eine weitere {when}',
  'left.money': 'Budget: {left} von {limit}; der nächste Zeitraum beginnt {when}.',
  'left.near': 'Das Budget für {scope} ist fast aufgebraucht. Der nächste Zeitraum beginnt {when}.',
  'left.spent': 'Das Budget für {scope} ist aufgebraucht. Der nächste Zeitraum beginnt {when}.',
  'left.cheaper': 'Bis dahin antwortet `{model}`.',

  'forget.none': 'Dazu gab es nichts zu löschen.',
  'forget.turns': '{turns, plural, one {# Frage mit Antwort} other {# Fragen mit Antworten}}',
  'forget.settings': '{settings, plural, one {# Einstellung} other {# Einstellungen}} mit Verlauf',
  'forget.keys': '{keys, number} Schlüssel ({hosts})',
  'forget.done': 'Endgültig gelöscht: {what}.',
  'forget.kept':
    'Die Ausgaben zählen weiter, aber ohne deinen Namen. Nachrichten im Chat bleiben stehen; lösche sie dort.',

  'setting.model': 'Was antwortet: ein Modell oder mehrere, die der Reihe nach einspringen',
  'setting.models': 'Welche Modelle Mitglieder sonst noch wählen dürfen',
  'setting.persona': 'Wer ich bin: der Text am Anfang jedes Prompts',
  'setting.language': 'Die Sprache der Antworten',
  'setting.trigger':
    'Worauf ich antworte: Erwähnungen, weitere Nachrichten in meinen Unterhaltungen, alles oder nichts',
  'setting.thread': 'Ob Antworten in einen Thread kommen',
  'setting.context':
    'Was eine Unterhaltung ist: eine Kette von Antworten, der ganze {platform, select, slack {Channel} other {Kanal}} oder darin nur das der jeweiligen Person',
  'setting.context.recent':
    'Wie viele frühere Nachrichten des {platform, select, slack {Channels} other {Kanals}} eine neue Unterhaltung sieht',
  'setting.reasoning': 'Ob die Gedankengänge des Modells gezeigt werden',
  'setting.limits.user': 'Wie oft jede Person fragen darf',
  'setting.limits.channel':
    'Wie oft alle zusammen in einem {platform, select, slack {Channel} other {Kanal}} fragen dürfen',
  'setting.limits.workspace':
    'Wie oft alle zusammen {platform, select, slack {in diesem Workspace} other {auf diesem Server}} fragen dürfen',
  'setting.budget.user': 'Wie viel jede Person ausgeben darf',
  'setting.budget.channel':
    'Wie viel alle zusammen in einem {platform, select, slack {Channel} other {Kanal}} ausgeben dürfen',
  'setting.budget.workspace':
    'Wie viel alle zusammen {platform, select, slack {in diesem Workspace} other {auf diesem Server}} ausgeben dürfen',
  'setting.budget.deployment':
    'Wie viel alle {platform, select, slack {Workspaces} other {Server}} zusammen ausgeben dürfen',
  'setting.budget.over':
    'Was passiert, wenn das Budget überschritten ist: Ablehnung oder ein günstigeres Modell',
  'setting.access.channels': 'Wo ich antworte',
  'setting.access.roles': 'Wer fragen darf',
  'setting.access.outsiders': 'Ob Gäste und Fremde fragen dürfen',
  'setting.access.admins': 'Wer außer den Admins der Plattform Einstellungen ändern darf',
  'setting.retention': 'Nach wie vielen Tagen Unterhaltungen gelöscht werden; bei 0 wird nichts gespeichert',
  'setting.attachments': 'Welche Anhänge gelesen werden',
  'setting.length': 'Wie viele Nachrichten eine Antwort umfassen darf, bevor der Rest als Datei folgt',
  'setting.key':
    'Eigene Schlüssel dieses {platform, select, slack {Workspace} other {Servers}} bei Modellanbietern',
  'allowed.number': 'eine ganze Zahl von {min, number} bis {max, number}',
  'allowed.model': 'ein Name wie `deepseek-v3` oder `openrouter/vendor/model`; mehrere durch Kommas getrennt',
  'allowed.models': 'durch Kommas getrennte Namen, `provider/*`, `any` oder `none`',
  'allowed.persona': 'ein Text von höchstens 4.000 Zeichen oder `default`',
  'allowed.language': '`auto` oder ein Sprachcode wie `de` oder `pt-BR`',
  'allowed.rate': 'eine Anzahl pro Zeitraum, etwa `10/minute`, `5/10 minutes` oder `200/day`, oder `off`',
  'allowed.money': 'US-Dollar pro Tag oder Monat, etwa `$5/day` oder `0.50/month`, oder `off`',
  'allowed.over': '`refuse` oder der Name eines Modells',
  'allowed.channels':
    'durch Kommas getrennte {platform, select, slack {Channels} other {Kanäle}}, mit `dm` für Direktnachrichten, oder `all`',
  'allowed.roles': 'durch Kommas getrennte Rollen oder Benutzergruppen oder `all`',
  'allowed.admins': 'durch Kommas getrennte Rollen oder Benutzergruppen oder `none`',
  'command.model': 'Das Modell hier anzeigen oder für diese Unterhaltung ein anderes wählen',
  'command.model.name':
    'Das Modell, das du wählst; `default` für das des {platform, select, slack {Channels} other {Kanals}}',
  'command.config': 'Anzeigen und ändern, wie ich mich hier verhalte',
  'command.config.action': 'Was zu tun ist',
  'command.config.name': 'Welche Einstellung, etwa limits.user',
  'command.config.value': 'Der neue Wert oder der exportierte Text zum Importieren',
  'command.config.file': 'Die exportierte Einstellungsdatei zum Importieren',
  'command.config.scope':
    'server, here für diesen {platform, select, slack {Channel} other {Kanal}} oder ein {platform, select, slack {Channel} other {Kanal}}',
  'command.config.confirm': 'Der Code des Imports, der angewendet werden soll',
  'command.config.number': 'Die Nummer der Änderung, die rückgängig gemacht wird; sonst die letzte',
  'command.config.host': 'Der Anbieter, dessen Schlüssel entfernt wird; sonst alle',
  'command.config.show': 'Die Einstellungen anzeigen und woher jede kommt',
  'command.config.set': 'Eine Einstellung ändern',
  'command.config.reset': 'Eine Einstellung zurücksetzen, sodass wieder gilt, was ohne sie gilt',
  'command.config.export': 'Alle Einstellungen als Datei exportieren',
  'command.config.import':
    'Einstellungen aus einer exportierten Datei importieren; zeigt erst, was sich ändert',
  'command.config.log': 'Anzeigen, wer was geändert hat',
  'command.config.undo': 'Eine Änderung rückgängig machen',
  'config.title-server': '**Einstellungen dieses {platform, select, slack {Workspace} other {Servers}}**',
  'config.title-channel':
    '**Einstellungen des {platform, select, slack {Channels} other {Kanals}} `{channel}`**',
  'config.title-everywhere':
    '**Einstellungen für alle {platform, select, slack {Workspaces} other {Server}}**',
  'config.how': 'Ändere eine mit `{example}`.',
  'config.origin-default': 'Standard',
  'config.origin-deployment': 'vom Betreiber festgelegt',
  'config.origin-workspace': 'für den {platform, select, slack {Workspace} other {Server}} festgelegt',
  'config.origin-channel': 'für den {platform, select, slack {Channel} other {Kanal}} festgelegt',
  'config.of-server': 'diesen {platform, select, slack {Workspace} other {Server}}',
  'config.of-channel': 'den {platform, select, slack {Channel} other {Kanal}} `{channel}`',
  'config.of-everywhere': 'alle {platform, select, slack {Workspaces} other {Server}}',
  'config.set': '`{name}` ist für {scope} jetzt `{value}`.',
  'config.reset': '`{name}` ist für {scope} nicht mehr festgelegt; jetzt gilt `{value}`.',
  'config.unchanged': 'Nichts zu ändern: Es ist schon so.',
  'config.is-for': '`{name}`: {summary}.',
  'config.takes': 'Möglich: {allowed}.',
  'config.unknown-name': 'diese Einstellung gibt es nicht; es gibt {names}',
  'config.no-such': 'diese Einstellung gibt es nicht',
  'config.bad-value': '`{value}` geht nicht; möglich: {allowed}',
  'config.wrong-scope':
    'lässt sich nur für den ganzen {platform, select, slack {Workspace} other {Server}} festlegen',
  'config.wrong-scope-deployment':
    'kann nur ein Betreiber festlegen, für alle {platform, select, slack {Workspaces} other {Server}}',
  'config.bad-scope':
    'muss {platform, select, slack {`workspace`} other {`server`}}, `here` oder ein {platform, select, slack {Channel} other {Kanal}} sein',
  'config.unknown-model': 'kein Modellanbieter hier hat `{model}`',
  'config.beyond-ceiling': 'der Betreiber erlaubt das Modell `{model}` nicht',
  'config.form-set': 'Einstellung ändern',
  'config.form-reset': 'Zurücksetzen',
  'config.form-import': 'Einstellungen importieren',
  'form.open': 'Formular öffnen',
  'config.value-label': 'Wert',
  'config.import-label': 'Exportierte Einstellungen',
  'config.exported': 'Das sind die Einstellungen für {scope}. `{example}` liest sie wieder ein.',
  'config.import-none':
    'die Einstellungen zum Importieren fehlen: gib den exportierten Text oder die Datei an',
  'config.import-unreadable': 'das ist keine Datei mit Einstellungen: {problem}',
  'config.import-problems': 'Es wurde nichts geändert, denn die Datei enthält Fehler:',
  'config.import-changes': 'Der Import ändert Folgendes:',
  'config.import-confirm': 'Wende ihn innerhalb von 15 Minuten mit `{example}` an.',
  'config.import-apply': 'Anwenden',
  'config.import-gone': 'Dieser Import ist nicht mehr da. Importiere die Datei noch einmal.',
  'config.import-stale':
    'Die Einstellungen wurden inzwischen geändert, daher wurde nichts angewendet. Importiere die Datei noch einmal.',
  'config.imported': '{count, plural, one {# Einstellung wurde} other {# Einstellungen wurden}} geändert.',
  'config.line': '`{name}`: `{before}` → `{after}`',
  'config.line-channel': '`{name}` in `{channel}`: `{before}` → `{after}`',
  'config.not-set': 'nicht festgelegt',
  'config.log-none': 'Bisher wurde nichts geändert.',
  'config.log-entry': '**Nr. {number}** {when}, {who}',
  'config.log-entry-undoes': '**Nr. {number}** {when}, {who} (macht Nr. {undone} rückgängig)',
  'config.undo-none': 'Es gibt nichts rückgängig zu machen.',
  'config.undo-changed': '`{name}` wurde seitdem erneut geändert. Ändere es von Hand.',
  'config.stale': 'Die Einstellungen wurden im selben Moment geändert. Versuch es noch einmal.',
  'config.undone': 'Änderung Nr. {number} wurde rückgängig gemacht:',
  'config.form-key': 'Schlüssel eingeben',
  'config.host-label': 'Anbieter',
  'config.host-hint': 'Woher der Schlüssel stammt',
  'config.key-label': 'Schlüssel',
  'config.key-hint': 'Er wird beim Anbieter geprüft, verschlüsselt gespeichert und nie wieder angezeigt',
  'config.key-how':
    'Mit einem eigenen Schlüssel bezahlt dieser {platform, select, slack {Workspace} other {Server}} seine Fragen bei diesem Anbieter selbst. Gib ihn im Formular ein, nie in einer Nachricht, die andere lesen können.',
  'config.key-inline':
    'Ich habe diesen Schlüssel nicht angenommen, denn hier können ihn andere lesen. Widerrufe ihn beim Anbieter und gib einen neuen im Formular ein.',
  'config.key-no-secret':
    'hier lässt sich kein Schlüssel speichern, weil er nicht verschlüsselt würde; zuerst muss der Betreiber `{variable}` setzen',
  'config.key-bad':
    'enthält ein Leerzeichen oder ein Zeichen, das in keinem Schlüssel vorkommt; kopiere ihn noch einmal',
  'config.key-refused':
    '{host} lehnt ihn ab, deshalb wurde er nicht gespeichert; kopiere ihn noch einmal oder lege dort einen neuen an',
  'config.key-silent':
    '{host} antwortet gerade nicht, deshalb wurde er nicht gespeichert; versuch es in ein paar Minuten noch einmal',
  'config.key-set':
    'Ab der nächsten Frage nutzt dieser {platform, select, slack {Workspace} other {Server}} {host} mit seinem eigenen Schlüssel. Mit `{example}` antwortet dieser Anbieter.',
  'config.key-untold': 'Erst die erste Frage zeigt, ob {host} den Schlüssel annimmt.',
  'config.key-none':
    'Dieser {platform, select, slack {Workspace} other {Server}} hat dort keinen eigenen Schlüssel.',
  'config.key-remove': 'Alle Schlüssel entfernen',
  'config.key-removed': 'Endgültig entfernt: der Schlüssel für {hosts}.',
  'config.key-log-entered': 'ein Schlüssel für {host} wurde eingegeben',
  'config.key-log-replaced': 'der Schlüssel für {host} wurde ersetzt',
  'config.key-log-removed': 'der Schlüssel für {host} wurde entfernt',
  'config.key-undo':
    'Die letzte Änderung betraf einen Schlüssel, und das lässt sich nicht rückgängig machen: Gib ihn mit `{enter}` neu ein oder entferne ihn mit `{remove}`. `{undo}` macht eine frühere Änderung anhand ihrer Nummer rückgängig.',
  'config.key-import':
    'aus einer Datei, die andere lesen können, wird kein Schlüssel übernommen; widerrufe ihn und gib mit `{command}` einen neuen ein',
  'model.is': 'Hier antwortet `{model}`.',
  'model.picked': 'Ab jetzt antwortet `{model}` in dieser Unterhaltung.',
  'model.default':
    'In dieser Unterhaltung antwortet wieder das Modell des {platform, select, slack {Channels} other {Kanals}}: `{model}`.',
  'model.choices': 'Du kannst {models} wählen.',
  'model.no-conversation':
    'In diesem {platform, select, slack {Channel} other {Kanal}} ist jede Erwähnung eine eigene Unterhaltung. Wähle ein Modell in einem Thread oder einer Direktnachricht oder für eine einzelne Frage mit `{example}`.',

  'new.done': 'Mit deiner nächsten Nachricht beginnt eine neue Unterhaltung.',
  'new.nothing':
    'Hier beginnt mit jeder Erwähnung eine neue Unterhaltung; um eine fortzusetzen, antworte auf meine Antwort.',
  'help.intro':
    'Erwähne mich mit einer Frage, dann antworte ich. Um weiterzureden, antworte auf meine Nachricht oder schreib in ihrem Thread.',
  'help.commands': 'Befehle:',
  'help.text-form': 'Überall, auch in Threads, kannst du stattdessen `{example}` schreiben.',
  'about.text':
    'Ich bin Tanya, eine selbst gehostete Assistentin. Die Antworten kommen vom Modell `{model}`.',
  'about.sent':
    'Fragen und das zuvor Geschriebene gehen an den Anbieter dieses Modells und sonst nirgendwohin.',
  'about.sent-to': 'Fragen und das zuvor Geschriebene gehen an {hosts} und sonst nirgendwohin.',
  'about.stored':
    '{days, plural, =0 {Was hier gesagt wird, wird nicht gespeichert: Unterhaltungen bleiben höchstens einen Tag im Arbeitsspeicher.} one {Der Betreiber dieser Installation speichert Fragen und Antworten # Tag lang, damit eine Unterhaltung weitergehen kann.} other {Der Betreiber dieser Installation speichert Fragen und Antworten # Tage lang, damit eine Unterhaltung weitergehen kann.}}',
  'about.encrypted': 'In der Datenbank sind sie verschlüsselt.',
  'about.counted': 'Gezählt wird, wer wie viel fragt und was es kostet, aber ohne die Texte.',
  'about.forget': '`{command}` löscht sofort, was gespeichert ist.',

  'manifest.description': 'Beantwortet Fragen mit offenen Modellen, auf deinem eigenen Server.',
  'manifest.agent-description':
    'Tanya antwortet in Threads und Direktnachrichten mit dem offenen Modell deines Workspace: Erwähne sie, schreib im Thread weiter oder beginne hier eine neue Unterhaltung.',
  'manifest.prompt-title-1': 'Was kannst du?',
  'manifest.prompt-1': 'Was kannst du hier, und welches Modell antwortet?',
  'manifest.prompt-title-2': 'Etwas erklären',
  'manifest.prompt-2': 'Erkläre mir Schritt für Schritt und mit einem Beispiel:',
  'manifest.prompt-title-3': 'Einen Text verbessern',
  'manifest.prompt-3': 'Mach diesen Text klarer und kürzer und sag mir, was du geändert hast:',

  'action.stop': 'Stoppen',
  'action.retry': 'Erneut versuchen',
  'action.continue': 'Fortsetzen',
  'action.share': 'Teilen',
  'action.good': 'Gute Antwort',
  'action.bad': 'Schlechte Antwort',
  'menu.ask-about': 'Dazu fragen',
  'menu.summarize': 'Ab hier zusammenfassen',
  'menu.translate': 'Übersetzen',
  'menu.ask-about.description': 'Eine Frage zu dieser Nachricht schreiben',
  'menu.summarize.description': 'Eine Zusammenfassung ab dieser Nachricht',
  'menu.translate.description': 'Diese Nachricht in deiner Sprache',
  'menu.ask-about.title': 'Zu dieser Nachricht fragen',
  'menu.ask-about.label': 'Deine Frage',
  'menu.ask-about.send': 'Fragen',
  'menu.cancel': 'Abbrechen',
  'menu.summarize.question':
    'Fasse zusammen, was hier gesagt wurde, von der ersten bis zur letzten zitierten Nachricht: worum es ging, was entschieden wurde und was offen ist. Nenne, wer was gesagt hat, wo es darauf ankommt.',
  'menu.translate.question':
    'Übersetze die zitierte Nachricht in folgende Sprache: {language}. Antworte nur mit der Übersetzung.',

  'act.gone': 'Diese Antwort ist nicht mehr gespeichert.',
  'act.over': 'Das geht nicht mehr.',
  'act.busy': 'Die Antwort ist schon in Arbeit.',
  'act.not-there': 'Ich darf dort nicht für alle sichtbar schreiben.',
  'act.noted': 'Notiert, danke.',
  'act.shared': 'Geteilt.',
  'act.shared-by': 'Geteilt von {name}; die Frage war: {text}',

  'slack.moment': 'Einen Moment …',
  'slack.working': 'denkt nach …',
  'slack.thinking': 'Ich denke darüber nach; die Antwort folgt hier.',
  'slack.asked': '*{name}* fragt:',

  'install.title': 'Tanya installieren',
  'install.done-title': 'Tanya ist installiert',
  'install.done':
    'Ich bin jetzt in {workspace}. Lade mich in einen Channel ein und erwähne mich dort oder schreib mir direkt.',
  'install.open': 'In Slack öffnen',
  'install.again': 'Erneut versuchen',
  'install.cancelled': 'Die Installation wurde abgebrochen. Es hat sich nichts geändert.',
  'install.expired':
    'Diese Installation wurde vor zu langer Zeit begonnen, wurde schon benutzt oder begann in einem anderen Browser. Beginne noch einmal und erlaube dabei Cookies.',
  'install.org-wide':
    'Ich lasse mich nur in einzelnen Workspaces installieren, nicht in einer ganzen Organisation auf einmal. Beginne noch einmal und wähle einen Workspace.',
  'install.refused':
    'Slack hat die Installation abgelehnt ({code}). Beginne noch einmal; passiert es wieder, sag es dem Betreiber dieser Tanya.',
  'install.failed':
    'Slack hat nicht geantwortet, oder die Installation ließ sich nicht speichern. Beginne in einer Minute noch einmal.',

  'slack.settings': 'Einstellungen',
  'slack.settings-open': 'Einstellungen öffnen',
  'slack.settings-all': 'Ganzer Workspace',
  'slack.settings-channel': 'Einstellungen eines Channels …',
  'slack.settings-log': 'Wer was geändert hat',
  'slack.settings-export': 'Exportieren',
  'slack.settings-import': 'Importieren',
  'slack.settings-change': 'Ändern',
  'slack.save': 'Speichern',
  'slack.close': 'Schließen',
}
