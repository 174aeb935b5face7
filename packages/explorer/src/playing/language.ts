// The language of scenarios, as far as an editor wants to know it. What a worker sends to the page.

import { CONSTANTS, scenarioJsonSchema } from '@jvisor/scenario'
import { SYSCALLS } from '@jvisor/syscalls'

export interface Language {
  /** A JSON Schema. */
  readonly schema: object
  /** Names of numbers. */
  readonly constants: readonly string[]
  /** The kinds of its parameters, "(fd, iovec-out, uint)", by the name of the call. */
  readonly signatures: Readonly<Record<string, string>>
}

export const language = (): Language => ({
  schema: JSON.parse(JSON.stringify(scenarioJsonSchema())),
  constants: [...CONSTANTS.keys()],
  signatures: Object.fromEntries(
    SYSCALLS.map(({ name, params }) => [name, `(${params.filter((kind) => kind !== 'hidden').join(', ')})`]),
  ),
})
