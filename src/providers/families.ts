import type { InlineThoughts } from './presets/preset.ts'

/** What is true of a model's weights wherever they run. Sizes in tokens. */
export interface Family {
  readonly matches: RegExp
  readonly context?: number
  readonly maxOutput?: number
  readonly takesImages?: boolean
  readonly takesTools?: boolean
  readonly thinks: 'never' | 'switch' | 'always'
  /** The variable of the chat template that switches thinking, on hosts that pass such variables on. */
  readonly templateSwitch?: 'thinking' | 'enable_thinking'
  /** How thoughts come where the server was not told to part them. */
  readonly inlineThoughts?: InlineThoughts
  readonly temperature?: number
  /** The system prompt the model was trained with, put before any other. */
  readonly systemPrompt?: string
}

/** https://github.com/NovaSky-AI/SkyThought, the system prompt of Sky-T1. */
const SKY_T1_PROMPT = `Your role as an assistant involves thoroughly exploring questions through a systematic long thinking process before providing the final precise and accurate solutions. This requires engaging in a comprehensive cycle of analysis, summarizing, exploration, reassessment, reflection, backtracing, and iteration to develop well-considered thinking process. Please structure your response into two main sections: Thought and Solution. In the Thought section, detail your reasoning process using the specified format: <|begin_of_thought|> {thought with steps separated with '\\n\\n'} <|end_of_thought|> Each step should include detailed considerations such as analisying questions, summarizing relevant findings, brainstorming new ideas, verifying the accuracy of the current steps, refining any errors, and revisiting previous steps. In the Solution section, based on various attempts, explorations, and reflections from the Thought section, systematically present the final solution that you deem correct. The solution should remain a logical, accurate, concise expression style and detail necessary step needed to reach the conclusion, formatted as follows: <|begin_of_solution|> {final formatted, precise, and clear solution} <|end_of_solution|> Now, try to solve the following question through the above guidelines:`

/** The first that matches counts. Sizes are those of the weights; a server may take less and then says so. */
const families: readonly Family[] = [
  { matches: /sky-?t1/i, context: 32_768, maxOutput: 16_384, thinks: 'always', systemPrompt: SKY_T1_PROMPT },
  // The model cards ask for 0.6: less repeats itself without end. The template opens the thought.
  {
    matches: /deepseek-r1|deepseek-reasoner/i,
    context: 128_000,
    thinks: 'always',
    inlineThoughts: 'unopened',
    temperature: 0.6,
  },
  { matches: /qwq/i, context: 131_072, thinks: 'always', inlineThoughts: 'unopened', temperature: 0.6 },
  {
    matches: /deepseek-v4/i,
    context: 1_000_000,
    takesTools: true,
    thinks: 'switch',
    templateSwitch: 'thinking',
  },
  {
    matches: /deepseek-(?:chat-)?v3[.p][12]/i,
    context: 128_000,
    takesTools: true,
    thinks: 'switch',
    templateSwitch: 'thinking',
  },
  {
    matches: /deepseek-(?:chat-)?v3|deepseek-chat|deepseek\.v3/i,
    context: 128_000,
    takesTools: true,
    thinks: 'never',
  },
  {
    matches: /qwen-?3[\w.-]*vl/i,
    takesImages: true,
    takesTools: true,
    thinks: 'switch',
    templateSwitch: 'enable_thinking',
  },
  // Weights that see, by the names their makers give them.
  {
    matches:
      /qwen[\w.-]*vl|gemma-?3(?!n)(?!.*\b1b)|pixtral|llava|minicpm-?[vo]\b|internvl|glm-?4[.\d]*v|kimi-vl|llama-?3\.2[\w.-]*vision|mistral-small-?3\.[1-9]/i,
    takesImages: true,
    thinks: 'never',
  },
  { matches: /qwen-?3|qwen3p/i, takesTools: true, thinks: 'switch', templateSwitch: 'enable_thinking' },
  { matches: /llama-?4/i, takesImages: true, takesTools: true, thinks: 'never' },
  { matches: /llama-?3/i, context: 131_072, takesTools: true, thinks: 'never' },
]

/** What is known of the weights that a model id names. */
export function familyOf(id: string): Family | undefined {
  return families.find((family) => family.matches.test(id))
}
