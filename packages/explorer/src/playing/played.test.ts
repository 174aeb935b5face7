import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Played, playText } from './played.ts'

const EXAMPLES = fileURLToPath(new URL('../../../../examples/scenarios/', import.meta.url))

async function play(text: string): Promise<Played> {
  const played = await playText(text)
  if ('problem' in played) throw new Error(played.problem)
  return played
}

test('a read: what moved, and how memory and the file stand before and after', async () => {
  const { before, steps, landmarks } = await play(readFileSync(`${EXAMPLES}fault-in-the-middle.yaml`, 'utf8'))
  const [{ name, start, end }] = landmarks
  expect([name, end - start]).toEqual(['buf', 4096])
  expect(steps.map(({ transferred }) => transferred)).toEqual([
    { fd: 3, isRead: true, offset: 0, count: 196 },
    { fd: 3, isRead: true, offset: 196, count: 0 },
    undefined,
  ])
  const of = (picture: typeof before) => {
    const [{ mappings, files }] = picture
    return [mappings.find((m) => m.start === start)?.pages, files]
  }
  const file = {
    fd: 3,
    names: ['f'],
    kind: 'regular file',
    size: 6000,
    slots: undefined,
    capacity: undefined,
  }
  expect(of(before)).toEqual([[], [{ ...file, offset: 0 }]])
  expect(of(steps[0].picture)).toEqual([[{ start, end, copyOnWrite: false }], [{ ...file, offset: 196 }]])
})

test('a fork: two processes, whose pages are copied when they are written', async () => {
  const { steps } = await play(`
title: a fork
fds: { p: { pipe: 0, fill: hello } }
memory: { b: { fill: x, pages: 2 } }
steps:
  - { fork: [], child: c }
  - { read: [p.r, b, 2], by: c }
  - { close: [p.r] }
  - { exit_group: [0], by: c }
`)
  const shared = (i: number) =>
    steps[i].picture.map(({ name, mappings }) => [
      name,
      mappings[0].pages.map(({ copyOnWrite }) => copyOnWrite),
    ])
  expect(shared(0)).toEqual([
    ['main', [true]],
    ['c', [true]],
  ])
  expect(shared(1)[1]).toEqual(['c', [false]])
  expect(steps[1].process).toBe('c')
  expect(steps[1].transferred).toEqual({ fd: 3, isRead: true, offset: undefined, count: 2 })
  const held = (i: number) => steps[i].picture[0].files.map((f) => [f.fd, f.names, f.slots, f.capacity])
  expect(held(1)).toEqual([
    [3, ['p.r'], [3], 65536],
    [4, ['p.w'], [3], 65536],
  ])
  expect(held(2)).toEqual([[4, ['p.w'], [3], 65536]])
  expect(steps[3].picture.map(({ name }) => name)).toEqual(['main'])
})

test('a step that its task cannot make changes nothing', async () => {
  const { steps } = await play(`
title: x
fds: { p: { pipe: 0 } }
memory: { b: {} }
steps:
  - { fork: [], child: c }
  - { read: [p.r, b, 1], by: c, expect: blocks }
  - { getpid: [], by: c, expect: not made }
  - { getpid: [] }
`)
  expect(steps.map(({ result, expected }) => [result, expected])).toEqual([
    ['c', undefined],
    ['blocks', undefined],
    ['not made', undefined],
    ['main', undefined],
  ])
  expect(steps[2].picture).toBe(steps[1].picture)
})

describe('what cannot be played', () => {
  test.each([
    ['title: x\nsteps: [{ close: [y] }]', 'step 1: close: y: there is no y', undefined, undefined],
    ['title: x\nsteps: [{ nonsense: [] }]', 'steps[0]: Unrecognized key: "nonsense"', 2, 9],
    ['title: [', 'Flow sequence in block collection must be sufficiently indented and end with a ]', 1, 9],
  ])('%j', async (text, problem, line, column) => {
    expect(await playText(text)).toEqual({ problem, line, column })
  })
})
