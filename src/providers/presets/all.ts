import { deepseek } from './deepseek.ts'
import { huggingface } from './huggingface.ts'
import { ollama } from './ollama.ts'
import { openrouter } from './openrouter.ts'
import type { Preset } from './preset.ts'
import { sglang } from './sglang.ts'
import { siliconflow } from './siliconflow.ts'
import { vllm } from './vllm.ts'

/** Every host that is known by name. */
export const presets: readonly Preset[] = [
  deepseek,
  openrouter,
  huggingface,
  siliconflow,
  sglang,
  vllm,
  ollama,
]
