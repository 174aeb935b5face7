// What is wrong with an injection expression.

/** An expression that says nothing that can be done; the message names the part. */
export class InjectSyntaxError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InjectSyntaxError'
  }
}
