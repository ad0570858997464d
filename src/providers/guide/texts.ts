const en = {
  found: 'From my documentation:',
  also: 'Other passages with these words:',
  nothing:
    'I found nothing about that in my documentation. Ask, for example, *how do I connect a model*, *what is stored*, or *how do I add a platform*.',
  noModel:
    '*I am Tanya’s built-in guide, not a language model: I only search the documentation. To connect a model, put a key such as `DEEPSEEK_API_KEY=…` into `.env`, or start Ollama, LM Studio, llama.cpp, vLLM or SGLang on this machine, and start Tanya again (`docs/models.md` lists the hosts).*',
}

const id: typeof en = {
  found: 'Dari dokumentasi saya:',
  also: 'Bagian lain dengan kata-kata itu:',
  nothing:
    'Saya tidak menemukan apa pun tentang itu dalam dokumentasi saya, yang ditulis dalam bahasa Inggris. Coba misalnya *connect a model* atau *what is stored*.',
  noModel:
    '*Saya pemandu bawaan Tanya, bukan model bahasa: saya hanya mencari dalam dokumentasi. Untuk menyambungkan model, isi kunci seperti `DEEPSEEK_API_KEY=…` dalam `.env`, atau jalankan Ollama, LM Studio, llama.cpp, vLLM, atau SGLang di mesin ini, lalu mulai Tanya lagi (`docs/models.md` memuat daftarnya).*',
}

/** The guide's own sentences, in the language that the question seems to be in. */
export function guideTexts(question: string): typeof en {
  const isIndonesian =
    /\b(?:apa|apakah|bagaimana|kenapa|mengapa|saya|kamu|anda|yang|untuk|dengan|tolong)\b/iu.test(question)
  return isIndonesian ? id : en
}
