import type { Catalogue } from './messages.ts'

/** Polski. */
export const pl: Catalogue = {
  'language.name': 'Polski',
  sentences: '{one} {next}',

  'fault.host-rate-limited': 'Dostawca modelu ma zbyt wiele zapytań. Zapytaj ponownie {when}.',
  'fault.host-rate-limited-soon': 'Dostawca modelu ma zbyt wiele zapytań. Zapytaj ponownie za minutę.',
  'fault.host-overloaded': 'Dostawca modelu jest przeciążony. Zapytaj ponownie za kilka minut.',
  'fault.out-of-credit': 'Na koncie w {host} skończyły się środki. Operator musi je doładować.',
  'fault.bad-key': '{host} odrzuca użyty klucz. Operator musi go sprawdzić.',
  'fault.out-of-credit-own':
    'Na koncie {platform, select, slack {tej przestrzeni roboczej} other {tego serwera}} w {host} skończyły się środki. Administrator musi je doładować albo wpisać klucz innego konta komendą `{command}`.',
  'fault.bad-key-own':
    '{host} odrzuca klucz {platform, select, slack {tej przestrzeni roboczej} other {tego serwera}}. Administrator musi wpisać inny klucz komendą `{command}`.',
  'fault.model-gone': '{host} nie ma modelu o nazwie {model}. Administrator musi wybrać inny.',
  'fault.model-gone-try':
    '{host} nie ma modelu o nazwie {model}. Administrator musi wybrać inny, na przykład {available}.',
  'fault.too-long': 'Ta rozmowa jest za długa dla modelu. Zacznij nową albo wyślij mniej tekstu.',
  'fault.filtered':
    'Dostawca modelu uznał pytanie lub odpowiedź za nieodpowiednie i je odrzucił. Zadaj pytanie innymi słowami.',
  'fault.truncated': 'Dostawca modelu przerwał odpowiedź w połowie. Zapytaj ponownie, aby dostać całą.',
  'fault.stalled':
    'Dostawca modelu nie odpowiada od {seconds, plural, one {# sekundy} few {# sekund} many {# sekund} other {# sekundy}}. Zapytaj ponownie.',
  'fault.unreachable': 'Nie można połączyć się z dostawcą modelu. Zapytaj ponownie za kilka minut.',
  'fault.malformed': 'Dostawca modelu przysłał nieczytelną odpowiedź. Zapytaj ponownie.',
  'fault.empty': 'Model zwrócił pustą odpowiedź. Zapytaj ponownie albo innymi słowami.',
  'fault.host-refused': 'Dostawca modelu nie przyjął pytania. Operator znajdzie powód w logach.',
  'fault.no-permission':
    'Nie mam uprawnień, żeby tam pisać. Administrator musi pozwolić mi wysyłać wiadomości na tym kanale.',
  'fault.platform-rejected':
    'Platforma czatu nie przyjęła mojej odpowiedzi. Operator znajdzie powód w logach.',
  'fault.platform-unreachable':
    'Nie można było połączyć się z platformą czatu. Zapytaj ponownie za kilka minut.',
  'fault.limited-person': 'Twój limit pytań jest na razie wyczerpany. Zapytaj ponownie {when}.',
  'fault.limited-channel': 'Limit pytań na tym kanale jest na razie wyczerpany. Zapytaj ponownie {when}.',
  'fault.limited-workspace':
    'Limit pytań {platform, select, slack {w tej przestrzeni roboczej} other {na tym serwerze}} jest na razie wyczerpany. Zapytaj ponownie {when}.',
  'fault.over-budget-person': 'Twój budżet na ten okres jest wyczerpany. Zapytaj ponownie {when}.',
  'fault.over-budget-channel': 'Budżet tego kanału jest wyczerpany. Zapytaj ponownie {when}.',
  'fault.over-budget-workspace':
    'Budżet {platform, select, slack {tej przestrzeni roboczej} other {tego serwera}} jest wyczerpany. Zapytaj ponownie {when}.',
  'fault.over-budget-deployment': 'Budżet tej instalacji jest wyczerpany. Zapytaj ponownie {when}.',
  'fault.price-unknown':
    'Nie wiadomo, ile kosztuje {model}, więc nie można używać tego modelu, gdy obowiązuje budżet. Administrator musi wybrać inny.',
  'fault.not-here-off': 'Jestem tu wyłączona. Administrator może mnie włączyć.',
  'fault.not-here-channel': 'Nie mogę odpowiadać na tym kanale. Administrator może na to pozwolić.',
  'fault.needs-role':
    'Mogą ze mnie tu korzystać tylko osoby z {platform, select, slack {niektórych grup użytkowników} other {niektórymi rolami}}. Administrator może {platform, select, slack {dodać cię do takiej grupy} other {ci nadać taką rolę}}.',
  'fault.queue-full':
    'W tej rozmowie już {waiting, plural, one {czeka # pytanie} few {czekają # pytania} many {czeka # pytań} other {czeka # pytania}}. Zapytaj ponownie, gdy kolejka będzie pusta.',
  'fault.needs-admin':
    'Może to zrobić tylko administrator {platform, select, slack {tej przestrzeni roboczej} other {tego serwera}}.',
  'fault.needs-platform-admin': 'Może to zrobić tylko administrator samej platformy czatu albo operator.',
  'fault.needs-operator': 'Może to zrobić tylko operator tej instalacji.',
  'fault.needs-member':
    'Goście i osoby piszące z kanałów współdzielonych nie mogą ze mnie tu korzystać. Administrator może na to pozwolić.',
  'fault.needs-asker': 'Może to zrobić tylko osoba, która zapytała, albo administrator.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'Żaden model nie jest podłączony. Operator musi jakiś skonfigurować.',
  'fault.store':
    'Nie mogę teraz niczego zapisać, więc nie udało się przyjąć pytania. Zapytaj ponownie za minutę.',
  'fault.interrupted': 'Przerwano mi, zanim odpowiedź była gotowa. Zapytaj ponownie, aby dostać całą.',
  'fault.bug':
    'Coś poszło nie tak po mojej stronie (incydent {incident}). Zapytaj ponownie; jeśli to się powtórzy, podaj ten numer operatorowi.',

  'notice.stopped': 'Zatrzymano odpowiedź.',
  'notice.length': 'Odpowiedź osiągnęła maksymalną długość.',
  'notice.empty-question':
    'Tak? Napisz pytanie w tej samej wiadomości, w której mnie oznaczasz, albo użyj `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Odpowiadam na inne pytania} one {W tej rozmowie przed twoim jest # pytanie} few {W tej rozmowie przed twoim są # pytania} many {W tej rozmowie przed twoim jest # pytań} other {W tej rozmowie przed twoim jest # pytania}}; odpowiedź wkrótce.',
  'notice.rest-follows': 'Reszta trafi do pliku.',
  'notice.rest-in-file': 'Reszta jest w pliku {file}.',
  'notice.thinking':
    '{seconds, plural, =0 {Myśli…} one {Myśli od # sekundy…} few {Myśli od # sekund…} many {Myśli od # sekund…} other {Myśli od # sekundy…}}',
  'notice.thought':
    '{seconds, plural, one {Czas myślenia: # sekunda} few {Czas myślenia: # sekundy} many {Czas myślenia: # sekund} other {Czas myślenia: # sekundy}}',
  'file.rest': 'Reszta odpowiedzi, w Markdown.',
  'file.thoughts': 'Co model myślał przed odpowiedzią, w Markdown.',

  'files.remark': 'Nieprzeczytane w całości albo wcale: {files}.',
  'files.one': '„{name}” ({why})',
  'files.more': 'jeszcze {count}',
  'files.beginning': 'mieści się tylko początek',
  'files.pages': 'tylko strony od 1 do {pages} z {ofPages}',
  'files.type': 'nie czytam plików tego rodzaju',
  'files.too-large': 'większy niż {megabytes} MB',
  'files.too-many': 'plików naraz: najwyżej {most}',
  'files.too-many-pictures': 'obrazów naraz: najwyżej {pictures}',
  'files.no-pictures': 'ten model nie widzi obrazów',
  'files.off': 'administrator wyłączył tu pliki',
  'files.pictures-off': 'administrator wyłączył tu obrazy',
  'files.broken': 'uszkodzony albo nie jest tym, czym się wydaje',
  'files.protected': 'wymaga hasła',
  'files.no-text': 'nie zawiera tekstu',
  'files.no-room': 'nie starczyło na niego miejsca',
  'files.slow': 'trwało zbyt długo',
  'files.elsewhere': 'znajduje się na innej stronie internetowej',
  'files.refused': 'nie mam uprawnień, żeby go otworzyć; operator znajdzie powód w logach',
  'files.gone': 'już go nie ma',
  'files.unreachable': 'nie udało się go pobrać',

  'discord.about-message': 'Dotyczy {link}',
  'discord.closed':
    'To jest tylko dla ciebie, a nie mogę wysłać ci wiadomości prywatnej. Zezwól na wiadomości prywatne z tego serwera albo użyj komendy z ukośnikiem.',
  'discord.leaving': 'Właśnie się restartuję. Zapytaj ponownie za minutę.',

  'budget.reached':
    'Wydano {percent, number}% budżetu {scope}: {spent} z {limit}. Następny okres zacznie się {when}.',
  'budget.of-channel': 'tego kanału',
  'budget.of-workspace': '{platform, select, slack {tej przestrzeni roboczej} other {tego serwera}}',
  'budget.of-deployment': 'tej instalacji',
  'model.not-allowed': 'model `{model}` nie jest tu dozwolony; wybierz jeden z tych: {allowed}',

  'input.unknown-command': 'Nie ma takiej komendy. `{help}` pokaże dostępne.',
  'input.unknown-option': 'ta komenda nie ma takiej opcji',
  'input.missing': 'brakuje wartości',
  'input.not-a-number': 'musi być liczbą całkowitą',
  'input.not-a-choice': 'dozwolone: {choices}',
  'input.too-long': 'może mieć najwyżej {max, number} znaków',
  'input.not-a-boolean': 'musi być true albo false',

  'name.ask': 'zapytaj',
  'name.new': 'nowa',
  'name.model': 'model',
  'name.usage': 'użycie',
  'name.forget': 'zapomnij',
  'name.config': 'ustawienia',
  'name.help': 'pomoc',
  'name.about': 'info',

  'command.ask': 'Zadaj pytanie',
  'command.ask.question': 'Co chcesz wiedzieć',
  'command.ask.file': 'Plik, o który pytasz',
  'command.ask.model': 'Inny model tylko do tego pytania',
  'command.ask.private': 'Pokaż odpowiedź tylko tobie',
  'command.new': 'Zacznij tu nową rozmowę',
  'command.help': 'Co tu potrafię',
  'command.about': 'Który model odpowiada i co jest przechowywane',

  'command.usage': 'Zapytania, tokeny, koszty i trafienia w pamięci podręcznej',
  'command.usage.scope':
    'Czyje: twoje, tego kanału, {platform, select, slack {przestrzeni roboczej lub wszystkich przestrzeni roboczych} other {serwera lub wszystkich serwerów}}',
  'command.usage.period': 'Jaki okres: dzień, tydzień, miesiąc, kwartał lub od początku tego miesiąca',
  'command.usage.csv': 'Dołącz tabelę z podziałem na dni jako plik CSV',
  'command.forget': 'Usuń od razu to, co pamiętam',
  'command.forget.what':
    'Co: o tobie, o tym kanale z wątkami lub o {platform, select, slack {całej przestrzeni roboczej} other {całym serwerze}}',

  'usage.title-me': '**Twoje użycie tutaj, {from} – {until}**',
  'usage.title-channel': '**Użycie na tym kanale, {from} – {until}**',
  'usage.title-server':
    '**Użycie {platform, select, slack {w tej przestrzeni roboczej} other {na tym serwerze}}, {from} – {until}**',
  'usage.title-all':
    '**Użycie {platform, select, slack {we wszystkich przestrzeniach roboczych} other {na wszystkich serwerach}}, {from} – {until}**',
  'usage.none': 'W tym czasie nikt o nic nie pytał.',
  'usage.requests':
    '{requests, plural, one {# pytanie} few {# pytania} many {# pytań} other {# pytania}}, {failures, plural, =0 {bez błędów} one {# nieudane} few {# nieudane} many {# nieudanych} other {# nieudanego}}',
  'usage.tokens':
    'Tokeny: przeczytane {input, number}, z tego {share, number, percent} z pamięci podręcznej; napisane {output, number}',
  'usage.money': 'Koszt: {money}',
  'usage.money-saved': 'Koszt: {money}; pamięć podręczna pozwoliła zaoszczędzić {saved}',
  'usage.unpriced':
    '{calls, plural, one {Nie wliczono # wywołania o nieznanej cenie} few {Nie wliczono # wywołań o nieznanej cenie} many {Nie wliczono # wywołań o nieznanej cenie} other {Nie wliczono # wywołania o nieznanej cenie}}',
  'usage.models': 'Modele według liczby wywołań: {models}',
  'usage.feedback': 'Oceny: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'Obraz pokazuje dzień po dniu (UTC), od góry do dołu: pytania (niebieski – z odpowiedzią, czerwony – nieudane); koszt, jeśli znany (zielony); tokeny (fioletowy – z pamięci podręcznej, niebieski – przeczytane za pełną cenę, żółty – napisane).',
  'usage.alt':
    'Słupki dzień po dniu, {from} – {until}: pytania, koszt i tokeny. Razem {requests, plural, one {# pytanie} few {# pytania} many {# pytań} other {# pytania}}, nieudane: {failures, number}, {money}.',
  'usage.table-alt': 'Użycie dzień po dniu, {from} – {until}, w tabeli.',
  'usage.no-server':
    'wiadomość prywatna nie należy do {platform, select, slack {żadnej przestrzeni roboczej} other {żadnego serwera}}',
  'left.title': '**Ile zostało**',
  'left.requests': 'Pytania: {left, number} z {most, number} (okres: {window})',
  'left.requests-next': 'Pytania: {left, number} z {most, number} (okres: {window}); jeszcze jedno {when}',
  'left.money': 'Budżet: {left} z {limit}; następny okres zacznie się {when}.',
  'left.near': 'Budżet {scope} jest prawie wyczerpany. Następny okres zacznie się {when}.',
  'left.spent': 'Budżet {scope} jest wyczerpany. Następny okres zacznie się {when}.',
  'left.cheaper': 'Do tego czasu odpowiada `{model}`.',

  'forget.none': 'Nie było czego usuwać.',
  'forget.turns':
    '{turns, plural, one {# pytanie z odpowiedzią} few {# pytania z odpowiedziami} many {# pytań z odpowiedziami} other {# pytania z odpowiedziami}}',
  'forget.settings':
    '{settings, plural, one {# ustawienie} few {# ustawienia} many {# ustawień} other {# ustawienia}} z historią',
  'forget.keys': '{keys, plural, one {# klucz} few {# klucze} many {# kluczy} other {# klucza}} ({hosts})',
  'forget.done': 'Usunięto na zawsze: {what}.',
  'forget.kept':
    'Wydatki pozostają policzone, ale bez twojej nazwy. Wiadomości na czacie zostają; usuń je tam.',

  'setting.model': 'Co odpowiada: jeden model albo kilka, z których każdy zastępuje poprzedni',
  'setting.models': 'Jakie inne modele mogą wybierać członkowie',
  'setting.persona': 'Kim jestem: tekst na początku każdego promptu',
  'setting.language': 'Język odpowiedzi',
  'setting.trigger':
    'Na co odpowiadam: na wzmianki, na dalsze wiadomości w moich rozmowach, na wszystko lub na nic',
  'setting.thread': 'Czy odpowiedzi trafiają do wątku',
  'setting.context':
    'Czym jest rozmowa: łańcuchem odpowiedzi, całym kanałem czy tylko tym, co pisze w nim dana osoba',
  'setting.context.recent': 'Ile wcześniejszych wiadomości kanału widzi nowa rozmowa',
  'setting.reasoning': 'Czy pokazywać tok myślenia modelu',
  'setting.limits.user': 'Jak często może pytać każda osoba',
  'setting.limits.channel': 'Jak często wszyscy razem mogą pytać na kanale',
  'setting.limits.workspace':
    'Jak często wszyscy razem mogą pytać {platform, select, slack {w tej przestrzeni roboczej} other {na tym serwerze}}',
  'setting.budget.user': 'Ile może wydać każda osoba',
  'setting.budget.channel': 'Ile wszyscy razem mogą wydać na kanale',
  'setting.budget.workspace':
    'Ile wszyscy razem mogą wydać {platform, select, slack {w tej przestrzeni roboczej} other {na tym serwerze}}',
  'setting.budget.deployment':
    'Ile wszystkie {platform, select, slack {przestrzenie robocze} other {serwery}} razem mogą wydać',
  'setting.budget.over': 'Co po przekroczeniu budżetu: odmowa albo tańszy model',
  'setting.access.channels': 'Gdzie odpowiadam',
  'setting.access.roles': 'Kto może pytać',
  'setting.access.outsiders': 'Czy goście i osoby z zewnątrz mogą pytać',
  'setting.access.admins': 'Kto oprócz administratorów platformy może zmieniać ustawienia',
  'setting.retention': 'Po ilu dniach rozmowy są usuwane; przy 0 nic nie jest przechowywane',
  'setting.attachments': 'Które załączniki są czytane',
  'setting.length': 'Ile wiadomości może mieć odpowiedź, zanim reszta trafi do pliku',
  'setting.key':
    'Własne klucze {platform, select, slack {tej przestrzeni roboczej} other {tego serwera}} u dostawców modeli',
  'allowed.number': 'liczba całkowita od {min, number} do {max, number}',
  'allowed.model':
    'nazwa taka jak `deepseek-v3` lub `openrouter/vendor/model`, albo kilka oddzielonych przecinkami',
  'allowed.models': 'nazwy oddzielone przecinkami, `provider/*`, `any` lub `none`',
  'allowed.persona': 'tekst o długości do 4000 znaków albo `default`',
  'allowed.language': '`auto` albo kod języka, na przykład `de` lub `pt-BR`',
  'allowed.rate': 'liczba pytań na okres, na przykład `10/minute`, `5/10 minutes` lub `200/day`, albo `off`',
  'allowed.money':
    'dolary amerykańskie na dzień lub miesiąc, na przykład `$5/day` lub `0.50/month`, albo `off`',
  'allowed.over': '`refuse` albo nazwa modelu',
  'allowed.channels': 'kanały oddzielone przecinkami (`dm` dla wiadomości prywatnych) albo `all`',
  'allowed.roles': 'role lub grupy użytkowników oddzielone przecinkami albo `all`',
  'allowed.admins': 'role lub grupy użytkowników oddzielone przecinkami albo `none`',
  'command.model': 'Pokaż tutejszy model albo wybierz inny do tej rozmowy',
  'command.model.name': 'Model do wyboru; `default` oznacza model kanału',
  'command.config': 'Pokaż i zmień to, jak się tu zachowuję',
  'command.config.action': 'Co zrobić',
  'command.config.name': 'Które ustawienie, na przykład limits.user',
  'command.config.value': 'Nowa wartość albo wyeksportowany tekst do importu',
  'command.config.file': 'Wyeksportowany plik ustawień do importu',
  'command.config.scope': 'server, here dla tego kanału albo kanał',
  'command.config.confirm': 'Kod importu do zastosowania',
  'command.config.number': 'Numer zmiany do cofnięcia; bez niego ostatnia',
  'command.config.host': 'Dostawca, którego klucz usunąć; bez niego wszystkie',
  'command.config.show': 'Pokaż ustawienia i skąd pochodzi każde z nich',
  'command.config.set': 'Zmień ustawienie',
  'command.config.reset': 'Zresetuj ustawienie: znów obowiązuje wartość nadrzędna',
  'command.config.export': 'Wyeksportuj wszystkie ustawienia do pliku',
  'command.config.import': 'Zaimportuj ustawienia z pliku; najpierw zobaczysz, co się zmieni',
  'command.config.log': 'Pokaż, kto co zmienił',
  'command.config.undo': 'Cofnij zmianę',
  'config.title-server':
    '**Ustawienia {platform, select, slack {tej przestrzeni roboczej} other {tego serwera}}**',
  'config.title-channel': '**Ustawienia kanału `{channel}`**',
  'config.title-everywhere':
    '**Ustawienia {platform, select, slack {wszystkich przestrzeni roboczych} other {wszystkich serwerów}}**',
  'config.how': 'Aby zmienić ustawienie: `{example}`.',
  'config.origin-default': 'domyślne',
  'config.origin-deployment': 'ustawione przez operatora',
  'config.origin-workspace': 'ustawione dla {platform, select, slack {przestrzeni roboczej} other {serwera}}',
  'config.origin-channel': 'ustawione dla kanału',
  'config.of-server': '{platform, select, slack {tej przestrzeni roboczej} other {tego serwera}}',
  'config.of-channel': 'kanału `{channel}`',
  'config.of-everywhere':
    '{platform, select, slack {wszystkich przestrzeni roboczych} other {wszystkich serwerów}}',
  'config.set': '`{name}` to teraz `{value}` dla {scope}.',
  'config.reset': '`{name}` nie jest już ustawione dla {scope}; teraz obowiązuje `{value}`.',
  'config.unchanged': 'Nie ma czego zmieniać: już tak jest.',
  'config.is-for': '`{name}`: {summary}.',
  'config.takes': 'Dozwolone: {allowed}.',
  'config.unknown-name': 'nie ma takiego ustawienia; dostępne: {names}',
  'config.no-such': 'nie ma takiego ustawienia',
  'config.bad-value': '`{value}` jest nieprawidłowe; dozwolone: {allowed}',
  'config.wrong-scope':
    'można ustawić tylko dla {platform, select, slack {całej przestrzeni roboczej} other {całego serwera}}',
  'config.wrong-scope-deployment':
    'może ustawić tylko operator, dla {platform, select, slack {wszystkich przestrzeni roboczych} other {wszystkich serwerów}}',
  'config.bad-scope':
    'musi to być {platform, select, slack {`workspace`} other {`server`}}, `here` albo kanał',
  'config.unknown-model': 'żaden tutejszy dostawca nie ma `{model}`',
  'config.beyond-ceiling': 'operator nie zezwala na model `{model}`',
  'config.form-set': 'Zmień ustawienie',
  'config.form-reset': 'Zresetuj',
  'config.form-import': 'Zaimportuj ustawienia',
  'form.open': 'Otwórz formularz',
  'config.value-label': 'Wartość',
  'config.import-label': 'Wyeksportowane ustawienia',
  'config.exported': 'Oto ustawienia dla {scope}. `{example}` wczyta je z powrotem.',
  'config.import-none': 'brakuje ustawień do importu: podaj wyeksportowany tekst lub plik',
  'config.import-unreadable': 'to nie jest plik z ustawieniami: {problem}',
  'config.import-problems': 'Niczego nie zmieniono, bo plik zawiera błędy:',
  'config.import-changes': 'Import zmieni:',
  'config.import-confirm': 'Zastosuj go w ciągu 15 minut za pomocą `{example}`.',
  'config.import-apply': 'Zastosuj',
  'config.import-gone': 'Tego importu już nie ma. Zaimportuj plik ponownie.',
  'config.import-stale':
    'Ustawienia zmieniono w międzyczasie, więc niczego nie zastosowano. Zaimportuj plik ponownie.',
  'config.imported':
    '{count, plural, one {Zmieniono # ustawienie} few {Zmieniono # ustawienia} many {Zmieniono # ustawień} other {Zmieniono # ustawienia}}.',
  'config.line': '`{name}`: `{before}` → `{after}`',
  'config.line-channel': '`{name}` w `{channel}`: `{before}` → `{after}`',
  'config.not-set': 'nieustawione',
  'config.log-none': 'Jeszcze niczego nie zmieniono.',
  'config.log-entry': '**Nr {number}** {when}, {who}',
  'config.log-entry-undoes': '**Nr {number}** {when}, {who} (cofa nr {undone})',
  'config.undo-none': 'Nie ma czego cofać.',
  'config.undo-changed': '`{name}` od tego czasu znów zmieniono. Ustaw wartość ręcznie.',
  'config.stale': 'Ustawienia zmieniono w tej samej chwili. Spróbuj ponownie.',
  'config.undone': 'Cofnięto zmianę nr {number}:',
  'config.form-key': 'Wpisz klucz',
  'config.host-label': 'Dostawca',
  'config.host-hint': 'Skąd pochodzi klucz',
  'config.key-label': 'Klucz',
  'config.key-hint':
    'Jest sprawdzany u dostawcy, przechowywany w postaci zaszyfrowanej i nigdy więcej niepokazywany',
  'config.key-how':
    'Z własnym kluczem {platform, select, slack {ta przestrzeń robocza sama} other {ten serwer sam}} płaci za swoje pytania u tego dostawcy. Wpisz go w formularzu, nigdy w wiadomości, którą mogą przeczytać inni.',
  'config.key-inline':
    'Nie przyjęłam tego klucza, bo inni mogą go tu przeczytać. Unieważnij go u dostawcy i wpisz nowy w formularzu.',
  'config.key-no-secret':
    'nie można tu przechować klucza, bo nie dałoby się go zaszyfrować; najpierw operator musi ustawić `{variable}`',
  'config.key-bad': 'zawiera spację albo znak, którego nie ma w żadnym kluczu; skopiuj go ponownie',
  'config.key-refused':
    '{host} go odrzuca, więc nie został zapisany; skopiuj go ponownie albo utwórz tam inny',
  'config.key-silent':
    '{host} teraz nie odpowiada, więc klucz nie został zapisany; spróbuj ponownie za kilka minut',
  'config.key-set':
    'Od następnego pytania {platform, select, slack {ta przestrzeń robocza} other {ten serwer}} korzysta z {host} z własnym kluczem. Aby odpowiadał ten dostawca: `{example}`.',
  'config.key-untold': 'Dopiero pierwsze pytanie pokaże, czy {host} przyjmuje klucz.',
  'config.key-none':
    '{platform, select, slack {Ta przestrzeń robocza} other {Ten serwer}} nie ma tam własnego klucza.',
  'config.key-remove': 'Usuń wszystkie klucze',
  'config.key-removed': 'Usunięto na zawsze: klucz do {hosts}.',
  'config.key-log-entered': 'wpisano klucz do {host}',
  'config.key-log-replaced': 'zastąpiono klucz do {host}',
  'config.key-log-removed': 'usunięto klucz do {host}',
  'config.key-undo':
    'Ostatnia zmiana dotyczyła klucza i nie można jej cofnąć: wpisz go ponownie komendą `{enter}` albo usuń komendą `{remove}`. `{undo}` cofa wcześniejszą zmianę według numeru.',
  'config.key-import':
    'nie przyjmuję klucza z pliku, który mogą przeczytać inni; unieważnij go i wpisz nowy komendą `{command}`',
  'model.is': 'Odpowiada tu `{model}`.',
  'model.picked': 'Od teraz w tej rozmowie odpowiada `{model}`.',
  'model.default': 'W tej rozmowie znów odpowiada model kanału: `{model}`.',
  'model.choices': 'Możesz wybrać: {models}.',
  'model.no-conversation':
    'Na tym kanale każda wzmianka to osobna rozmowa. Wybierz model w wątku lub wiadomości prywatnej albo dla jednego pytania za pomocą `{example}`.',

  'new.done': 'Nowa rozmowa zacznie się od twojej następnej wiadomości.',
  'new.nothing':
    'Tutaj każda wzmianka zaczyna nową rozmowę; aby kontynuować poprzednią, odpowiedz na moją wiadomość.',
  'help.intro':
    'Oznacz mnie i zadaj pytanie, a odpowiem. Aby kontynuować, odpowiedz na moją wiadomość lub pisz dalej w jej wątku.',
  'help.commands': 'Komendy:',
  'help.text-form': 'Wszędzie, nawet w wątkach, możesz zamiast tego napisać `{example}`.',
  'about.text':
    'Jestem Tanya, asystentka działająca na własnym serwerze. Odpowiedzi pochodzą z modelu `{model}`.',
  'about.sent':
    'Pytania i to, co napisano przed nimi, są wysyłane do dostawcy tego modelu i nigdzie indziej.',
  'about.sent-to': 'Pytania i to, co napisano przed nimi, są wysyłane tylko tutaj: {hosts}.',
  'about.stored':
    '{days, plural, =0 {Nic z tego, co się tu pisze, nie jest przechowywane: rozmowy pozostają w pamięci najwyżej jeden dzień.} one {Operator tej instalacji przechowuje pytania i odpowiedzi przez # dzień, aby rozmowa mogła trwać dalej.} few {Operator tej instalacji przechowuje pytania i odpowiedzi przez # dni, aby rozmowa mogła trwać dalej.} many {Operator tej instalacji przechowuje pytania i odpowiedzi przez # dni, aby rozmowa mogła trwać dalej.} other {Operator tej instalacji przechowuje pytania i odpowiedzi przez # dnia, aby rozmowa mogła trwać dalej.}}',
  'about.encrypted': 'W bazie danych są zaszyfrowane.',
  'about.counted': 'Liczone jest tylko to, kto ile pyta i ile to kosztuje, bez treści.',
  'about.forget': '`{command}` od razu usuwa to, co jest przechowywane.',

  'manifest.description': 'Odpowiada na pytania za pomocą otwartych modeli, na twoim własnym serwerze.',
  'manifest.agent-description':
    'Tanya odpowiada w wątkach i wiadomościach prywatnych za pomocą otwartego modelu twojej przestrzeni roboczej: oznacz ją, pisz dalej w wątku albo zacznij tu nową rozmowę.',
  'manifest.prompt-title-1': 'Co potrafisz?',
  'manifest.prompt-1': 'Co tu potrafisz i który model odpowiada?',
  'manifest.prompt-title-2': 'Wyjaśnij coś',
  'manifest.prompt-2': 'Wyjaśnij mi krok po kroku i na przykładzie:',
  'manifest.prompt-title-3': 'Popraw tekst',
  'manifest.prompt-3': 'Napisz ten tekst jaśniej i krócej i powiedz, co się zmieniło:',

  'action.stop': 'Zatrzymaj',
  'action.retry': 'Spróbuj ponownie',
  'action.continue': 'Kontynuuj',
  'action.share': 'Udostępnij',
  'action.good': 'Dobra odpowiedź',
  'action.bad': 'Zła odpowiedź',
  'menu.ask-about': 'Zapytaj o to',
  'menu.summarize': 'Streść od tego miejsca',
  'menu.translate': 'Przetłumacz',
  'menu.ask-about.description': 'Napisz pytanie o tę wiadomość',
  'menu.summarize.description': 'Streszczenie tej i następnych wiadomości',
  'menu.translate.description': 'Ta wiadomość w twoim języku',
  'menu.ask-about.title': 'Zapytaj o tę wiadomość',
  'menu.ask-about.label': 'Twoje pytanie',
  'menu.ask-about.send': 'Zapytaj',
  'menu.cancel': 'Anuluj',
  'menu.summarize.question':
    'Streść, co tu napisano, od pierwszej cytowanej wiadomości do ostatniej: o co chodziło, co postanowiono i co pozostaje otwarte. Tam, gdzie to ważne, podaj, kto co powiedział.',
  'menu.translate.question':
    'Przetłumacz cytowaną wiadomość na następujący język: {language}. Odpowiedz samym tłumaczeniem.',

  'act.gone': 'Ta odpowiedź nie jest już przechowywana.',
  'act.over': 'To już nie jest możliwe.',
  'act.busy': 'Odpowiedź już powstaje.',
  'act.not-there': 'Nie mam uprawnień, żeby tam pisać na oczach wszystkich.',
  'act.noted': 'Zanotowano, dziękuję.',
  'act.shared': 'Udostępniono.',
  'act.shared-by': 'Udostępnia {name}; pytanie: {text}',

  'slack.moment': 'Chwileczkę…',
  'slack.working': 'myśli…',
  'slack.thinking': 'Myślę nad tym; odpowiedź pojawi się tutaj.',
  'slack.asked': '*{name}* pyta:',

  'install.title': 'Zainstaluj Tanyę',
  'install.done-title': 'Tanya jest zainstalowana',
  'install.done':
    'Jestem teraz w {workspace}. Zaproś mnie na kanał i oznacz mnie tam albo napisz bezpośrednio do mnie.',
  'install.open': 'Otwórz w Slacku',
  'install.again': 'Spróbuj ponownie',
  'install.cancelled': 'Instalacja została anulowana. Nic się nie zmieniło.',
  'install.expired':
    'Ta instalacja zaczęła się zbyt dawno, została już użyta albo zaczęła się w innej przeglądarce. Zacznij od nowa i zezwól na pliki cookie.',
  'install.org-wide':
    'Można mnie zainstalować w pojedynczej przestrzeni roboczej, ale nie w całej organizacji naraz. Zacznij od nowa i wybierz jedną przestrzeń roboczą.',
  'install.refused':
    'Slack odrzucił instalację ({code}). Zacznij od nowa; jeśli to się powtórzy, powiedz o tym operatorowi tej Tanyi.',
  'install.failed':
    'Slack nie odpowiedział albo nie udało się zapisać instalacji. Zacznij od nowa za minutę.',

  'slack.settings': 'Ustawienia',
  'slack.settings-open': 'Otwórz ustawienia',
  'slack.settings-all': 'Cała przestrzeń robocza',
  'slack.settings-channel': 'Ustawienia kanału…',
  'slack.settings-log': 'Kto co zmienił',
  'slack.settings-export': 'Eksportuj',
  'slack.settings-import': 'Importuj',
  'slack.settings-change': 'Zmień',
  'slack.save': 'Zapisz',
  'slack.close': 'Zamknij',
}
