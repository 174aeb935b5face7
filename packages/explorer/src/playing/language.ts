// The language of scenarios, as far as an editor wants to know it. What a worker sends to the page.

import { CONSTANTS, scenarioJsonSchema } from '@jvisor/scenario'
import { syscallList } from '@jvisor/syscalls'

export interface Language {
  /** A JSON Schema. */
  readonly schema: object
  /** Names of numbers. */
  readonly constants: readonly string[]
  /** Its parameters in C, "(int fd, const struct iovec *iov, int iovcnt)", by the name of the call. */
  readonly signatures: Readonly<Record<string, string>>
}

export const language = (): Language => ({
  schema: JSON.parse(JSON.stringify(scenarioJsonSchema())),
  constants: [...CONSTANTS.keys()],
  signatures: Object.fromEntries(
    syscallList()
      .filter(({ implemented }) => implemented)
      .map(({ name, signature }) => [name, signature.slice(name.length)]),
  ),
})
