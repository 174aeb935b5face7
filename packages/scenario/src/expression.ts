// Numbers as a scenario writes them: "buf+0x10", "O_RDWR|O_CREAT", "2*PAGE-1", "2**63", "-1".
//
//   or   = sum { "|" sum }          sum = product { ("+" | "-") product }
//   product = power { "*" power }   power = unary [ "**" power ]
//   unary = "-" unary | NUMBER | NAME | "(" or ")"      NAME may contain dots: "buf.end", "p.r"

/** The value of a name; undefined if it has none. */
export type Lookup = (name: string) => bigint | undefined

const TOKEN = /\s*(?:(0x[0-9a-fA-F]+|\d+)|([A-Za-z_][\w.]*)|(\*\*|[-+*|()]))/y
const LARGEST_POWER = 64n

class Parser {
  readonly #text: string
  readonly #lookup: Lookup
  #tokens: RegExpExecArray[] = []
  #next = 0

  constructor(text: string, lookup: Lookup) {
    this.#text = text
    this.#lookup = lookup
    const end = text.trimEnd().length
    TOKEN.lastIndex = 0
    while (TOKEN.lastIndex < end) {
      const at = TOKEN.lastIndex
      const token = TOKEN.exec(text)
      if (token === null)
        throw new SyntaxError(`${text}: cannot be read from ${JSON.stringify(text.slice(at))} on`)
      this.#tokens.push(token)
    }
  }

  whole(): bigint {
    const value = this.#or()
    if (this.#next < this.#tokens.length) this.#fail()
    return value
  }

  #fail(): never {
    const token = this.#tokens[this.#next]
    throw new SyntaxError(
      `${this.#text}: ${token === undefined ? 'ends too early' : `unexpected ${token[0].trim()}`}`,
    )
  }

  #take(...operators: string[]): string | undefined {
    const operator = this.#tokens[this.#next]?.[3]
    if (operator === undefined || !operators.includes(operator)) return undefined
    this.#next++
    return operator
  }

  #or(): bigint {
    let value = this.#sum()
    while (this.#take('|') !== undefined) value |= this.#sum()
    return value
  }

  #sum(): bigint {
    let value = this.#product()
    for (;;) {
      const operator = this.#take('+', '-')
      if (operator === undefined) return value
      value = operator === '+' ? value + this.#product() : value - this.#product()
    }
  }

  #product(): bigint {
    let value = this.#power()
    while (this.#take('*') !== undefined) value *= this.#power()
    return value
  }

  #power(): bigint {
    const base = this.#unary()
    if (this.#take('**') === undefined) return base
    const exponent = this.#power()
    if (exponent < 0n || exponent > LARGEST_POWER)
      throw new SyntaxError(`${this.#text}: no power of ${exponent}`)
    return base ** exponent
  }

  #unary(): bigint {
    if (this.#take('-') !== undefined) return -this.#unary()
    if (this.#take('(') !== undefined) {
      const value = this.#or()
      if (this.#take(')') === undefined) this.#fail()
      return value
    }
    const token = this.#tokens[this.#next]
    if (token?.[1] !== undefined) {
      this.#next++
      return BigInt(token[1])
    }
    if (token?.[2] === undefined) this.#fail()
    const value = this.#lookup(token[2])
    if (value === undefined) throw new SyntaxError(`${this.#text}: there is no ${token[2]}`)
    this.#next++
    return value
  }
}

/** The value of an expression. @throws SyntaxError that says what is wrong with it. */
export function evaluate(text: string, lookup: Lookup): bigint {
  return new Parser(text, lookup).whole()
}
