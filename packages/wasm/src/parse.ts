// The notation in which instructions and soft-float functions are written down: expressions and statements like C's,
// with WebAssembly's four types. Parsed once, emitted as often as needed (emit.ts).
//
//   fn name(a: i64, b: i32): i64 { let x = a + 1; while (x <u a) { x = x << b }  if (b) { return x }  return a }
//   inline fn name(a: i64) { if rarely (a == 0) { return }  other(a) }
//   var name: i64
//
// An inline function is emitted wherever it is called. A condition can be said to be `likely` or `rarely` true.
// Integers fit the type they meet, and are i32 if they meet none; `5L` is an i64, `1.0` an f64. Operators that have
// signs end in u if unsigned: <u >=u /u %u; >>> is the unsigned shift. Statements end where the next one begins.

import type { Type } from './types.ts'

export type Expr =
  | { readonly kind: 'number'; readonly value: number | bigint; readonly type: Type | undefined }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'unary'; readonly op: string; readonly a: Expr }
  | { readonly kind: 'binary'; readonly op: string; readonly a: Expr; readonly b: Expr }
  | { readonly kind: 'choice'; readonly c: Expr; readonly a: Expr; readonly b: Expr }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }

export type Statement =
  | { readonly kind: 'let' | 'set'; readonly name: string; readonly value: Expr }
  | { readonly kind: 'do'; readonly value: Expr }
  | {
      readonly kind: 'if'
      readonly c: Expr
      /** Whether the condition is true almost always, or almost never. */
      readonly likely: boolean | undefined
      readonly then: Block
      readonly otherwise: Block
    }
  | { readonly kind: 'while'; readonly c: Expr; readonly body: Block }
  | { readonly kind: 'return'; readonly value: Expr | undefined }

export type Block = readonly Statement[]

export interface FunctionDeclaration {
  readonly name: string
  readonly params: readonly { readonly name: string; readonly type: Type }[]
  readonly result: Type | undefined
  readonly body: Block
  /** It is emitted wherever it is called. */
  readonly inline: boolean
}

export interface Declarations {
  readonly functions: readonly FunctionDeclaration[]
  readonly variables: readonly { readonly name: string; readonly type: Type }[]
}

const TOKEN =
  /\s*(?:\/\/.*\s*)*(0x[0-9a-f]+L?|\d+\.\d+|\d+L?|[A-Za-z_]\w*|>>>|<<|>>|(?:[<>]=?|[/%])u\b|[<>=!]=|&&|\|\||[-+*/%&|^~!<>=?:(){},])/y
/** How tightly operators of two operands bind. */
const LEVELS: ReadonlyMap<string | undefined, number> = new Map(
  ['||', '&&', '|', '^', '&', '== !=', '< <u > >u <= <=u >= >=u', '<< >> >>>', '+ -', '* / /u % %u'].flatMap(
    (operators, level) => operators.split(' ').map((op): [string, number] => [op, level]),
  ),
)

/** Functions and variables of a module. */
export function parseDeclarations(text: string): Declarations {
  return new Parser(text).declarations()
}

/** Statements, as the body of a function has them. */
export function parseBlock(text: string): Block {
  return new Parser(text).statements()
}

/** One expression. */
export function parseExpression(text: string): Expr {
  return new Parser(text).expression()
}

class Parser {
  readonly #tokens: string[] = []
  #at = 0

  constructor(text: string) {
    TOKEN.lastIndex = 0
    while (TOKEN.lastIndex < text.length) {
      const from = TOKEN.lastIndex
      const token = TOKEN.exec(text)?.[1]
      if (token === undefined) {
        if (/^\s*$/.test(text.slice(from).replaceAll(/\/\/.*/g, ''))) return
        throw new SyntaxError(`not understood: ${text.slice(from, from + 40)}`)
      }
      this.#tokens.push(token)
    }
  }

