/**
 * What chat templates of open models use to tell turns apart; a server that reads them in a person's text would take
 * what follows for a turn of the system or the model. From the templates of DeepSeek, Llama, Mistral, Qwen, Gemma,
 * GLM, Kimi, Phi, gpt-oss and MiniMax, 2026-11.
 */
const controlTokens: readonly RegExp[] = [
  // <|im_start|>, <|eot_id|>, <｜User｜>, <｜tool▁calls▁begin｜>
  /<(?=[|｜][^\s<>|｜]{1,40}[|｜]>)/gu,
  // [INST], [/INST], [SYSTEM_PROMPT], [TOOL_CALLS], [gMASK]
  /\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|ARGS|CALL_ID|THINK|gMASK)\])/gu,
  // <s>, </s>, <bos>, <start_of_turn>, <<SYS>>, <sop>, <unk>
  /<(?=\/?(?:s|bos|eos|pad|unk|sop|eop|start_of_turn|end_of_turn|start_of_image|end_of_image|<SYS>)>)/giu,
  // ]~b], ]~!b[
  /\](?=~!?b[\][])/gu,
]

/** The text with a zero-width space in each control token: it reads the same and is none any more. */
export function defused(text: string): string {
  let safe = text.replaceAll('\r\n', '\n')
  for (const token of controlTokens) safe = safe.replaceAll(token, '$&\u200B')
  return safe
}
