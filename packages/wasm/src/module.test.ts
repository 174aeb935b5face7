// What a module has beside its code.

import { expect, test } from 'vitest'
import { ModuleBuilder } from './module.ts'
import { parseDeclarations } from './parse.ts'

test('its functions have their names, for profilers and stack traces', () => {
  const module = new ModuleBuilder({})
  module.import('host', ['i64'], 'i64')
  module.add(
    parseDeclarations('fn first(a: i64): i64 { return a } fn second(a: i64): i64 { return host(first(a)) }'),
    true,
  )
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(module.build())), {
    m: {
      memory: new WebAssembly.Memory({ initial: 1 }),
      host: () => {
        throw new Error('here')
      },
    },
  })
  let stack = ''
  try {
    ;(exports.second as (a: bigint) => bigint)(1n)
  } catch (error) {
    stack = (error as Error).stack ?? ''
  }
  expect(stack).toMatch(/at second \(wasm:/)
})