  declarations(): Declarations {
    const functions: FunctionDeclaration[] = []
    const variables: { name: string; type: Type }[] = []
    while (this.#peek() !== undefined) {
      if (this.#accept('var')) variables.push(this.#typed())
      else {
        const inline = this.#accept('inline')
        this.#expect('fn')
        functions.push(this.#function(inline))
      }
    }
    return { functions, variables }
  }

  statements(): Block {
    const list: Statement[] = []
    while (this.#peek() !== undefined && this.#peek() !== '}') list.push(this.#statement())
    return list
  }

  expression(): Expr {
    return this.#expression()
  }

  #function(inline: boolean): FunctionDeclaration {
    const name = this.#next()
    const params: { name: string; type: Type }[] = []
    this.#expect('(')
    while (!this.#accept(')')) {
      params.push(this.#typed())
      this.#accept(',')
    }
    const result = this.#accept(':') ? (this.#next() as Type) : undefined
    return { name, params, result, body: this.#block(), inline }
  }

  #typed(): { name: string; type: Type } {
    const name = this.#next()
    this.#expect(':')
    return { name, type: this.#next() as Type }
  }

  #block(): Block {
    this.#expect('{')
    const list = this.statements()
    this.#expect('}')
    return list
  }

  #statement(): Statement {
    if (this.#accept('let')) return this.#assignment('let')
    if (this.#accept('while')) return { kind: 'while', c: this.#condition(), body: this.#block() }
    if (this.#accept('return')) {
      const last = this.#peek() === '}' || this.#peek() === undefined
      return { kind: 'return', value: last ? undefined : this.#expression() }
    }
    if (this.#accept('if')) {
      const likely = this.#accept('likely') || (this.#accept('rarely') ? false : undefined)
      const c = this.#condition()
      const then = this.#block()
      return { kind: 'if', c, likely, then, otherwise: this.#otherwise() }
    }
    if (this.#tokens[this.#at + 1] === '=') return this.#assignment('set')
    return { kind: 'do', value: this.#expression() }
  }

  #otherwise(): Block {
    if (!this.#accept('else')) return []
    return this.#peek() === 'if' ? [this.#statement()] : this.#block()
  }

  #condition(): Expr {
    this.#expect('(')
    const c = this.#expression()
    this.#expect(')')
    return c
  }

  #assignment(kind: 'let' | 'set'): Statement {
    const name = this.#next()
    this.#expect('=')
    return { kind, name, value: this.#expression() }
  }

  #expression(): Expr {
    const c = this.#binary(0)
    if (!this.#accept('?')) return c
    const a = this.#expression()
    this.#expect(':')
    return { kind: 'choice', c, a, b: this.#expression() }
  }

  /** What binds at least as tightly as `level`. */
  #binary(level: number): Expr {
    let a = this.#unary()
    for (;;) {
      const op = this.#peek()
      const own = LEVELS.get(op)
      if (op === undefined || own === undefined || own < level) return a
      this.#at++
      a = { kind: 'binary', op, a, b: this.#binary(own + 1) }
    }
  }

  #unary(): Expr {
    const token = this.#next()
    if (token === '-' || token === '~' || token === '!') return { kind: 'unary', op: token, a: this.#unary() }
    if (token === '(') {
      const e = this.#expression()
      this.#expect(')')
      return e
    }
    if (/^\d/.test(token)) return numberOf(token)
    if (!this.#accept('(')) return { kind: 'name', name: token }
    const args: Expr[] = []
    while (!this.#accept(')')) {
      args.push(this.#expression())
      this.#accept(',')
    }
    return { kind: 'call', name: token, args }
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]
  }

  #next(): string {
    const token = this.#tokens[this.#at++]
    if (token === undefined) throw new SyntaxError('it ends too early')
    return token
  }

  #accept(token: string): boolean {
    if (this.#peek() !== token) return false
    this.#at++
    return true
  }

  #expect(token: string): void {
    const found = this.#next()
    if (found !== token) {
      const around = this.#tokens.slice(Math.max(0, this.#at - 8), this.#at + 4).join(' ')
      throw new SyntaxError(`${token} expected, not ${found}: ${around}`)
    }
  }
}

function numberOf(token: string): Expr {
  if (token.includes('.')) return { kind: 'number', value: Number(token), type: 'f64' }
  const long = token.endsWith('L')
  const value = BigInt(long ? token.slice(0, -1) : token)
  const small = value <= BigInt(Number.MAX_SAFE_INTEGER)
  return { kind: 'number', value: small ? Number(value) : value, type: long ? 'i64' : undefined }
}
