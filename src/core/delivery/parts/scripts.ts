const plain = '0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ*∗′ '
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ**′ '
const plainLow = '0123456789+-−=()aehijklmnoprstuvxβγρφχ '
const lowered = '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ '

const superscripts = tableOf(plain, raised)
const subscripts = tableOf(plainLow, lowered)

/** The text in superscript characters; undefined when Unicode lacks one. */
export const superscript = (text: string): string | undefined => mapAll(text, superscripts)

/** The text in subscript characters; undefined when Unicode lacks one. */
export const subscript = (text: string): string | undefined => mapAll(text, subscripts)

function tableOf(from: string, to: string): ReadonlyMap<string, string> {
  const target = Array.from(to)
  return new Map(Array.from(from, (character, index) => [character, target[index] ?? character]))
}

function mapAll(text: string, table: ReadonlyMap<string, string>): string | undefined {
  const mapped = Array.from(text, (character) => table.get(character))
  return mapped.includes(undefined) ? undefined : mapped.join('')
}
