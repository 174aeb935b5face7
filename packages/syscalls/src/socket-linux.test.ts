// Sockets do what Linux does, step by step: the steps were recorded on Linux 6.18 (x86-64).

import { expect, test } from 'vitest'
import { SocketPlayer } from './socket-player.testing.ts'
import { SOCKET_SCENARIOS } from './socket-recorded.testing.ts'

test.each(Object.entries(SOCKET_SCENARIOS))('%s', (_, steps) => {
  const player = new SocketPlayer()
  const got = steps.map(([step]) => [step, player.play(step)])
  expect(got).toEqual(steps)
  expect(player.machine.kernel.counters.sentryBugs).toBe(0)
})
