// Who is woken by an event of a file that epolls watch.

import { EPOLLET, EPOLLEXCLUSIVE, OK, POLLIN } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { Epoll } from './epoll.ts'
import { createPipe } from './pipe.ts'
import { memoryOf, ranges, TestTree } from './vfs.testing.ts'
import { EVENT_IN, WaitEntry } from './waiter.ts'
import { NORMAL_WRITE } from './write-opts.ts'

/** A pipe, and `count` epolls that watch its reading end with these flags. */
function setUp(count: number, flags: number) {
  const { reader, writer } = createPipe(new TestTree().memoryFile, 1, 0)
  const watches = { used: 0, max: 10 }
  const epolls = Array.from({ length: count }, (_, i) => new Epoll(i, watches))
  for (const epoll of epolls) {
    expect(epoll.add(reader, 0, { events: POLLIN | flags, dataLo: 0, dataHi: 0 })).toBe(OK)
  }
  return { reader, epolls, feed: () => writer.write(ranges(memoryOf('x'), [0, 1]), NORMAL_WRITE), watches }
}

/** Waits as epoll_wait does: once woken, it is out of the queue. */
function waitFor(epoll: Epoll, name: string, woken: string[]): void {
  const entry = new WaitEntry(
    EVENT_IN,
    () => {
      epoll.waiters.unregister(entry)
      woken.push(name)
      return true
    },
    true,
  )
  epoll.waiters.registerFirst(entry)
}

const harvest = (epoll: Epoll) => epoll.harvest(8, () => true)

test('one event wakes one of those who wait for an epoll: the latest', () => {
  const { epolls, feed } = setUp(1, EPOLLET)
  const woken: string[] = []
  for (const name of ['a', 'b', 'c']) waitFor(epolls[0], name, woken)
  feed()
  expect(woken).toEqual(['c'])
  feed()
  expect(woken).toEqual(['c', 'b'])
})

test('what stays ready wakes the next, when the one before has been told', () => {
  const { epolls, feed } = setUp(1, 0)
  const woken: string[] = []
  for (const name of ['a', 'b']) waitFor(epolls[0], name, woken)
  feed()
  expect([woken, harvest(epolls[0]), woken]).toEqual([['b', 'a'], 1, ['b', 'a']])
})

test('each epoll that watches a file is woken', () => {
  const { epolls, feed } = setUp(3, 0)
  const woken: string[] = []
  for (const [i, epoll] of epolls.entries()) waitFor(epoll, String(i), woken)
  feed()
  expect([woken, epolls.map(harvest)]).toEqual([
    ['0', '1', '2'],
    [1, 1, 1],
  ])
})

test('with EPOLLEXCLUSIVE the first that somebody waits for; all, if nobody does', () => {
  const { reader, epolls, feed } = setUp(3, EPOLLEXCLUSIVE)
  const woken: string[] = []
  for (const i of [1, 2]) waitFor(epolls[i], String(i), woken)
  feed()
  expect([woken, epolls.map((epoll) => epoll.hasListed)]).toEqual([['1'], [true, true, false]])
  feed()
  expect([woken, epolls.map(harvest)]).toEqual([
    ['1', '2'],
    [1, 1, 1],
  ])
  reader.decRef()
  expect(epolls.map(harvest)).toEqual([0, 0, 0])
})

test('a hang-up wakes all', () => {
  const { reader, writer } = createPipe(new TestTree().memoryFile, 1, 0)
  const watches = { used: 0, max: 10 }
  const epolls = [1, 2].map((ino) => new Epoll(ino, watches))
  const woken: string[] = []
  for (const epoll of epolls) {
    epoll.add(reader, 0, { events: EPOLLEXCLUSIVE, dataLo: 0, dataHi: 0 })
    waitFor(epoll, 'woken', woken)
  }
  writer.decRef()
  expect(woken).toEqual(['woken', 'woken'])
  for (const epoll of epolls) epoll.decRef()
  expect([watches.used, reader.watchers.size]).toEqual([0, 0])
})
