// The lines of calls about sockets are those of strace(1).

import type { SyscallName } from '@jvisor/abi'
import { READ_WRITE } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { SocketMachine } from '../sockets.testing.ts'
import { SOCKET_LINES } from './socket-lines.testing.ts'
import { Strace } from './strace.ts'

test('the lines of calls about sockets', () => {
  const m = new SocketMachine()
  m.map(1, READ_WRITE, 0x10000000)
  for (let fd = 0; fd < 3; fd++) m.call('open', '/dev/null', 2)
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  for (const [name, args, pokes, line] of SOCKET_LINES) {
    for (const [at, hex] of pokes)
      m.poke(
        at,
        Uint8Array.from(hex.match(/../g) ?? [], (h) => Number.parseInt(h, 16)),
      )
    m.call(name as SyscallName, ...args)
    expect.soft(lines.pop()).toBe(line)
  }
  expect(m.kernel.counters.sentryBugs).toBe(0)
})
