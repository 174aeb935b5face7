// A scanner of TypeScript that knows comments, strings, templates and regular expressions well enough to say which
// modules a file imports and which names it uses. For the layering test.

export interface Token {
  readonly kind: 'name' | 'string' | 'punctuation'
  readonly text: string
  readonly line: number
}

const BEFORE_REGEXP = new Set([
  '(',
  ',',
  '=',
  ':',
  '[',
  '!',
  '&',
  '|',
  '?',
  '{',
  '}',
  ';',
  '>',
  'return',
  'typeof',
])

/** The tokens of a source; template literals give the tokens of their expressions. */
export function scan(source: string): Token[] {
  const tokens: Token[] = []
  const matcher =
    /(\s+)|(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|([A-Za-z_$#][\w$]*)|(\d[\w.]*)|([\s\S])/y
  const templates: number[] = [] // brace depth at which each open template's expression ends
  let depth = 0
  let at = 0
  let line = 1
  const advance = (text: string) => {
    at += text.length
    line += text.split('\n').length - 1
  }
  const skipTemplate = () => {
    const rest = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(`|\$\{)/y
    rest.lastIndex = at
    const m = rest.exec(source)
    if (m === null) throw new Error(`line ${line}: unterminated template`)
    advance(m[0])
    if (m[1] === '${') templates.push(depth++)
  }
  while (at < source.length) {
    matcher.lastIndex = at
    const m = matcher.exec(source)
    if (m === null) break
    const [text, space, comment, string, name, number, other] = m
    const startLine = line
    if (other === '/' && BEFORE_REGEXP.has(tokens.at(-1)?.text ?? ';')) {
      const regexp = /\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\/\w*/y
      regexp.lastIndex = at
      const r = regexp.exec(source)
      if (r !== null) {
        advance(r[0])
        continue
      }
    }
    advance(text)
    if (space !== undefined || comment !== undefined || number !== undefined) continue
    if (string !== undefined) tokens.push({ kind: 'string', text: string.slice(1, -1), line: startLine })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, line: startLine })
    else if (other === '`') skipTemplate()
    else {
      if (other === '{') depth++
      if (other === '}') depth--
      if (other === '}' && templates.at(-1) === depth) {
        templates.pop()
        skipTemplate()
      } else tokens.push({ kind: 'punctuation', text: other, line: startLine })
    }
  }
  return tokens
}

/** A module specifier that a source imports, re-exports, or imports dynamically. */
export interface Import {
  readonly specifier: string
  readonly line: number
}

export function importsOf(tokens: readonly Token[]): Import[] {
  return tokens.flatMap((t, i) => {
    if (t.kind !== 'string') return []
    const before = tokens[i - 1]?.text
    const isImport =
      before === 'from' || before === 'import' || (before === '(' && tokens[i - 2]?.text === 'import')
    return isImport ? [{ specifier: t.text, line: t.line }] : []
  })
}

/** Names that are used by themselves, not as a property. */
export function freeNames(tokens: readonly Token[]): { readonly name: string; readonly line: number }[] {
  return tokens.flatMap((t, i) => {
    if (t.kind !== 'name' || tokens[i - 1]?.text === '.') return []
    return tokens[i + 1]?.text === ':' ? [] : [{ name: t.text, line: t.line }]
  })
}
