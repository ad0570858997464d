import type { Extension as MdastExtension } from 'mdast-util-from-markdown'
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    texFlow: 'texFlow'
    texText: 'texText'
    texData: 'texData'
  }
}

const backslash = 92
const roundOpen = 40
const squareOpen = 91

/**
 * `\(…\)` and `\[…\]`, which most models write and `micromark-extension-math` does not know. A block is a `\[` that
 * starts a line and has no `\]` on it; like a fence it runs to its end, or to the end of its container.
 */
export function texSyntax(): Extension {
  const flow: Construct = { name: 'texFlow', tokenize: tokenizeFlow, concrete: true }
  const text: Construct = { name: 'texText', tokenize: tokenizeText }
  return { flow: { [backslash]: flow }, text: { [backslash]: text } }
}

/** The same `math` and `inlineMath` nodes as for dollars; their value is left to be read from the source. */
export function texFromMarkdown(): MdastExtension {
  return {
    enter: {
      texFlow(token) {
        this.enter({ type: 'math', value: '' }, token)
      },
      texText(token) {
        this.enter({ type: 'inlineMath', value: '' }, token)
      },
    },
    exit: {
      texFlow(token) {
        this.exit(token)
      },
      texText(token) {
        this.exit(token)
      },
    },
  }
}

/** Line endings are negative codes in micromark. */
const isLineEnding = (code: Code): code is number => code !== null && code < -2

function tokenizeText(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let closing = 0
  let seenBackslash = false
  return (code) => {
    effects.enter('texText')
    effects.enter('texData')
    effects.consume(code)
    return opened
  }
  function opened(code: Code): State | undefined {
    if (code !== roundOpen && code !== squareOpen) return nok(code)
    closing = code === roundOpen ? 41 : 93
    effects.consume(code)
    return inside
  }
  function inside(code: Code): State | undefined {
    if (code === null) return nok(code)
    if (isLineEnding(code)) {
      effects.exit('texData')
      effects.enter('lineEnding')
      effects.consume(code)
      effects.exit('lineEnding')
      effects.enter('texData')
      seenBackslash = false
      return afterLineEnding
    }
    const closes = seenBackslash && code === closing
    seenBackslash = code === backslash && !seenBackslash
    effects.consume(code)
    return closes ? closed : inside
  }
  function afterLineEnding(code: Code): State | undefined {
    // An empty token would upset micromark: a blank line cannot be inside a paragraph, two endings cannot follow.
    return code === null || isLineEnding(code) ? nok(code) : inside(code)
  }
  function closed(code: Code): State | undefined {
    effects.exit('texData')
    effects.exit('texText')
    return ok(code)
  }
}

function tokenizeFlow(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const isLazy = (): boolean => this.parser.lazy[this.now().line] === true
  const interrupts = this.interrupt === true
  let firstLine = true
  let seenBackslash = false
  let mayEnd = false
  const nextLine: Construct = {
    partial: true,
    tokenize: (inner, innerOk, innerNok) => (code) => {
      if (code === null) return innerNok(code)
      inner.enter('lineEnding')
      inner.consume(code)
      inner.exit('lineEnding')
      return (next) => (isLazy() ? innerNok(next) : innerOk(next))
    },
  }
  return (code) => {
    effects.enter('texFlow')
    effects.enter('texData')
    effects.consume(code)
    return opened
  }
  function opened(code: Code): State | undefined {
    if (code !== squareOpen) return nok(code)
    effects.consume(code)
    return inside
  }
  function inside(code: Code): State | undefined {
    if (code === null || isLineEnding(code)) {
      effects.exit('texData')
      return lineEnd(code)
    }
    const closes = seenBackslash && code === 93
    if (closes && firstLine) return nok(code)
    if (closes) mayEnd = true
    else if (code !== 32 && code >= 0) mayEnd = false
    seenBackslash = code === backslash && !seenBackslash
    effects.consume(code)
    return inside
  }
  function lineEnd(code: Code): State | undefined {
    firstLine = false
    seenBackslash = false
    if (code === null || mayEnd || interrupts) return end(code)
    return effects.attempt(nextLine, lineStart, end)(code)
  }
  function lineStart(code: Code): State | undefined {
    if (code === null || isLineEnding(code)) return lineEnd(code)
    effects.enter('texData')
    return inside(code)
  }
  function end(code: Code): State | undefined {
    effects.exit('texFlow')
    return ok(code)
  }
}
