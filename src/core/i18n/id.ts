import type { Catalogue } from './messages.ts'

/** Bahasa Indonesia. */
export const id: Catalogue = {
  'language.name': 'Bahasa Indonesia',

  'fault.host-rate-limited': 'Penyedia model sedang kebanjiran permintaan. Coba tanya lagi {when}.',
  'fault.host-rate-limited-soon':
    'Penyedia model sedang kebanjiran permintaan. Coba tanya lagi sebentar lagi.',
  'fault.host-overloaded': 'Penyedia model sedang kelebihan beban. Coba tanya lagi beberapa menit lagi.',
  'fault.out-of-credit': 'Saldo akun di {host} sudah habis. Operator perlu mengisinya kembali.',
  'fault.bad-key': '{host} menolak kunci API yang dipakai. Operator perlu memeriksanya.',
  'fault.model-gone': '{host} tidak punya model bernama {model}. Admin perlu memilih model lain.',
  'fault.model-gone-try':
    '{host} tidak punya model bernama {model}. Admin perlu memilih model lain, misalnya {available}.',
  'fault.too-long':
    'Percakapan ini terlalu panjang untuk modelnya. Mulai percakapan baru, atau persingkat pertanyaannya.',
  'fault.filtered':
    'Penyedia model menganggap pertanyaan atau jawabannya tidak pantas. Coba tanyakan dengan kata lain.',
  'fault.truncated': 'Penyedia model berhenti di tengah jawaban. Tanya lagi untuk mendapat jawaban lengkap.',
  'fault.stalled': 'Penyedia model berhenti menjawab setelah {seconds} detik. Silakan tanya lagi.',
  'fault.unreachable': 'Penyedia model tidak bisa dihubungi. Coba tanya lagi beberapa menit lagi.',
  'fault.malformed': 'Penyedia model memberi jawaban yang tidak bisa dibaca. Silakan tanya lagi.',
  'fault.empty': 'Model memberi jawaban kosong. Tanya lagi, atau dengan kata lain.',
  'fault.host-refused':
    'Penyedia model tidak menerima pertanyaan ini. Operator bisa melihat sebabnya di log.',
  'fault.no-permission':
    'Saya tidak boleh menulis di sana. Admin perlu memberi saya izin mengirim pesan di kanal itu.',
  'fault.platform-rejected':
    'Platform obrolan tidak menerima jawaban saya. Operator bisa melihat sebabnya di log.',
  'fault.platform-unreachable': 'Platform obrolan tidak bisa dihubungi. Coba tanya lagi beberapa menit lagi.',
  'fault.limited-person': 'Jatah pertanyaanmu untuk saat ini sudah habis. Silakan tanya lagi {when}.',
  'fault.limited-channel':
    'Jatah pertanyaan kanal ini untuk saat ini sudah habis. Silakan tanya lagi {when}.',
  'fault.limited-workspace':
    'Jatah pertanyaan server ini untuk saat ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-person': 'Anggaranmu untuk periode ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-channel': 'Anggaran kanal ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-workspace': 'Anggaran server ini sudah habis. Silakan tanya lagi {when}.',
  'fault.over-budget-deployment': 'Anggaran instalasi ini sudah habis. Silakan tanya lagi {when}.',
  'fault.price-unknown':
    'Harga {model} tidak diketahui, jadi model itu tidak bisa dipakai selama ada anggaran. Admin perlu memilih model lain.',
  'fault.not-here-off': 'Saya dinonaktifkan di sini. Admin bisa mengaktifkan saya.',
  'fault.not-here-channel': 'Saya tidak boleh menjawab di kanal ini. Admin bisa mengizinkannya.',
  'fault.needs-role': 'Hanya peran tertentu yang boleh memakai saya di sini. Admin bisa memberimu salah satunya.',
  'fault.queue-full':
    'Sudah ada {waiting} pertanyaan yang menunggu di percakapan ini. Tanya lagi setelah semuanya terjawab.',
  'fault.needs-admin': 'Hanya admin server ini yang boleh melakukannya.',
  'fault.needs-operator': 'Hanya operator instalasi ini yang boleh melakukannya.',
  'fault.needs-member': 'Tamu tidak boleh memakai saya di sini. Admin bisa mengizinkannya.',
  'fault.needs-asker': 'Hanya si penanya atau admin yang boleh melakukannya.',
  'fault.bad-input': '`{field}`: {problem}',
  'fault.no-model': 'Belum ada model yang terhubung. Operator perlu menyiapkannya.',
  'fault.store':
    'Memori saya sedang tidak bisa ditulis, jadi pertanyaannya belum saya terima. Tanya lagi sebentar lagi.',
  'fault.interrupted': 'Saya terputus sebelum jawabannya selesai. Tanya lagi untuk mendapat jawaban lengkap.',
  'fault.bug':
    'Ada yang salah di pihak saya (insiden {incident}). Silakan tanya lagi; kalau masih terjadi, beri tahu operator nomor itu.',

  'notice.stopped': 'Dihentikan.',
  'notice.length': 'Jawaban mencapai batas panjangnya.',
  'notice.empty-question':
    'Ya? Tulis pertanyaanmu dalam pesan yang sama dengan nama saya, atau pakai `{command}`.',
  'notice.waiting':
    '{ahead, plural, =0 {Saya sedang menjawab pertanyaan lain} other {Ada # pertanyaan sebelum pertanyaanmu di percakapan ini}}; jawabannya menyusul.',

  'files.remark': 'Tidak terbaca, atau tidak seluruhnya: {files}.',
  'files.one': '“{name}” ({why})',
  'files.more': '{count} lagi',
  'files.beginning': 'hanya bagian awalnya yang muat',
  'files.pages': 'hanya halaman 1 sampai {pages} dari {ofPages}',
  'files.type': 'jenis berkas ini tidak bisa saya baca',
  'files.too-large': 'lebih besar dari {megabytes} MB',
  'files.too-many': 'saya membaca {most} berkas sekaligus',
  'files.too-many-pictures': 'saya melihat {pictures} gambar sekaligus',
  'files.no-pictures': 'model ini tidak bisa melihat gambar',
  'files.broken': 'rusak, atau isinya bukan seperti namanya',
  'files.protected': 'dilindungi kata sandi',
  'files.no-text': 'tidak berisi teks',
  'files.no-room': 'tidak ada ruang lagi',
  'files.slow': 'terlalu lama dibaca',
  'files.elsewhere': 'disimpan di situs lain',
  'files.refused': 'saya tidak boleh membukanya; operator bisa melihat sebabnya di log',
  'files.gone': 'sudah tidak ada',
  'files.unreachable': 'tidak bisa diunduh',

  'discord.about-message': 'Tentang {link}',
  'discord.leaving': 'Saya sedang dimulai ulang. Coba tanya lagi sebentar lagi.',

  'budget.reached':
    '{percent, number}% anggaran {scope} sudah terpakai: {spent} dari {limit}. Periode berikutnya dimulai {when}.',
  'budget.of-channel': 'kanal',
  'budget.of-workspace': 'server ini',
  'budget.of-deployment': 'instalasi ini',
  'model.not-allowed': 'model `{model}` tidak diizinkan di sini; pilih salah satu dari {allowed}',

  'input.unknown-command': 'Tidak ada perintah seperti itu. `{help}` menampilkan daftarnya.',
  'input.unknown-option': 'perintah ini tidak punya opsi itu',
  'input.missing': 'belum diisi',
  'input.not-a-number': 'harus bilangan bulat',
  'input.not-a-choice': 'harus salah satu dari {choices}',
  'input.too-long': 'paling panjang {max, number} karakter',
  'input.not-a-boolean': 'harus true atau false',

  'command.ask': 'Ajukan pertanyaan',
  'command.ask.question': 'Apa yang ingin kamu ketahui',
  'command.ask.model': 'Model lain untuk satu pertanyaan ini',
  'command.ask.private': 'Tampilkan jawabannya hanya untukmu',
  'command.new': 'Mulai percakapan baru di sini',
  'command.help': 'Apa yang bisa saya lakukan di sini',
  'command.about': 'Model apa yang menjawab, dan apa yang disimpan',

  'command.usage': 'Jumlah permintaan, token, biaya, dan cache yang terpakai',
  'command.usage.scope': 'Milik siapa: kamu, kanal ini, server ini, atau semua server',
  'command.usage.period': 'Seberapa jauh ke belakang: sehari, seminggu, sebulan, atau tiga bulan',
  'command.usage.csv': 'Sertakan tabel per hari sebagai berkas CSV',
  'command.forget': 'Hapus sekarang juga apa yang saya ingat',
  'command.forget.what': 'Apa: tentang kamu, kanal ini beserta utasnya, atau seluruh server',

  'usage.title-me': '**Pemakaianmu di sini, {from} sampai {until}**',
  'usage.title-channel': '**Pemakaian kanal ini, {from} sampai {until}**',
  'usage.title-server': '**Pemakaian server ini, {from} sampai {until}**',
  'usage.title-all': '**Pemakaian semua server, {from} sampai {until}**',
  'usage.none': 'Tidak ada pertanyaan dalam kurun itu.',
  'usage.requests':
    '{requests, number} pertanyaan, {failures, plural, =0 {tidak ada yang gagal} other {# gagal}}',
  'usage.tokens':
    'Token: {input, number} dibaca, {share, number, percent} di antaranya dari cache; {output, number} ditulis',
  'usage.money': 'Biaya: {money}',
  'usage.money-saved': 'Biaya: {money}; cache menghemat {saved}',
  'usage.unpriced': '{calls, number} panggilan tidak diketahui harganya dan tidak termasuk',
  'usage.models': 'Model menurut jumlah panggilan: {models}',
  'usage.feedback': 'Tanggapan: 👍 {good, number}, 👎 {bad, number}',
  'usage.legend':
    'Di gambar, per hari (UTC): 🟦 terjawab, 🟥 gagal; 🟩 biaya, bila diketahui; token 🟪 dari cache, 🟦 dibaca penuh, 🟧 ditulis.',
  'usage.alt':
    'Diagram batang per hari, {from} sampai {until}: pertanyaan, biaya, dan token. Seluruhnya {requests, number} pertanyaan, {failures, number} gagal, {money}.',
  'usage.table-alt': 'Pemakaian per hari, {from} sampai {until}, sebagai tabel.',
  'usage.no-server': 'pesan langsung bukan bagian dari server mana pun',

  'forget.none': 'Tidak ada yang perlu dihapus.',
  'forget.turns': '{turns, number} pertanyaan beserta jawabannya',
  'forget.settings': '{settings, number} pengaturan beserta riwayatnya',
  'forget.done': 'Terhapus selamanya: {what}.',
  'forget.kept': 'Pengeluaran tetap dihitung, tanpa namamu. Pesan di obrolan tetap ada; hapus sendiri di sana.',

  'new.done': 'Percakapan baru dimulai dengan pesanmu berikutnya.',
  'new.nothing': 'Di sini setiap sebutan memulai percakapan baru; balas jawaban saya untuk melanjutkannya.',
  'help.intro':
    'Sebut nama saya beserta pertanyaan, dan saya jawab. Balas jawaban saya, atau tulis lagi di utasnya, untuk melanjutkan.',
  'help.commands': 'Perintah:',
  'help.text-form': 'Di mana saja, juga di dalam utas, kamu bisa menulis `{example}`.',
  'about.text':
    'Saya Tanya, asisten yang dijalankan sendiri oleh operatornya. Jawaban berasal dari model `{model}`. Pertanyaan dan jawaban disimpan oleh operator instalasi ini agar percakapan bisa dilanjutkan, dan dikirim ke penyedia model itu saja, tidak ke tempat lain.',

  'manifest.description': 'Menjawab pertanyaan dengan model terbuka, di server Anda sendiri.',
  'manifest.agent-description':
    'Tanya menjawab di utas dan pesan langsung dengan model terbuka milik ruang kerja Anda: sebut namanya, lanjutkan di utas, atau mulai percakapan baru di sini.',
  'manifest.prompt-title-1': 'Kamu bisa apa?',
  'manifest.prompt-1': 'Apa yang bisa kamu lakukan di sini, dan model mana yang menjawab?',
  'manifest.prompt-title-2': 'Jelaskan sesuatu',
  'manifest.prompt-2': 'Jelaskan kepada saya, langkah demi langkah dan dengan contoh:',
  'manifest.prompt-title-3': 'Perbaiki teks',
  'manifest.prompt-3': 'Buat teks ini lebih jelas dan lebih singkat, lalu sebutkan apa yang kamu ubah:',

  'action.stop': 'Hentikan',
  'action.retry': 'Ulangi',
  'action.continue': 'Lanjutkan',
  'action.share': 'Bagikan',
  'action.good': 'Jawaban bagus',
  'action.bad': 'Jawaban buruk',
  'act.gone': 'Jawaban itu sudah tidak tersimpan.',
  'act.over': 'Itu sudah tidak bisa dilakukan.',
  'act.busy': 'Pertanyaan itu sedang dijawab.',
  'act.not-there': 'Saya tidak boleh menulis di sana untuk semua orang.',
  'act.noted': 'Dicatat, terima kasih.',
  'act.shared': 'Sudah dibagikan.',
  'act.shared-by': 'Dibagikan oleh {name}, yang bertanya: {text}',

  'slack.working': 'sedang berpikir…',
  'slack.thinking': 'Sedang saya pikirkan; jawabannya menyusul di sini.',
  'slack.asked': '*{name}* bertanya:',
}
