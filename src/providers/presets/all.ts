import { anthropic } from './anthropic.ts'
import { azure } from './azure.ts'
import { baseten } from './baseten.ts'
import { dashscope } from './dashscope.ts'
import { deepinfra } from './deepinfra.ts'
import { deepseek } from './deepseek.ts'
import { fireworks } from './fireworks.ts'
import { gemini } from './gemini.ts'
import { groq } from './groq.ts'
import { huggingface } from './huggingface.ts'
import { llamacpp } from './llamacpp.ts'
import { lmstudio } from './lmstudio.ts'
import { novita } from './novita.ts'
import { nvidia } from './nvidia.ts'
import { ollama } from './ollama.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import type { Preset } from './preset.ts'
import { sglang } from './sglang.ts'
import { siliconflow } from './siliconflow.ts'
import { together } from './together.ts'
import { vllm } from './vllm.ts'

/** Every host that is known by name: those of one's own first, then in the order a bare model id is looked for. */
export const presets: readonly Preset[] = [
  sglang,
  vllm,
  llamacpp,
  ollama,
  lmstudio,
  deepseek,
  openrouter,
  huggingface,
  siliconflow,
  novita,
  deepinfra,
  together,
  fireworks,
  baseten,
  openai,
  gemini,
  anthropic,
  groq,
  dashscope,
  azure,
  nvidia,
]
