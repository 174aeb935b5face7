// Reasons: the sentence that a call's result gets, for every rule there is.

import { describe, expect, test } from 'vitest'
import { ARENA, arenaEnd } from './arena.ts'
import { JvisorMachine } from './jvisor-machine.ts'
import { play } from './player.ts'
import { SCENARIO_SCHEMA, type ScenarioInput } from './schema.ts'
import { buffersOf, isTransfer, segmentsOver } from './segments.ts'
import type { MapLine } from './subject.ts'
import { why } from './why.ts'

type Step = ScenarioInput['steps'][number]

const BASE = ARENA + 4096
const place = (at: number) => `a+${at - BASE}`

/** Makes one call with a mapping `a` (rw, 2 pages, a hole behind, then `ro`), and gives the reason and the segments. */
async function reasonFor(step: Step) {
  const scenario = SCENARIO_SCHEMA.parse({
    title: 'why',
    files: { data: { repeat: 'x', length: 100 } },
    fds: {
      f: { open: 'data', flags: 'O_RDWR' },
      w: { open: 'data', flags: 'O_WRONLY' },
      d: { open: '.' },
      z: { open: '/dev/zero', flags: 'O_RDWR' },
      u: { open: '/dev/full', flags: 'O_RDWR' },
      n: { open: '/dev/null', flags: 'O_RDWR' },
      p: { pipe: 'O_NONBLOCK' },
      b: { pipe: 'O_NONBLOCK', close: 'r' },
      m: { memfd: 'sealed', flags: 'MFD_ALLOW_SEALING' },
    },
    memory: { a: { pages: 2 }, ro: { prot: 'r' }, no: { prot: 'none' } },
    steps: [{ fcntl: ['m', 'F_ADD_SEALS', 'F_SEAL_WRITE'] }, step],
  })
  const subject = new JvisorMachine().subject()
  let maps: readonly MapLine[] = []
  let buffers: ReturnType<typeof buffersOf>
  let said: string | undefined
  let drawn: string[] = []
  await play(scenario, subject, {
    before(_index, _step, call) {
      maps = subject.maps(ARENA, arenaEnd({}))
      if (call !== undefined && isTransfer(call.name)) buffers = buffersOf(call.name, call.args, subject)
    },
    after(_index, _step, _report, call) {
      if (call === undefined || !isTransfer(call.name)) return
      const returned = Number(call.returned)
      const segments = buffers === undefined ? undefined : segmentsOver(buffers, maps, returned)
      said = why({ name: call.name, returned, segments, address: place })
      drawn = (segments ?? []).map(
        ({ moved, parts }) => `${parts.map((p) => `${p.mapped} ${p.bytes}`).join(', ')}: ${moved}`,
      )
    },
  })
  return { said, drawn }
}

describe('why', () => {
  test.each<[step: Step, want: RegExp | undefined]>([
    [{ read: ['f', 'a', 100] }, /^all of it was moved$/],
    [{ read: ['f', 'a', 0] }, /^there was nothing to move$/],
    [{ read: ['f', 'a', 101] }, /^there was no more to be had: the end of the file/],
    [
      { read: ['z', 'a+8190', 5] },
      /^stopped at a\+8192: nothing is mapped there; what came before is moved and counted/,
    ],
    [
      {
        readv: [
          'z',
          {
            iov: [
              ['a', 3],
              ['ro', 3],
            ],
          },
          2,
        ],
      },
      /^stopped at a\+12288: the page may not be written \(r--p\)/,
    ],
    [{ write: ['n', 'a', '2**40'] }, /^one call moves no more than 0x7ffff000 bytes/],
    [
      { read: ['z', 'ro', 1] },
      /^a\+12288: the page may not be written \(r--p\), so not one byte could be moved/,
    ],
    [
      { pwrite64: ['f', 'no', 1, 0] },
      /^a\+20480: the page may not be read \(---p\), so not one byte could be moved \(write/,
    ],
    [{ read: ['z', '2**47', 1] }, /nothing is mapped there, so not one byte/],
    [{ readv: ['z', 1, 1] }, /^the array of segments cannot be read \(readv\(2\), ERRORS\)$/],
    [{ readv: ['z', 'a', 1025] }, /^the count of segments is negative or above 1024/],
    [{ readv: ['z', { iov: [['a', -1]] }, 1] }, /^a segment has a negative length/],
    [{ read: ['w', 'a', 1] }, /^the descriptor is not open, or not for reading/],
    [{ write: ['d', 'a', 1] }, /^the descriptor is not open, or not for writing/],
    [{ read: ['d', 'a', 1] }, /^a directory is not read as bytes/],
    [{ read: ['p.r', 'a', 1] }, /^there is nothing yet, and O_NONBLOCK says not to wait/],
    [{ pread64: ['p.r', 'a', 1, 0] }, /^what has no positions cannot be read at one/],
    [{ write: ['b.w', 'a', 1] }, /^nobody can read it any more/],
    [{ write: ['u', 'a', 1] }, /^there is no room \(write\(2\), ERRORS; full\(4\)\)$/],
    [{ write: ['m', 'a', 1] }, /^a seal forbids it/],
    [{ preadv2: ['f', { iov: [['a', 1]] }, 1, 0, 0, 0x200] }, /^the file does not do what a flag asks for/],
    [{ pread64: ['f', 'a', 1, -1] }, undefined],
  ])('%j', async (step, want) => {
    const { said } = await reasonFor(step)
    if (want === undefined) expect(said).toBeUndefined()
    else expect(said).toMatch(want)
  })

  test('segments lie over mappings and holes, in order', async () => {
    const { drawn } = await reasonFor({
      readv: [
        'z',
        {
          iov: [
            ['a+4000', 200],
            ['a+8000', 5000],
            ['a', 5],
          ],
        },
        3,
      ],
    })
    expect(drawn).toEqual(['rw-p 200: 200', 'rw-p 192, hole 4096, r--p 712: 192', 'rw-p 5: 0'])
  })
})
