import type { Catalogue } from './messages.ts'

/** Bahasa Indonesia. */
export const id: Catalogue = {
  'language.name': 'Bahasa Indonesia',
  sentences: '{one} {next}',

  'fault.host-rate-limited': 'Penyedia model sedang kebanjiran permintaan. Coba tanya lagi {when}.',
  'fault.host-rate-limited-soon':
    'Penyedia model sedang kebanjiran permintaan. Coba tanya lagi dalam satu menit.',
  'fault.host-overloaded': 'Penyedia model sedang kelebihan beban. Coba tanya lagi dalam beberapa menit.',
  'fault.out-of-credit': 'Saldo akun di {host} sudah habis. Operator perlu mengisinya kembali.',
  'fault.bad-key': '{host} menolak kunci API yang dipakai. Operator perlu memeriksanya.',
  'fault.out-of-credit-own':
    'Saldo akun {platform, select, slack {workspace} other {server}} ini di {host} sudah habis. Admin perlu mengisinya kembali, atau memasukkan kunci API akun lain dengan `{command}`.',
  'fault.bad-key-own':
    '{host} menolak kunci API {platform, select, slack {workspace} other {server}} ini. Admin perlu memasukkan kunci lain dengan `{command}`.',
  'fault.model-gone': '{host} tidak punya model bernama {model}. Admin perlu memilih model lain.',
  'fault.model-gone-try':
    '{host} tidak punya model bernama {model}. Admin perlu memilih model lain, misalnya {available}.',
  'fault.too-long':
    'Percakapan ini terlalu panjang untuk modelnya. Mulai percakapan baru, atau persingkat pertanyaannya.',
  'fault.filtered':
    'Penyedia model menolak pertanyaan ini atau jawabannya karena dianggap tidak pantas. Coba tanyakan dengan kata lain.',
  'fault.truncated': 'Penyedia model berhenti di tengah jawaban. Tanya lagi untuk mendapat jawaban lengkap.',
  'fault.stalled': 'Penyedia model berhenti menjawab setelah {seconds} detik. Silakan tanya lagi.',
  'fault.unreachable': 'Penyedia model tidak bisa dihubungi. Coba tanya lagi dalam beberapa menit.',
  'fault.malformed': 'Penyedia model memberi jawaban yang tidak bisa dibaca. Silakan tanya lagi.',
  'fault.empty': 'Model memberi jawaban kosong. Tanya lagi, atau dengan kata lain.',
  'fault.host-refused':
    'Penyedia model tidak menerima pertanyaan ini. Operator bisa melihat sebabnya di log.',
  'fault.no-permission':
    'Saya tidak boleh menulis di sana. Admin perlu memberi saya izin mengirim pesan di channel itu.',
  'fault.platform-rejected':
    'Platform chat tidak menerima jawaban saya. Operator bisa melihat sebabnya di log.',
  'fault.platform-unreachable': 'Platform chat tidak bisa dihubungi. Coba tanya lagi dalam beberapa menit.',
  'fault.limited-person': 'Jatah pertanyaanmu untuk saat ini sudah habis. Silakan tanya lagi {when}.',
  'fault.limited-channel':
    'Jatah pertanyaan channel ini untuk saat ini sudah habis. Silakan tanya lagi {when}.',
  'fault.limited-workspace':
    'Jatah pertanyaan {platform, select, slack {workspace} other {server}} ini untuk saat ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-person': 'Anggaranmu untuk periode ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-channel': 'Anggaran channel ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-workspace':
    'Anggaran {platform, select, slack {workspace} other {server}} ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-deployment': 'Anggaran instalasi ini sudah habis. Silakan tanya lagi {when}.',
  'fault.price-unknown':
    'Harga {model} tidak diketahui, jadi model itu tidak bisa dipakai selama ada anggaran. Admin perlu memilih model lain.',
  'fault.not-here-off': 'Saya dinonaktifkan di sini. Admin bisa mengaktifkan saya.',
  'fault.not-here-channel': 'Saya tidak boleh menjawab di channel ini. Admin bisa mengizinkannya.',
  'fault.needs-role':
    'Hanya {platform, select, slack {grup pengguna} other {role}} tertentu yang boleh memakai saya di sini. Admin bisa {platform, select, slack {memasukkanmu ke salah satunya} other {memberimu salah satunya}}.',
  'fault.queue-full':
    'Sudah ada {waiting} pertanyaan yang menunggu di percakapan ini. Tanya lagi setelah semuanya terjawab.',
  'fault.needs-admin':
    'Hanya admin {platform, select, slack {workspace} other {server}} ini yang boleh melakukannya.',
  'fault.needs-platform-admin':
    'Hanya admin yang ditetapkan platform chat itu sendiri, atau operator, yang boleh melakukannya.',
  'fault.needs-operator': 'Hanya operator instalasi ini yang boleh melakukannya.',
  'fault.needs-member':
    'Tamu, dan orang di channel yang dibagikan ke pihak luar, tidak boleh memakai saya di sini. Admin bisa mengizinkannya.',
  'fault.needs-asker': 'Hanya yang bertanya atau admin yang boleh melakukannya.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'Belum ada model yang terhubung. Operator perlu menyiapkannya.',
  'fault.store':
    'Memori saya sedang tidak bisa ditulis, jadi pertanyaannya belum saya terima. Tanya lagi dalam satu menit.',
  'fault.interrupted': 'Saya terputus sebelum jawabannya selesai. Tanya lagi untuk mendapat jawaban lengkap.',
  'fault.bug':
    'Ada yang salah di pihak saya (insiden {incident}). Silakan tanya lagi; kalau masih terjadi, beri tahu operator nomor itu.',

  'notice.stopped': 'Dihentikan.',
  'notice.length': 'Jawaban sudah mencapai batas panjang.',
  'notice.empty-question':
    'Ya? Tulis pertanyaanmu di pesan yang sama dengan mention saya, atau pakai `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Saya sedang menjawab pertanyaan lain} other {Ada # pertanyaan sebelum pertanyaanmu di percakapan ini}}; jawabannya menyusul.',
  'notice.rest-follows': 'Sisanya menyusul sebagai file.',
  'notice.rest-in-file': 'Sisanya ada di file {file}.',
  'notice.thinking': '{seconds, plural, =0 {Sedang berpikir…} other {Sudah berpikir selama # detik…}}',
  'notice.thought': '{seconds, plural, other {Berpikir selama # detik}}',
  'file.rest': 'Sisa jawaban, dalam bentuk Markdown.',
  'file.thoughts': 'Pemikiran model sebelum menjawab, dalam bentuk Markdown.',

  'files.remark': 'Tidak terbaca, atau hanya sebagian: {files}.',
  'files.one': '“{name}” ({why})',
  'files.more': '{count} lagi',
  'files.beginning': 'hanya bagian awalnya yang muat',
  'files.pages': 'hanya halaman 1 sampai {pages} dari {ofPages}',
  'files.type': 'jenis file ini tidak bisa saya baca',
  'files.too-large': 'lebih besar dari {megabytes} MB',
  'files.too-many': 'sekali baca paling banyak {most} file',
  'files.too-many-pictures': 'sekali lihat paling banyak {pictures} gambar',
  'files.no-pictures': 'model ini tidak bisa melihat gambar',
  'files.off': 'admin mematikan pembacaan file di sini',
  'files.pictures-off': 'admin mematikan pembacaan gambar di sini',
  'files.broken': 'rusak, atau isinya tidak seperti kelihatannya',
  'files.protected': 'dilindungi kata sandi',
  'files.no-text': 'tidak berisi teks',
  'files.no-room': 'sudah tidak muat',
  'files.slow': 'terlalu lama dibaca',
  'files.elsewhere': 'disimpan di situs lain',
  'files.refused': 'saya tidak boleh membukanya; operator bisa melihat sebabnya di log',
  'files.gone': 'sudah tidak ada',
  'files.unreachable': 'tidak bisa diunduh',

  'discord.about-message': 'Tentang {link}',
  'discord.closed':
    'Itu hanya untukmu, dan saya tidak bisa mengirimimu pesan langsung. Izinkan pesan langsung dari server ini, atau pakai perintah garis miring.',
  'discord.leaving': 'Saya sedang dimulai ulang. Coba tanya lagi dalam satu menit.',

  'budget.reached':
    '{percent, number}% anggaran {scope} sudah terpakai: {spent} dari {limit}. Periode berikutnya dimulai {when}.',
  'budget.of-channel': 'channel ini',
  'budget.of-workspace': '{platform, select, slack {workspace} other {server}} ini',
  'budget.of-deployment': 'instalasi ini',
  'model.not-allowed': 'model `{model}` tidak diizinkan di sini; pilih salah satu dari {allowed}',

  'input.unknown-command': 'Tidak ada perintah seperti itu. `{help}` menampilkan daftarnya.',
  'input.unknown-option': 'perintah ini tidak punya opsi itu',
  'input.missing': 'belum diisi',
  'input.not-a-number': 'harus bilangan bulat',
  'input.not-a-choice': 'harus salah satu dari {choices}',
  'input.too-long': 'paling banyak {max, number} karakter',
  'input.not-a-boolean': 'harus true atau false',

  'name.ask': 'tanyakan',
  'name.new': 'baru',
  'name.model': 'model',
  'name.usage': 'pemakaian',
  'name.forget': 'lupakan',
  'name.config': 'pengaturan',
  'name.help': 'bantuan',
  'name.about': 'tentang',

  'command.ask': 'Ajukan pertanyaan',
  'command.ask.question': 'Apa yang ingin kamu ketahui',
  'command.ask.file': 'File yang ditanyakan',
  'command.ask.model': 'Model lain untuk satu pertanyaan ini',
  'command.ask.private': 'Tampilkan jawabannya hanya untukmu',
  'command.new': 'Mulai percakapan baru di sini',
  'command.help': 'Apa yang bisa saya lakukan di sini',
  'command.about': 'Model apa yang menjawab, dan apa yang disimpan',

  'command.usage': 'Jumlah permintaan, token, biaya, dan pemakaian cache',
  'command.usage.scope':
    'Milik siapa: kamu, channel ini, {platform, select, slack {workspace} other {server}} ini, atau semua {platform, select, slack {workspace} other {server}}',
  'command.usage.period':
    'Seberapa jauh ke belakang: sehari, seminggu, sebulan, tiga bulan, atau sejak awal bulan ini',
  'command.usage.csv': 'Sertakan tabel per hari sebagai file CSV',
  'command.forget': 'Hapus sekarang juga apa yang saya ingat',
  'command.forget.what':
    'Yang dihapus: tentang kamu, channel ini beserta utasnya, atau seluruh {platform, select, slack {workspace} other {server}}',

  'usage.title-me': '**Pemakaianmu di sini, {from} sampai {until}**',
  'usage.title-channel': '**Pemakaian channel ini, {from} sampai {until}**',
  'usage.title-server':
    '**Pemakaian {platform, select, slack {workspace} other {server}} ini, {from} sampai {until}**',
  'usage.title-all':
    '**Pemakaian semua {platform, select, slack {workspace} other {server}}, {from} sampai {until}**',
  'usage.none': 'Tidak ada pertanyaan dalam rentang waktu itu.',
  'usage.requests':
    '{requests, number} pertanyaan, {failures, plural, =0 {tidak ada yang gagal} other {# gagal}}',
  'usage.tokens':
    'Token: {input, number} dibaca, {share, number, percent} di antaranya dari cache; {output, number} ditulis',
  'usage.money': 'Biaya: {money}',
  'usage.money-saved': 'Biaya: {money}; cache menghemat {saved}',
  'usage.unpriced': '{calls, number} panggilan tidak diketahui harganya dan belum termasuk',
  'usage.models': 'Model menurut jumlah panggilan: {models}',
  'usage.feedback': 'Masukan: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'Gambar ini menunjukkan data per hari (UTC), dari atas ke bawah: pertanyaan (biru terjawab, merah gagal); biaya, bila diketahui (hijau); token (ungu dibaca dari cache, biru dibaca di luar cache, kuning ditulis).',
  'usage.alt':
    'Diagram batang per hari, {from} sampai {until}: pertanyaan, biaya, dan token. Seluruhnya {requests, number} pertanyaan, {failures, number} gagal, {money}.',
  'usage.table-alt': 'Pemakaian per hari, {from} sampai {until}, sebagai tabel.',
  'usage.no-server':
    'pesan langsung bukan bagian dari {platform, select, slack {workspace} other {server}} mana pun',
  'left.title': '**Sisa jatah**',
  'left.requests': 'Pertanyaan: tersisa {left, number} dari {most, number} dalam {window}',
  'left.requests-next':
    'Pertanyaan: tersisa {left, number} dari {most, number} dalam {window}; bertambah satu {when}',
  'left.money': 'Anggaran: tersisa {left} dari {limit}; periode berikutnya dimulai {when}.',
  'left.near': 'Anggaran {scope} hampir habis. Periode berikutnya dimulai {when}.',
  'left.spent': 'Anggaran {scope} sudah habis. Periode berikutnya dimulai {when}.',
  'left.cheaper': 'Sampai saat itu `{model}` yang menjawab.',

  'forget.none': 'Tidak ada yang perlu dihapus.',
  'forget.turns': '{turns, number} pertanyaan beserta jawabannya',
  'forget.settings': '{settings, number} pengaturan beserta riwayatnya',
  'forget.keys': '{keys, number} kunci API ({hosts})',
  'forget.done': 'Dihapus permanen: {what}.',
  'forget.kept': 'Pengeluaran tetap dihitung, tanpa namamu. Pesan di chat tetap ada; hapus sendiri di sana.',

  'setting.model': 'Yang menjawab: satu model, atau beberapa menurut urutan cadangan',
  'setting.models': 'Model lain yang boleh dipilih anggota',
  'setting.persona': 'Persona saya: teks di awal setiap prompt',
  'setting.language': 'Bahasa jawaban',
  'setting.trigger': 'Yang saya jawab: mention, lanjutan percakapan saya, semuanya, atau tidak sama sekali',
  'setting.thread': 'Apakah jawaban masuk ke utas',
  'setting.context':
    'Yang disebut satu percakapan: rantai balasan, seluruh channel, atau bagian tiap orang di channel',
  'setting.context.recent': 'Berapa pesan channel sebelumnya yang dilihat percakapan baru',
  'setting.reasoning': 'Apakah pemikiran model ditampilkan',
  'setting.limits.user': 'Seberapa sering tiap orang boleh bertanya',
  'setting.limits.channel': 'Seberapa sering semua orang bersama-sama boleh bertanya di satu channel',
  'setting.limits.workspace':
    'Seberapa sering semua orang bersama-sama boleh bertanya di {platform, select, slack {workspace} other {server}} ini',
  'setting.budget.user': 'Berapa yang boleh dihabiskan tiap orang',
  'setting.budget.channel': 'Berapa yang boleh dihabiskan semua orang bersama-sama di satu channel',
  'setting.budget.workspace':
    'Berapa yang boleh dihabiskan semua orang bersama-sama di {platform, select, slack {workspace} other {server}} ini',
  'setting.budget.deployment':
    'Berapa yang boleh dihabiskan semua {platform, select, slack {workspace} other {server}} bersama-sama',
  'setting.budget.over': 'Yang terjadi bila anggaran habis: ditolak, atau dijawab model yang lebih murah',
  'setting.access.channels': 'Di mana saya menjawab',
  'setting.access.roles': 'Siapa yang boleh bertanya',
  'setting.access.outsiders': 'Apakah tamu dan orang luar boleh bertanya',
  'setting.access.admins': 'Siapa selain admin platform yang boleh mengubah pengaturan',
  'setting.retention': 'Setelah berapa hari percakapan dihapus; 0 berarti tidak disimpan',
  'setting.attachments': 'File lampiran mana yang dibaca',
  'setting.length': 'Berapa pesan paling banyak untuk satu jawaban sebelum sisanya menyusul sebagai file',
  'setting.key':
    'Kunci API milik {platform, select, slack {workspace} other {server}} ini sendiri di penyedia model',
  'allowed.number': 'bilangan bulat dari {min, number} sampai {max, number}',
  'allowed.model': 'nama seperti `deepseek-v3` atau `openrouter/vendor/model`; pisahkan beberapa dengan koma',
  'allowed.models': 'nama-nama dipisahkan koma, `provider/*`, `any`, atau `none`',
  'allowed.persona': 'teks paling banyak 4.000 karakter, atau `default`',
  'allowed.language': '`auto`, atau kode bahasa seperti `de` atau `pt-BR`',
  'allowed.rate': 'jumlah per waktu, misalnya `10/minute`, `5/10 minutes`, atau `200/day`, atau `off`',
  'allowed.money': 'dolar AS per hari atau bulan, misalnya `$5/day` atau `0.50/month`, atau `off`',
  'allowed.over': '`refuse`, atau nama sebuah model',
  'allowed.channels': 'channel dipisahkan koma, dengan `dm` untuk pesan langsung, atau `all`',
  'allowed.roles': 'role atau grup pengguna dipisahkan koma, atau `all`',
  'allowed.admins': 'role atau grup pengguna dipisahkan koma, atau `none`',
  'command.model': 'Lihat model di sini, atau pilih yang lain untuk percakapan ini',
  'command.model.name': 'Model yang dipilih; `default` untuk model channel ini',
  'command.config': 'Lihat dan ubah perilaku saya di sini',
  'command.config.action': 'Apa yang dilakukan',
  'command.config.name': 'Pengaturan yang mana, misalnya limits.user',
  'command.config.value': 'Nilai barunya, atau teks hasil ekspor yang akan diimpor',
  'command.config.file': 'File hasil ekspor yang akan diimpor',
  'command.config.scope': 'server, here untuk channel ini, atau sebuah channel',
  'command.config.confirm': 'Kode impor yang akan diterapkan',
  'command.config.number': 'Nomor perubahan yang dibatalkan; kosongkan untuk yang terakhir',
  'command.config.host': 'Penyedia yang kuncinya dihapus; kosongkan untuk semua kunci',
  'command.config.show': 'Tampilkan pengaturan dan asal masing-masing',
  'command.config.set': 'Ubah sebuah pengaturan',
  'command.config.reset': 'Hapus pengaturan ini dan kembali ke nilai dasarnya',
  'command.config.export': 'Ekspor semua pengaturan sebagai file',
  'command.config.import': 'Impor pengaturan dari file hasil ekspor, setelah menampilkan perubahannya',
  'command.config.log': 'Tampilkan siapa mengubah apa',
  'command.config.undo': 'Batalkan sebuah perubahan',
  'config.title-server': '**Pengaturan {platform, select, slack {workspace} other {server}} ini**',
  'config.title-channel': '**Pengaturan channel `{channel}`**',
  'config.title-everywhere':
    '**Pengaturan untuk semua {platform, select, slack {workspace} other {server}}**',
  'config.how': 'Ubah dengan `{example}`.',
  'config.origin-default': 'bawaan',
  'config.origin-deployment': 'diatur operator',
  'config.origin-workspace': 'diatur untuk {platform, select, slack {workspace} other {server}}',
  'config.origin-channel': 'diatur untuk channel',
  'config.of-server': '{platform, select, slack {workspace} other {server}} ini',
  'config.of-channel': 'channel `{channel}`',
  'config.of-everywhere': 'semua {platform, select, slack {workspace} other {server}}',
  'config.set': '`{name}` sekarang `{value}` untuk {scope}.',
  'config.reset': '`{name}` tidak lagi diatur untuk {scope}; sekarang berlaku `{value}`.',
  'config.unchanged': 'Tidak ada yang perlu diubah: memang sudah begitu.',
  'config.is-for': '`{name}`: {summary}.',
  'config.takes': 'Nilainya: {allowed}.',
  'config.unknown-name': 'tidak ada pengaturan itu; yang ada: {names}',
  'config.no-such': 'tidak ada pengaturan seperti itu',
  'config.bad-value': '`{value}` tidak bisa dipakai; nilainya {allowed}',
  'config.wrong-scope':
    'hanya bisa diatur untuk seluruh {platform, select, slack {workspace} other {server}}',
  'config.wrong-scope-deployment':
    'hanya operator yang bisa mengaturnya, untuk semua {platform, select, slack {workspace} other {server}}',
  'config.bad-scope':
    'isinya {platform, select, slack {`workspace`} other {`server`}}, `here`, atau sebuah channel',
  'config.unknown-model': 'tidak ada penyedia model di sini yang punya `{model}`',
  'config.beyond-ceiling': 'operator tidak mengizinkan model `{model}`',
  'config.form-set': 'Ubah pengaturan',
  'config.form-reset': 'Setel ulang',
  'config.form-import': 'Impor pengaturan',
  'form.open': 'Buka formulir',
  'config.value-label': 'Nilai',
  'config.import-label': 'Pengaturan hasil ekspor',
  'config.exported': 'Inilah pengaturan {scope}. Pasang kembali dengan `{example}`.',
  'config.import-none': 'tidak ada pengaturan yang bisa diimpor: berikan teks atau file hasil ekspor',
  'config.import-unreadable': 'itu bukan file pengaturan: {problem}',
  'config.import-problems': 'Tidak ada yang diubah karena ada kesalahan di file itu:',
  'config.import-changes': 'Impor ini mengubah:',
  'config.import-confirm': 'Terapkan dengan `{example}` dalam 15 menit.',
  'config.import-apply': 'Terapkan',
  'config.import-gone': 'Impor itu sudah tidak ada. Impor filenya sekali lagi.',
  'config.import-stale':
    'Pengaturan sudah berubah sementara itu, jadi tidak ada yang diterapkan. Impor filenya sekali lagi.',
  'config.imported': '{count, plural, other {# pengaturan diubah}}.',
  'config.line': '`{name}`: `{before}` → `{after}`',
  'config.line-channel': '`{name}` di `{channel}`: `{before}` → `{after}`',
  'config.not-set': 'tidak diatur',
  'config.log-none': 'Belum ada yang diubah.',
  'config.log-entry': '**#{number}** {when}, {who}',
  'config.log-entry-undoes': '**#{number}** {when}, {who} (membatalkan #{undone})',
  'config.undo-none': 'Tidak ada yang bisa dibatalkan.',
  'config.undo-changed': '`{name}` sudah diubah lagi setelah itu. Ubah sendiri nilainya.',
  'config.stale': 'Pengaturan diubah pada saat yang bersamaan. Coba lagi.',
  'config.undone': 'Perubahan #{number} dibatalkan:',
  'config.form-key': 'Masukkan kunci API',
  'config.host-label': 'Penyedia model',
  'config.host-hint': 'Asal kunci API ini',
  'config.key-label': 'Kunci API',
  'config.key-hint': 'Dicoba dulu di penyedia, disimpan terenkripsi, dan tidak pernah ditampilkan lagi',
  'config.key-how':
    'Dengan kunci API sendiri, {platform, select, slack {workspace} other {server}} ini membayar sendiri pertanyaannya di penyedia itu. Masukkan lewat formulir, jangan pernah lewat pesan yang bisa dibaca orang lain.',
  'config.key-inline':
    'Kunci itu tidak saya terima karena di sini bisa dibaca orang lain. Cabut kunci itu di penyedianya, lalu masukkan yang baru lewat formulir.',
  'config.key-no-secret':
    'kunci tidak bisa disimpan di sini karena tidak bisa dienkripsi; operator perlu mengatur `{variable}` dulu',
  'config.key-bad': 'ada spasi atau karakter yang tidak ada pada kunci mana pun; salin sekali lagi',
  'config.key-refused':
    '{host} menolaknya, jadi kunci tidak disimpan; salin sekali lagi, atau buat yang baru di sana',
  'config.key-silent':
    '{host} sedang tidak menjawab, jadi kunci tidak disimpan; coba lagi dalam beberapa menit',
  'config.key-set':
    'Mulai pertanyaan berikutnya, {platform, select, slack {workspace} other {server}} ini bertanya ke {host} dengan kuncinya sendiri. Dengan `{example}`, penyedia itu yang menjawab.',
  'config.key-untold': 'Baru pada pertanyaan pertama akan terlihat apakah {host} menerima kunci itu.',
  'config.key-none':
    '{platform, select, slack {Workspace} other {Server}} ini tidak punya kunci sendiri di sana.',
  'config.key-remove': 'Hapus semua kunci',
  'config.key-removed': 'Dihapus permanen: kunci untuk {hosts}.',
  'config.key-log-entered': 'kunci untuk {host} dimasukkan',
  'config.key-log-replaced': 'kunci untuk {host} diganti',
  'config.key-log-removed': 'kunci untuk {host} dihapus',
  'config.key-undo':
    'Perubahan terakhir menyangkut kunci, dan itu tidak bisa dibatalkan: masukkan lagi dengan `{enter}`, atau hapus dengan `{remove}`. `{undo}` membatalkan perubahan sebelumnya menurut nomornya.',
  'config.key-import':
    'kunci tidak diterima dari file yang bisa dibaca orang lain; cabut kunci itu, lalu masukkan yang baru dengan `{command}`',
  'model.is': 'Di sini yang menjawab `{model}`.',
  'model.picked': 'Mulai sekarang `{model}` yang menjawab di percakapan ini.',
  'model.default': 'Model channel ini menjawab lagi di percakapan ini: `{model}`.',
  'model.choices': 'Kamu bisa memilih {models}.',
  'model.no-conversation':
    'Di channel ini setiap mention adalah percakapan tersendiri. Pilih model di utas atau pesan langsung, atau untuk satu pertanyaan saja dengan `{example}`.',

  'new.done': 'Percakapan baru dimulai dengan pesanmu berikutnya.',
  'new.nothing': 'Di sini setiap mention memulai percakapan baru; balas jawaban saya untuk melanjutkannya.',
  'help.intro':
    'Mention saya beserta pertanyaanmu, dan saya jawab. Untuk melanjutkan, balas jawaban saya atau tulis lagi di utasnya.',
  'help.commands': 'Perintah:',
  'help.text-form': 'Di mana saja, juga di dalam utas, kamu bisa menulis `{example}`.',
  'about.text':
    'Saya Tanya, asisten yang dijalankan di server sendiri (self-hosted). Jawaban berasal dari model `{model}`.',
  'about.sent':
    'Pertanyaan, beserta percakapan sebelumnya, dikirim ke penyedia model itu saja, tidak ke tempat lain.',
  'about.sent-to':
    'Pertanyaan, beserta percakapan sebelumnya, dikirim ke {hosts} saja, tidak ke tempat lain.',
  'about.stored':
    '{days, plural, =0 {Apa yang dikatakan di sini tidak disimpan: percakapan hanya ada di memori, paling lama sehari.} other {Pertanyaan dan jawaban disimpan oleh operator instalasi ini selama # hari, agar percakapan bisa dilanjutkan.}}',
  'about.encrypted': 'Semuanya dienkripsi di dalam database.',
  'about.counted': 'Siapa bertanya seberapa banyak, dan berapa biayanya, dihitung tanpa isi percakapannya.',
  'about.forget': '`{command}` langsung menghapus apa yang tersimpan.',

  'manifest.description': 'Menjawab pertanyaan dengan model terbuka, di servermu sendiri.',
  'manifest.agent-description':
    'Tanya menjawab di utas dan pesan langsung dengan model terbuka yang dijalankan workspace-mu: mention dia, lanjutkan di utas, atau mulai percakapan baru di sini.',
  'manifest.prompt-title-1': 'Kamu bisa apa?',
  'manifest.prompt-1': 'Apa yang bisa kamu lakukan di sini, dan model mana yang menjawab?',
  'manifest.prompt-title-2': 'Jelaskan sesuatu',
  'manifest.prompt-2': 'Jelaskan kepada saya, langkah demi langkah dan dengan contoh:',
  'manifest.prompt-title-3': 'Perbaiki teks',
  'manifest.prompt-3': 'Buat teks ini lebih jelas dan lebih singkat, lalu sebutkan apa yang kamu ubah:',

  'action.stop': 'Hentikan',
  'action.retry': 'Coba lagi',
  'action.continue': 'Lanjutkan',
  'action.share': 'Bagikan',
  'action.good': 'Jawaban bagus',
  'action.bad': 'Jawaban buruk',
  'menu.ask-about': 'Tanya tentang ini',
  'menu.summarize': 'Ringkas dari sini',
  'menu.translate': 'Terjemahkan',
  'menu.ask-about.description': 'Tulis pertanyaan tentang pesan ini',
  'menu.summarize.description': 'Ringkasan pesan ini dan semua sesudahnya',
  'menu.translate.description': 'Pesan ini dalam bahasamu',
  'menu.ask-about.title': 'Tanya tentang pesan ini',
  'menu.ask-about.label': 'Pertanyaanmu',
  'menu.ask-about.send': 'Tanya',
  'menu.cancel': 'Batal',
  'menu.summarize.question':
    'Ringkas apa yang dibicarakan di sini, dari pesan pertama yang dikutip sampai yang terakhir: apa topiknya, apa yang diputuskan, dan apa yang belum selesai. Sebutkan siapa yang mengatakan apa bila itu penting.',
  'menu.translate.question':
    'Terjemahkan pesan yang dikutip ke dalam bahasa {language}. Jawab dengan terjemahannya saja.',

  'act.gone': 'Jawaban itu sudah tidak tersimpan.',
  'act.over': 'Itu sudah tidak bisa dilakukan.',
  'act.busy': 'Pertanyaan itu sedang dijawab.',
  'act.not-there': 'Saya tidak boleh menulis di sana untuk semua orang.',
  'act.noted': 'Dicatat, terima kasih.',
  'act.shared': 'Sudah dibagikan.',
  'act.shared-by': 'Dibagikan oleh {name}, yang bertanya: {text}',

  'slack.settings': 'Pengaturan',
  'slack.settings-open': 'Buka pengaturan',
  'slack.settings-all': 'Seluruh workspace',
  'slack.settings-channel': 'Pengaturan channel…',
  'slack.settings-log': 'Siapa mengubah apa',
  'slack.settings-export': 'Ekspor',
  'slack.settings-import': 'Impor',
  'slack.settings-change': 'Ubah',
  'slack.save': 'Simpan',
  'slack.close': 'Tutup',
  'slack.moment': 'Sebentar…',
  'slack.working': 'sedang berpikir…',
  'slack.thinking': 'Sedang saya pikirkan; jawabannya menyusul di sini.',
  'slack.asked': '*{name}* bertanya:',

  'install.title': 'Pasang Tanya',
  'install.done-title': 'Tanya sudah terpasang',
  'install.done':
    'Sekarang saya ada di {workspace}. Undang saya ke sebuah channel dan mention saya di sana, atau kirim pesan langsung ke saya.',
  'install.open': 'Buka di Slack',
  'install.again': 'Coba lagi',
  'install.cancelled': 'Pemasangan dibatalkan. Tidak ada yang berubah.',
  'install.expired':
    'Pemasangan ini dimulai terlalu lama yang lalu, sudah dipakai, atau dimulai di browser lain. Izinkan cookie, lalu mulai lagi.',
  'install.org-wide':
    'Saya bisa dipasang di satu workspace, bukan di seluruh organisasi sekaligus. Mulai lagi dan pilih satu workspace.',
  'install.refused':
    'Slack menolak pemasangan ini ({code}). Mulai lagi; kalau masih terjadi, beri tahu operator Tanya ini.',
  'install.failed': 'Slack tidak menjawab, atau pemasangan tidak bisa disimpan. Mulai lagi dalam satu menit.',
}
