import { expect, test } from 'vitest'
import {
  extended,
  type KeptLine,
  lineOf,
  matching,
  NO_TRACE,
  TRACE_LIMIT,
  TraceFeed,
  type TraceLine,
} from './trace.ts'

const line = (i: number): TraceLine => ({ tid: 2, program: 'sh', text: `call ${i}`, kind: 'call' })
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => line(from + i))
const numbers = (kept: readonly KeptLine[]) => [kept[0]?.number, kept.at(-1)?.number, kept.length]

test.each([
  ['[pid     7] read(0, "x   = 1", 9)    = 7', 'call', undefined, 'read(0, "x   = 1", 9) = 7', 'call'],
  [
    'open("x")             = -1 ENOENT (No such)',
    'call',
    'ENOENT',
    'open("x") = -1 ENOENT (No such)',
    'failed',
  ],
  ['read(0,  <unfinished ...>', 'wait', undefined, 'read(0,  <unfinished ...>', 'call'],
  ['--- SIGINT {si_signo=SIGINT} ---', 'signal', undefined, '--- SIGINT {si_signo=SIGINT} ---', 'signal'],
  ['+++ exited with 0 +++', 'exit', undefined, '+++ exited with 0 +++', 'exit'],
] as const)('%s', (told, event, errno, text, kind) => {
  const record = { event, tid: 7, line: told, ...(errno === undefined ? {} : { errno }) }
  expect(lineOf(record, 'cat')).toEqual({ tid: 7, program: 'cat', text, kind })
})

test('the last lines are kept, with their numbers', () => {
  const few = extended(NO_TRACE, lines(0, 600), 0)
  expect([few.before, ...numbers(few.lines)]).toEqual([0, 0, 599, 600])
  const many = extended(few, lines(600, 1300), 0)
  expect([many.before, ...numbers(many.lines)]).toEqual([300, 300, 1299, TRACE_LIMIT])
  const afterGap = extended(many, lines(5000, 5100), 3700)
  expect([afterGap.before, ...numbers(afterGap.lines)]).toEqual([5000, 5000, 5099, 100])
})

test('lines that come faster than they are taken are counted, and the last ones are handed on', async () => {
  const taken: [first: string | undefined, last: string | undefined, length: number, lost: number][] = []
  let done = () => {}
  const feed = new TraceFeed((some, lost) => {
    taken.push([some[0]?.text, some.at(-1)?.text, some.length, lost])
    return new Promise((resolve) => {
      done = resolve
    })
  })
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  for (const one of lines(0, 3)) feed.add(one)
  await turn()
  for (const one of lines(3, 25_000)) feed.add(one)
  await turn()
  expect(taken).toEqual([['call 0', 'call 2', 3, 0]])
  done()
  await turn()
  expect(taken[1]).toEqual(['call 24000', 'call 24999', 1000, 23_997])
  done()
  await turn()
  feed.add(line(25_000))
  await turn()
  expect(taken[2]).toEqual(['call 25000', 'call 25000', 1, 0])
})

test.each<[filter: string, found: number[]]>([
  ['', [0, 1, 2]],
  ['  ', [0, 1, 2]],
  ['READ', [0, 1]],
  ['cat', [1]],
  ['7', [1, 2]],
  ['7 read', [1]],
  ['read wc', []],
  ['17', []],
])('the filter %j', (filter, found) => {
  const three: KeptLine[] = [
    { number: 0, tid: 2, program: 'sh', text: 'read(0) = 17', kind: 'call' },
    { number: 1, tid: 7, program: 'cat', text: 'readv(3) = 2', kind: 'call' },
    { number: 2, tid: 7, program: 'wc', text: 'close(3) = 0', kind: 'call' },
  ]
  expect(matching(three, filter).map(({ number }) => number)).toEqual(found)
})
