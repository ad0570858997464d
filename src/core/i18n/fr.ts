import type { Catalogue } from './messages.ts'

/** Français. */
export const fr: Catalogue = {
  'language.name': 'Français',
  sentences: '{one} {next}',

  'fault.host-rate-limited': 'Le fournisseur du modèle reçoit trop de requêtes. Repose ta question {when}.',
  'fault.host-rate-limited-soon':
    'Le fournisseur du modèle reçoit trop de requêtes. Repose ta question dans une minute.',
  'fault.host-overloaded':
    'Le fournisseur du modèle est surchargé. Repose ta question dans quelques minutes.',
  'fault.out-of-credit': 'Le compte chez {host} n’a plus de crédit. Un opérateur doit le recharger.',
  'fault.bad-key': '{host} refuse la clé utilisée. Un opérateur doit la vérifier.',
  'fault.out-of-credit-own':
    'Le compte de {platform, select, slack {cet espace de travail} other {ce serveur}} chez {host} n’a plus de crédit. Un administrateur doit le recharger, ou saisir la clé d’un autre compte avec `{command}`.',
  'fault.bad-key-own':
    '{host} refuse la clé de {platform, select, slack {cet espace de travail} other {ce serveur}}. Un administrateur doit en saisir une autre avec `{command}`.',
  'fault.model-gone': '{host} n’a aucun modèle nommé {model}. Un administrateur doit en choisir un autre.',
  'fault.model-gone-try':
    '{host} n’a aucun modèle nommé {model}. Un administrateur doit en choisir un autre, par exemple {available}.',
  'fault.too-long':
    'Cette conversation est trop longue pour le modèle. Commences-en une nouvelle ou envoie moins de texte.',
  'fault.filtered':
    'Le fournisseur du modèle a jugé la question ou la réponse inappropriée et l’a refusée. Reformule ta question.',
  'fault.truncated':
    'Le fournisseur du modèle a coupé la réponse en plein milieu. Repose ta question pour l’avoir en entier.',
  'fault.stalled':
    'Le fournisseur du modèle ne répond plus depuis {seconds, plural, one {# seconde} other {# secondes}}. Repose ta question.',
  'fault.unreachable': 'Le fournisseur du modèle est injoignable. Repose ta question dans quelques minutes.',
  'fault.malformed': 'Le fournisseur du modèle a renvoyé une réponse illisible. Repose ta question.',
  'fault.empty': 'Le modèle a renvoyé une réponse vide. Repose ta question ou reformule-la.',
  'fault.host-refused':
    'Le fournisseur du modèle n’a pas accepté la question. Un opérateur en trouvera la raison dans les logs.',
  'fault.no-permission':
    'Je n’ai pas le droit d’écrire là-bas. Un administrateur doit m’autoriser à envoyer des messages dans ce {platform, select, slack {canal} other {salon}}.',
  'fault.platform-rejected':
    'La plateforme de discussion n’a pas accepté ma réponse. Un opérateur en trouvera la raison dans les logs.',
  'fault.platform-unreachable':
    'La plateforme de discussion était injoignable. Repose ta question dans quelques minutes.',
  'fault.limited-person': 'Tu as atteint ta limite de questions pour l’instant. Réessaie {when}.',
  'fault.limited-channel':
    'Ce {platform, select, slack {canal} other {salon}} a atteint sa limite de questions pour l’instant. Réessaie {when}.',
  'fault.limited-workspace':
    '{platform, select, slack {Cet espace de travail} other {Ce serveur}} a atteint sa limite de questions pour l’instant. Réessaie {when}.',
  'fault.over-budget-person': 'Ton budget pour cette période est épuisé. Réessaie {when}.',
  'fault.over-budget-channel':
    'Le budget de ce {platform, select, slack {canal} other {salon}} est épuisé. Réessaie {when}.',
  'fault.over-budget-workspace':
    'Le budget de {platform, select, slack {cet espace de travail} other {ce serveur}} est épuisé. Réessaie {when}.',
  'fault.over-budget-deployment': 'Le budget de cette installation est épuisé. Réessaie {when}.',
  'fault.price-unknown':
    'Le prix de {model} est inconnu : ce modèle ne peut donc pas être utilisé avec un budget. Un administrateur doit en choisir un autre.',
  'fault.not-here-off': 'Je suis désactivée ici. Un administrateur peut m’activer.',
  'fault.not-here-channel':
    'Je n’ai pas le droit de répondre dans ce {platform, select, slack {canal} other {salon}}. Un administrateur peut l’autoriser.',
  'fault.needs-role':
    'Seuls certains {platform, select, slack {groupes d’utilisateurs} other {rôles}} peuvent m’utiliser ici. Un administrateur peut {platform, select, slack {t’ajouter à l’un d’eux} other {t’en donner un}}.',
  'fault.queue-full':
    '{waiting, plural, one {# question est} other {# questions sont}} déjà en attente dans cette conversation. Réessaie une fois la file d’attente vide.',
  'fault.needs-admin':
    'Seul un administrateur de {platform, select, slack {cet espace de travail} other {ce serveur}} peut faire ça.',
  'fault.needs-platform-admin':
    'Seul un administrateur de la plateforme elle-même, ou un opérateur, peut faire ça.',
  'fault.needs-operator': 'Seul un opérateur de cette installation peut faire ça.',
  'fault.needs-member':
    'Les invités et les personnes venues de {platform, select, slack {canaux} other {salons}} partagés ne peuvent pas m’utiliser ici. Un administrateur peut l’autoriser.',
  'fault.needs-asker': 'Seule la personne qui a posé la question, ou un administrateur, peut faire ça.',
  'fault.bad-input': '`{field}` : {problem}',
  'fault.no-model': 'Aucun modèle n’est connecté. Un opérateur doit en configurer un.',
  'fault.store':
    'Je n’arrive pas à enregistrer pour le moment et je n’ai donc pas pu prendre la question. Repose-la dans une minute.',
  'fault.interrupted':
    'J’ai été interrompue avant la fin de la réponse. Repose ta question pour l’avoir en entier.',
  'fault.bug':
    'Un problème est survenu de mon côté (incident {incident}). Repose ta question ; si ça se reproduit, donne ce numéro à un opérateur.',

  'notice.stopped': 'Réponse interrompue.',
  'notice.length': 'La réponse a atteint sa longueur maximale.',
  'notice.empty-question':
    'Oui ? Écris ta question dans le message où tu me mentionnes, ou utilise `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Je réponds à d’autres questions} one {# question passe avant la tienne dans cette conversation} other {# questions passent avant la tienne dans cette conversation}} ; la réponse suivra.',
  'notice.rest-follows': 'La suite arrive dans un fichier.',
  'notice.rest-in-file': 'La suite est dans le fichier {file}.',
  'notice.thinking':
    '{seconds, plural, =0 {Réflexion en cours…} one {Réflexion depuis # seconde…} other {Réflexion depuis # secondes…}}',
  'notice.thought':
    '{seconds, plural, one {A réfléchi pendant # seconde} other {A réfléchi pendant # secondes}}',
  'file.rest': 'La suite de la réponse, en Markdown.',
  'file.thoughts': 'Le raisonnement du modèle avant sa réponse, en Markdown.',

  'files.remark': 'Pas lu, ou pas en entier : {files}.',
  'files.one': '« {name} » ({why})',
  'files.more': '{count} de plus',
  'files.beginning': 'seul le début rentre',
  'files.pages': 'seulement les pages 1 à {pages} sur {ofPages}',
  'files.type': 'type de fichier que je ne sais pas lire',
  'files.too-large': 'plus de {megabytes} Mo',
  'files.too-many': 'je lis au plus {most} fichiers à la fois',
  'files.too-many-pictures': 'je regarde au plus {pictures} images à la fois',
  'files.no-pictures': 'ce modèle ne voit pas les images',
  'files.off': 'un administrateur a désactivé les fichiers ici',
  'files.pictures-off': 'un administrateur a désactivé les images ici',
  'files.broken': 'endommagé, ou pas ce qu’il semble être',
  'files.protected': 'protégé par un mot de passe',
  'files.no-text': 'ne contient pas de texte',
  'files.no-room': 'plus de place pour celui-ci',
  'files.slow': 'a pris trop de temps',
  'files.elsewhere': 'hébergé sur un autre site',
  'files.refused': 'je n’ai pas le droit de l’ouvrir ; un opérateur en trouvera la raison dans les logs',
  'files.gone': 'n’est plus là',
  'files.unreachable': 'impossible à télécharger',

  'discord.about-message': 'À propos de {link}',
  'discord.closed':
    'C’est pour toi uniquement, et je ne peux pas t’envoyer de message privé. Autorise les messages privés de ce serveur ou utilise la commande slash.',
  'discord.leaving': 'Je redémarre. Repose ta question dans une minute.',

  'budget.reached':
    '{percent, number} % du budget de {scope} est dépensé : {spent} sur {limit}. La prochaine période commence {when}.',
  'budget.of-channel': 'ce {platform, select, slack {canal} other {salon}}',
  'budget.of-workspace': '{platform, select, slack {cet espace de travail} other {ce serveur}}',
  'budget.of-deployment': 'cette installation',
  'model.not-allowed': 'le modèle `{model}` n’est pas autorisé ici ; choisis parmi {allowed}',

  'input.unknown-command': 'Cette commande n’existe pas. `{help}` affiche la liste.',
  'input.unknown-option': 'cette commande n’a pas cette option',
  'input.missing': 'valeur manquante',
  'input.not-a-number': 'doit être un nombre entier',
  'input.not-a-choice': 'doit être {choices}',
  'input.too-long': '{max, number} caractères maximum',
  'input.not-a-boolean': 'doit être true ou false',

  'name.ask': 'demander',
  'name.new': 'nouveau',
  'name.model': 'modèle',
  'name.usage': 'utilisation',
  'name.forget': 'oublier',
  'name.config': 'paramètres',
  'name.help': 'aide',
  'name.about': 'infos',

  'command.ask': 'Poser une question',
  'command.ask.question': 'Ce que tu veux savoir',
  'command.ask.file': 'Un fichier sur lequel porte la question',
  'command.ask.model': 'Un autre modèle pour cette seule question',
  'command.ask.private': 'Afficher la réponse uniquement pour toi',
  'command.new': 'Commencer ici une nouvelle conversation',
  'command.help': 'Ce que je peux faire ici',
  'command.about': 'Quel modèle répond, et ce qui est enregistré',

  'command.usage': 'Requêtes, tokens, coût et lectures du cache',
  'command.usage.scope':
    'De qui : {platform, select, slack {toi, ce canal, l’espace de travail ou tous les espaces de travail} other {toi, ce salon, le serveur ou tous les serveurs}}',
  'command.usage.period': 'Depuis quand : un jour, une semaine, un mois, un trimestre ou le début de ce mois',
  'command.usage.csv': 'Joindre un tableau par jour au format CSV',
  'command.forget': 'Supprimer tout de suite ce que j’ai retenu',
  'command.forget.what':
    'Quoi : ce qui vient de toi, {platform, select, slack {de ce canal et ses fils, ou de tout l’espace de travail} other {de ce salon et ses fils, ou de tout le serveur}}',

  'usage.title-me': '**Ton utilisation ici, du {from} au {until}**',
  'usage.title-channel':
    '**Utilisation de ce {platform, select, slack {canal} other {salon}}, du {from} au {until}**',
  'usage.title-server':
    '**Utilisation de {platform, select, slack {cet espace de travail} other {ce serveur}}, du {from} au {until}**',
  'usage.title-all':
    '**Utilisation de {platform, select, slack {tous les espaces de travail} other {tous les serveurs}}, du {from} au {until}**',
  'usage.none': 'Aucune question sur cette période.',
  'usage.requests':
    '{requests, plural, one {# question} other {# questions}}, {failures, plural, =0 {aucun échec} one {# échec} other {# échecs}}',
  'usage.tokens':
    'Tokens : {input, number} lus, dont {share, number, percent} depuis le cache ; {output, number} écrits',
  'usage.money': 'Coût : {money}',
  'usage.money-saved': 'Coût : {money} ; le cache a fait économiser {saved}',
  'usage.unpriced':
    '{calls, plural, one {# appel au prix inconnu n’est pas compté} other {# appels au prix inconnu ne sont pas comptés}}',
  'usage.models': 'Modèles par nombre d’appels : {models}',
  'usage.feedback': 'Avis : 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'L’image montre par jour (UTC), de haut en bas : les questions (bleu, avec réponse ; rouge, en échec) ; le coût, s’il est connu (vert) ; les tokens (violet, lus depuis le cache ; bleu, lus à plein tarif ; jaune, écrits).',
  'usage.alt':
    'Barres par jour, du {from} au {until} : questions, coût et tokens. En tout {requests, plural, one {# question} other {# questions}}, {failures, number} en échec, {money}.',
  'usage.table-alt': 'Utilisation par jour, du {from} au {until}, en tableau.',
  'usage.no-server':
    'un {platform, select, slack {message direct} other {message privé}} n’appartient à aucun {platform, select, slack {espace de travail} other {serveur}}',
  'left.title': '**Ce qui reste**',
  'left.requests': 'Questions : {left, number} sur {most, number} en {window}',
  'left.requests-next': 'Questions : {left, number} sur {most, number} en {window} ; une de plus {when}',
  'left.money': 'Budget : {left} sur {limit} ; la prochaine période commence {when}.',
  'left.near': 'Le budget de {scope} est presque épuisé. La prochaine période commence {when}.',
  'left.spent': 'Le budget de {scope} est épuisé. La prochaine période commence {when}.',
  'left.cheaper': 'D’ici là, c’est `{model}` qui répond.',

  'forget.none': 'Il n’y avait rien à supprimer.',
  'forget.turns': '{turns, plural, one {# question avec sa réponse} other {# questions avec leurs réponses}}',
  'forget.settings':
    '{settings, plural, one {# paramètre avec son historique} other {# paramètres avec leur historique}}',
  'forget.keys': '{keys, plural, one {# clé} other {# clés}} ({hosts})',
  'forget.done': 'Supprimé définitivement : {what}.',
  'forget.kept':
    'Les dépenses restent comptées, mais sans ton nom. Les messages du chat restent en place ; supprime-les là-bas.',

  'setting.model': 'Ce qui répond : un modèle, ou plusieurs qui prennent le relais dans l’ordre',
  'setting.models': 'Quels autres modèles les membres peuvent choisir',
  'setting.persona': 'Qui je suis : le texte en tête de chaque prompt',
  'setting.language': 'La langue des réponses',
  'setting.trigger': 'À quoi je réponds : aux mentions, à la suite de mes conversations, à tout ou à rien',
  'setting.thread': 'Si je réponds dans un fil',
  'setting.context':
    'Ce qu’est une conversation : une chaîne de réponses, tout le {platform, select, slack {canal} other {salon}}, ou seulement ce qu’y écrit chaque personne',
  'setting.context.recent':
    'Combien de messages précédents du {platform, select, slack {canal} other {salon}} une nouvelle conversation voit',
  'setting.reasoning': 'Si le raisonnement du modèle est affiché',
  'setting.limits.user': 'À quelle fréquence chaque personne peut poser des questions',
  'setting.limits.channel':
    'À quelle fréquence on peut poser des questions dans un {platform, select, slack {canal} other {salon}}, tous membres confondus',
  'setting.limits.workspace':
    'À quelle fréquence on peut poser des questions {platform, select, slack {dans cet espace de travail} other {sur ce serveur}}, tous membres confondus',
  'setting.budget.user': 'Combien chaque personne peut dépenser',
  'setting.budget.channel':
    'Combien on peut dépenser dans un {platform, select, slack {canal} other {salon}}, tous membres confondus',
  'setting.budget.workspace':
    'Combien on peut dépenser {platform, select, slack {dans cet espace de travail} other {sur ce serveur}}, tous membres confondus',
  'setting.budget.deployment':
    'Combien {platform, select, slack {tous les espaces de travail} other {tous les serveurs}} peuvent dépenser ensemble',
  'setting.budget.over': 'Ce qui se passe quand le budget est dépassé : un refus, ou un modèle moins cher',
  'setting.access.channels': 'Où je réponds',
  'setting.access.roles': 'Qui peut poser des questions',
  'setting.access.outsiders': 'Si les invités et les personnes extérieures peuvent poser des questions',
  'setting.access.admins': 'Qui, en plus des administrateurs de la plateforme, peut modifier les paramètres',
  'setting.retention':
    'Au bout de combien de jours les conversations sont supprimées ; avec 0, rien n’est enregistré',
  'setting.attachments': 'Quelles pièces jointes sont lues',
  'setting.length': 'Combien de messages une réponse peut occuper avant que la suite parte dans un fichier',
  'setting.key':
    'Les clés propres à {platform, select, slack {cet espace de travail} other {ce serveur}} chez les fournisseurs de modèles',
  'allowed.number': 'un nombre entier de {min, number} à {max, number}',
  'allowed.model':
    'un nom comme `deepseek-v3` ou `openrouter/vendor/model` ; plusieurs, séparés par des virgules',
  'allowed.models': 'des noms séparés par des virgules, `provider/*`, `any` ou `none`',
  'allowed.persona': 'un texte de 4 000 caractères maximum, ou `default`',
  'allowed.language': '`auto`, ou un code de langue comme `de` ou `pt-BR`',
  'allowed.rate': 'un nombre par durée, comme `10/minute`, `5/10 minutes` ou `200/day`, ou `off`',
  'allowed.money': 'des dollars américains par jour ou par mois, comme `$5/day` ou `0.50/month`, ou `off`',
  'allowed.over': '`refuse`, ou le nom d’un modèle',
  'allowed.channels':
    'des {platform, select, slack {canaux} other {salons}} séparés par des virgules, avec `dm` pour les {platform, select, slack {messages directs} other {messages privés}}, ou `all`',
  'allowed.roles': 'des rôles ou groupes d’utilisateurs séparés par des virgules, ou `all`',
  'allowed.admins': 'des rôles ou groupes d’utilisateurs séparés par des virgules, ou `none`',
  'command.model': 'Voir le modèle utilisé ici, ou en choisir un autre pour cette conversation',
  'command.model.name':
    'Le modèle à choisir ; `default` pour celui du {platform, select, slack {canal} other {salon}}',
  'command.config': 'Voir et modifier mon comportement ici',
  'command.config.action': 'Que faire',
  'command.config.name': 'Quel paramètre, par exemple limits.user',
  'command.config.value': 'Sa nouvelle valeur, ou le texte exporté à importer',
  'command.config.file': 'Le fichier de paramètres exporté à importer',
  'command.config.scope':
    'server, here pour ce {platform, select, slack {canal} other {salon}}, ou un {platform, select, slack {canal} other {salon}}',
  'command.config.confirm': 'Le code de l’importation à appliquer',
  'command.config.number': 'Le numéro de la modification à annuler ; la dernière par défaut',
  'command.config.host': 'Le fournisseur dont la clé est à supprimer ; toutes par défaut',
  'command.config.show': 'Voir les paramètres et d’où vient chacun',
  'command.config.set': 'Modifier un paramètre',
  'command.config.reset': 'Réinitialiser un paramètre : la valeur héritée s’applique à nouveau',
  'command.config.export': 'Exporter tous les paramètres dans un fichier',
  'command.config.import':
    'Importer des paramètres depuis un fichier exporté, après avoir montré ce qui change',
  'command.config.log': 'Voir qui a modifié quoi',
  'command.config.undo': 'Annuler une modification',
  'config.title-server':
    '**Paramètres de {platform, select, slack {cet espace de travail} other {ce serveur}}**',
  'config.title-channel': '**Paramètres du {platform, select, slack {canal} other {salon}} `{channel}`**',
  'config.title-everywhere':
    '**Paramètres de {platform, select, slack {tous les espaces de travail} other {tous les serveurs}}**',
  'config.how': 'Pour en modifier un : `{example}`.',
  'config.origin-default': 'par défaut',
  'config.origin-deployment': 'défini par l’opérateur',
  'config.origin-workspace': 'défini pour {platform, select, slack {l’espace de travail} other {le serveur}}',
  'config.origin-channel': 'défini pour le {platform, select, slack {canal} other {salon}}',
  'config.of-server': '{platform, select, slack {cet espace de travail} other {ce serveur}}',
  'config.of-channel': 'le {platform, select, slack {canal} other {salon}} `{channel}`',
  'config.of-everywhere': '{platform, select, slack {tous les espaces de travail} other {tous les serveurs}}',
  'config.set': '`{name}` vaut maintenant `{value}` pour {scope}.',
  'config.reset': '`{name}` n’est plus défini pour {scope} ; c’est maintenant `{value}` qui s’applique.',
  'config.unchanged': 'Rien à modifier : c’est déjà le cas.',
  'config.is-for': '`{name}` : {summary}.',
  'config.takes': 'Valeurs possibles : {allowed}.',
  'config.unknown-name': 'ce paramètre n’existe pas ; paramètres disponibles : {names}',
  'config.no-such': 'ce paramètre n’existe pas',
  'config.bad-value': '`{value}` n’est pas valide ; valeurs possibles : {allowed}',
  'config.wrong-scope':
    'ne peut être défini que pour tout {platform, select, slack {l’espace de travail} other {le serveur}}',
  'config.wrong-scope-deployment':
    'seul un opérateur peut le définir, pour {platform, select, slack {tous les espaces de travail} other {tous les serveurs}}',
  'config.bad-scope':
    'doit être {platform, select, slack {`workspace`} other {`server`}}, `here` ou un {platform, select, slack {canal} other {salon}}',
  'config.unknown-model': 'aucun fournisseur ne propose `{model}` ici',
  'config.beyond-ceiling': 'l’opérateur n’autorise pas le modèle `{model}`',
  'config.form-set': 'Modifier un paramètre',
  'config.form-reset': 'Réinitialiser',
  'config.form-import': 'Importer des paramètres',
  'form.open': 'Ouvrir le formulaire',
  'config.value-label': 'Valeur',
  'config.import-label': 'Paramètres exportés',
  'config.exported': 'Voici les paramètres pour {scope}. `{example}` les rétablit.',
  'config.import-none': 'il manque les paramètres à importer : donne le texte ou le fichier exporté',
  'config.import-unreadable': 'ce n’est pas un fichier de paramètres : {problem}',
  'config.import-problems': 'Rien n’a été modifié, car le fichier contient des erreurs :',
  'config.import-changes': 'L’importation modifie ceci :',
  'config.import-confirm': 'Applique-la avec `{example}` dans les 15 minutes.',
  'config.import-apply': 'Appliquer',
  'config.import-gone': 'Cette importation n’est plus disponible. Importe à nouveau le fichier.',
  'config.import-stale':
    'Les paramètres ont été modifiés entre-temps : rien n’a été appliqué. Importe à nouveau le fichier.',
  'config.imported':
    '{count, plural, one {# paramètre a été modifié} other {# paramètres ont été modifiés}}.',
  'config.line': '`{name}` : `{before}` → `{after}`',
  'config.line-channel': '`{name}` dans `{channel}` : `{before}` → `{after}`',
  'config.not-set': 'non défini',
  'config.log-none': 'Rien n’a encore été modifié.',
  'config.log-entry': '**N° {number}** {when}, {who}',
  'config.log-entry-undoes': '**N° {number}** {when}, {who} (annule la n° {undone})',
  'config.undo-none': 'Il n’y a rien à annuler.',
  'config.undo-changed': '`{name}` a de nouveau été modifié depuis. Modifie-le à la main.',
  'config.stale': 'Les paramètres ont été modifiés au même moment. Réessaie.',
  'config.undone': 'La modification n° {number} a été annulée :',
  'config.form-key': 'Saisir une clé',
  'config.host-label': 'Fournisseur',
  'config.host-hint': 'D’où vient la clé',
  'config.key-label': 'Clé',
  'config.key-hint':
    'Elle est testée auprès du fournisseur, conservée chiffrée et n’est plus jamais affichée',
  'config.key-how':
    'Avec sa propre clé, {platform, select, slack {cet espace de travail} other {ce serveur}} paie lui-même ses questions chez ce fournisseur. Saisis-la dans le formulaire, jamais dans un message, que d’autres peuvent lire.',
  'config.key-inline':
    'Je n’ai pas accepté cette clé, car d’autres peuvent la lire ici. Révoque-la chez son fournisseur et saisis-en une nouvelle dans le formulaire.',
  'config.key-no-secret':
    'aucune clé ne peut être enregistrée ici, faute de pouvoir la chiffrer ; l’opérateur doit d’abord définir `{variable}`',
  'config.key-bad': 'contient un espace ou un caractère qu’aucune clé ne contient ; copie-la à nouveau',
  'config.key-refused':
    '{host} la refuse, elle n’a donc pas été enregistrée ; copie-la à nouveau ou crées-en une autre là-bas',
  'config.key-silent':
    '{host} ne répond pas en ce moment, elle n’a donc pas été enregistrée ; réessaie dans quelques minutes',
  'config.key-set':
    'Dès la prochaine question, {platform, select, slack {cet espace de travail} other {ce serveur}} utilise {host} avec sa propre clé. Avec `{example}`, c’est ce fournisseur qui répond.',
  'config.key-untold': 'Seule la première question montrera si {host} accepte la clé.',
  'config.key-none':
    '{platform, select, slack {Cet espace de travail} other {Ce serveur}} n’y a aucune clé propre.',
  'config.key-remove': 'Supprimer toutes les clés',
  'config.key-removed': 'Supprimée définitivement : la clé pour {hosts}.',
  'config.key-log-entered': 'une clé pour {host} a été saisie',
  'config.key-log-replaced': 'la clé pour {host} a été remplacée',
  'config.key-log-removed': 'la clé pour {host} a été supprimée',
  'config.key-undo':
    'La dernière modification concernait une clé, et cela ne s’annule pas : saisis-la à nouveau avec `{enter}`, ou supprime-la avec `{remove}`. `{undo}` annule une modification plus ancienne par son numéro.',
  'config.key-import':
    'aucune clé n’est acceptée depuis un fichier, que d’autres peuvent lire ; révoque-la et saisis-en une nouvelle avec `{command}`',
  'model.is': 'Ici, c’est `{model}` qui répond.',
  'model.picked': 'Désormais, c’est `{model}` qui répond dans cette conversation.',
  'model.default':
    'Dans cette conversation, c’est de nouveau le modèle du {platform, select, slack {canal} other {salon}} qui répond : `{model}`.',
  'model.choices': 'Tu peux choisir {models}.',
  'model.no-conversation':
    'Dans ce {platform, select, slack {canal} other {salon}}, chaque mention est une conversation à part. Choisis un modèle dans un fil ou un {platform, select, slack {message direct} other {message privé}}, ou pour une seule question avec `{example}`.',

  'new.done': 'Une nouvelle conversation commence avec ton prochain message.',
  'new.nothing':
    'Ici, chaque mention commence une nouvelle conversation ; pour en continuer une, réponds à l’un de mes messages.',
  'help.intro':
    'Mentionne-moi avec une question et je réponds. Pour continuer, réponds à mon message ou écris dans son fil.',
  'help.commands': 'Commandes :',
  'help.text-form': 'Partout, même dans les fils, tu peux écrire `{example}` à la place.',
  'about.text': 'Je suis Tanya, une assistante auto-hébergée. Les réponses viennent du modèle `{model}`.',
  'about.sent':
    'Les questions, avec ce qui a été dit avant, sont envoyées au fournisseur de ce modèle et nulle part ailleurs.',
  'about.sent-to':
    'Les questions, avec ce qui a été dit avant, sont envoyées à {hosts} et nulle part ailleurs.',
  'about.stored':
    '{days, plural, =0 {Rien de ce qui est dit ici n’est enregistré : les conversations restent en mémoire, un jour au maximum.} one {L’opérateur de cette installation conserve les questions et les réponses pendant # jour, pour qu’une conversation puisse continuer.} other {L’opérateur de cette installation conserve les questions et les réponses pendant # jours, pour qu’une conversation puisse continuer.}}',
  'about.encrypted': 'Elles sont chiffrées dans la base de données.',
  'about.counted': 'Le nombre de questions de chaque personne et leur coût sont comptés, sans les textes.',
  'about.forget': '`{command}` supprime tout de suite ce qui est conservé.',

  'manifest.description': 'Répond aux questions avec des modèles ouverts, sur ton propre serveur.',
  'manifest.agent-description':
    'Tanya répond dans les fils et les messages directs avec le modèle ouvert de ton espace de travail : mentionne-la, continue dans le fil ou ouvre ici une nouvelle conversation.',
  'manifest.prompt-title-1': 'Que sais-tu faire ?',
  'manifest.prompt-1': 'Que sais-tu faire ici, et quel modèle répond ?',
  'manifest.prompt-title-2': 'Expliquer quelque chose',
  'manifest.prompt-2': 'Explique-moi, pas à pas et avec un exemple :',
  'manifest.prompt-title-3': 'Améliorer un texte',
  'manifest.prompt-3': 'Rends ce texte plus clair et plus court, et dis-moi ce que tu as changé :',

  'action.stop': 'Arrêter',
  'action.retry': 'Réessayer',
  'action.continue': 'Continuer',
  'action.share': 'Partager',
  'action.good': 'Bonne réponse',
  'action.bad': 'Mauvaise réponse',
  'menu.ask-about': 'Question à ce sujet',
  'menu.summarize': 'Résumer à partir d’ici',
  'menu.translate': 'Traduire',
  'menu.ask-about.description': 'Écrire une question sur ce message',
  'menu.summarize.description': 'Un résumé de ce message et des suivants',
  'menu.translate.description': 'Ce message dans ta langue',
  'menu.ask-about.title': 'Question sur ce message',
  'menu.ask-about.label': 'Ta question',
  'menu.ask-about.send': 'Demander',
  'menu.cancel': 'Annuler',
  'menu.summarize.question':
    'Résume ce qui s’est dit ici, du premier message cité au dernier : de quoi il s’agissait, ce qui a été décidé et ce qui reste en suspens. Précise qui a dit quoi quand c’est important.',
  'menu.translate.question':
    'Traduis le message cité dans la langue suivante : {language}. Réponds uniquement par la traduction.',

  'act.gone': 'Cette réponse n’est plus enregistrée.',
  'act.over': 'Ce n’est plus possible.',
  'act.busy': 'La réponse est déjà en cours.',
  'act.not-there': 'Je n’ai pas le droit d’y écrire à la vue de tous.',
  'act.noted': 'C’est noté, merci.',
  'act.shared': 'Réponse partagée.',
  'act.shared-by': 'Partagée par {name}, qui a demandé : {text}',

  'slack.moment': 'Un instant…',
  'slack.working': 'réfléchit…',
  'slack.thinking': 'J’y réfléchis ; la réponse arrive ici.',
  'slack.asked': '*{name}* demande :',

  'install.title': 'Installer Tanya',
  'install.done-title': 'Tanya est installée',
  'install.done':
    'Je suis maintenant dans {workspace}. Invite-moi dans un canal et mentionne-moi là-bas, ou écris-moi directement.',
  'install.open': 'Ouvrir dans Slack',
  'install.again': 'Réessayer',
  'install.cancelled': 'L’installation a été annulée. Rien n’a changé.',
  'install.expired':
    'Cette installation a commencé il y a trop longtemps, a déjà servi ou a commencé dans un autre navigateur. Recommence en autorisant les cookies.',
  'install.org-wide':
    'Je m’installe dans un espace de travail à la fois, pas dans toute une organisation. Recommence et choisis un espace de travail.',
  'install.refused':
    'Slack a refusé l’installation ({code}). Recommence ; si ça se reproduit, préviens la personne qui gère cette Tanya.',
  'install.failed':
    'Slack n’a pas répondu, ou l’installation n’a pas pu être enregistrée. Recommence dans une minute.',

  'slack.settings': 'Paramètres',
  'slack.settings-open': 'Ouvrir les paramètres',
  'slack.settings-all': 'Tout l’espace de travail',
  'slack.settings-channel': 'Paramètres d’un canal…',
  'slack.settings-log': 'Qui a modifié quoi',
  'slack.settings-export': 'Exporter',
  'slack.settings-import': 'Importer',
  'slack.settings-change': 'Modifier',
  'slack.save': 'Enregistrer',
  'slack.close': 'Fermer',
}
