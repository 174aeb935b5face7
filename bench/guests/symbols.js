// The functions of a program, as its symbols say.

import { execFileSync } from 'node:child_process'

/** @returns what a program calls the function at an address; the address where it has no symbols */
export function functionsOf(file) {
  const lines = execFileSync('riscv64-linux-gnu-nm', ['-n', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const functions = [...lines.matchAll(/^(\w+) [tTwW] (\S+)$/gm)].map(([, at, name]) => ({
    at: Number.parseInt(at, 16),
    name,
  }))
  return (address) => functions.findLast(({ at }) => at <= address)?.name ?? `0x${address.toString(16)}`
}
