/** A scenario that cannot be played: it asks for what there is not. */
export class PlayError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PlayError'
  }
}
