// Several tasks that wait at one pipe: what Linux 6.18 did with as many threads.

import { expect, test } from 'vitest'
import { EventMachine } from './events.testing.ts'
import { OtherTask } from './tasks.testing.ts'

const PAGE = 4096

class Machine extends EventMachine {
  readonly ends = this.pipe()
  readonly room = this.map(32)

  /** Memory full of a letter. */
  letters(letter: string, n: number): number {
    const at = this.map(2)
    this.poke(at, letter.repeat(n))
    return at
  }

  /** Reads; the letters that came, and how many of each in a row. */
  async runs(bytes: number): Promise<string> {
    const n = this.call('read', this.ends.readFd, this.room, bytes)
    for (let i = 0; i < 30; i++) await Promise.resolve()
    return this.text(this.room, n).replace(/(.)\1*/g, (run, letter) => `${letter}${run.length} `)
  }
}

test('writes of up to a page stay together; of a longer one the rest comes behind those who waited', async () => {
  const m = new Machine()
  for (let i = 0; i < 16; i++) m.call('write', m.ends.writeFd, m.letters('.', PAGE), PAGE)
  const writes: [string, number][] = [
    ['a', PAGE],
    ['b', 5000],
    ['c', 100],
    ['d', PAGE],
  ]
  const writers = writes.map(([letter, n]) =>
    new OtherTask(m).wait('write', m.ends.writeFd, m.letters(letter, n), n),
  )
  const seen: string[] = []
  for (let i = 0; i < 20; i++) seen.push((await m.runs(PAGE)).trim())
  expect(await Promise.all(writers)).toEqual([PAGE, 5000, 100, PAGE])
  expect(seen.slice(0, 16)).toEqual(new Array(16).fill('.4096'))
  expect(seen.slice(16)).toEqual(['a4096', 'b4096', 'c100 d3996', 'd100 b904'])
})

test('readers are served in the order in which they came', async () => {
  const m = new Machine()
  const got: string[] = []
  const readers = [0, 1, 2].map(async (i) => {
    const at = m.map(1)
    const n = await new OtherTask(m).wait('read', m.ends.readFd, at, 3)
    got.push(`${i} ${m.text(at, n)}`)
  })
  m.call('write', m.ends.writeFd, m.cstring('abcdefgh'), 8)
  await Promise.all(readers)
  expect(got).toEqual(['0 abc', '1 def', '2 gh'])
})
