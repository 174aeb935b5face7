// Injection: expressions, as strace 6.1 takes them, and what they do to calls. The lines were compared with strace's.

import {
  EAGAIN,
  EDEADLK,
  EFAULT,
  EINTR,
  EIO,
  ENOSYS,
  ERESTARTSYS,
  O_NONBLOCK,
  SIGCHLD,
  SIGKILL,
  SIGUSR1,
} from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { Strace } from '../strace/strace.ts'
import { ExpressionInjector } from './expression-injector.ts'
import { type InjectSpec, parseInject } from './inject-spec.ts'

const NOTHING = { signal: 0, delayEnterNs: 0, delayExitNs: 0, short: Infinity, fault: Infinity }
const ALWAYS = { first: 1, last: Infinity, step: 1 }

describe('an expression', () => {
  test.each<[text: string, injection: Partial<InjectSpec['injection']>, when?: Partial<InjectSpec['when']>]>([
    ['readv:error=EINTR', { result: -EINTR }],
    ['readv:error=5', { result: -EIO }],
    ['readv:error=EWOULDBLOCK', { result: -EAGAIN }],
    ['readv:error=EDEADLOCK', { result: -EDEADLK }],
    ['readv:error=ERESTARTSYS', { result: -ERESTARTSYS }],
    ['readv:retval=0', { result: 0 }],
    ['readv:retval=0x10', { result: 16 }],
    ['readv:retval=010', { result: 8 }],
    ['readv:signal=SIGCHLD', { signal: SIGCHLD }],
    ['readv:signal=9', { signal: SIGKILL }],
    ['readv:signal=SIGCHLD:retval=7', { signal: SIGCHLD, result: 7 }],
    ['readv:delay_enter=10', { delayEnterNs: 10_000 }],
    ['readv:delay_exit=1.5ms', { delayExitNs: 1_500_000 }],
    ['readv:delay_exit=2s:delay_enter=100ns', { delayExitNs: 2e9, delayEnterNs: 100 }],
    ['readv:short=0', { short: 0 }],
    ['readv:fault=100:short=200', { fault: 100, short: 200 }],
    ['readv:short=1:when=3', { short: 1 }, { first: 3, last: 3 }],
    ['readv:short=1:when=3..7', { short: 1 }, { first: 3, last: 7 }],
    ['readv:short=1:when=3+', { short: 1 }, { first: 3 }],
    ['readv:short=1:when=3..7+', { short: 1 }, { first: 3, last: 7 }],
    ['readv:short=1:when=3+2', { short: 1 }, { first: 3, step: 2 }],
    ['readv:short=1:when=3..7+2', { short: 1 }, { first: 3, last: 7, step: 2 }],
    ['readv:short=1:when=9:when=2', { short: 1 }, { first: 2, last: 2 }],
  ])('%s', (text, injection, when) => {
    expect(parseInject(text)).toEqual({
      calls: new Set(['readv']),
      injection: { ...NOTHING, ...injection },
      when: { ...ALWAYS, ...when },
    })
  })

  test.each([
    ['read,write', ['read', 'write']],
    ['?nothing,read', ['read']],
    ['/^p?readv$', ['readv', 'preadv']],
    ['none', []],
  ])('the set %s', (set, names) => {
    expect([...parseInject(`${set}:error=EIO`).calls]).toEqual(names)
  })

  test('a set of all, and of all but some', () => {
    const { calls } = parseInject('all:error=EIO')
    expect(calls.has('read') && calls.has('accept') && calls.has('riscv_hwprobe')).toBe(true)
    const others = parseInject('!read,write:error=EIO').calls
    expect([others.size, others.has('read'), others.has('readv')]).toEqual([calls.size - 2, false, true])
  })

  test.each([
    [
      'readv',
      'nothing is to be done: say error=, retval=, signal=, delay_enter=, delay_exit=, short= or fault=',
    ],
    [
      'readv:when=3',
      'nothing is to be done: say error=, retval=, signal=, delay_enter=, delay_exit=, short= or fault=',
    ],
    ['foo:error=EIO', 'there is no system call "foo"'],
    ['%file:error=EIO', '%file: classes of calls are not supported'],
    ['/[:error=EIO', '/[: not a regular expression'],
    ['/xyzzy:error=EIO', '/xyzzy: no system call has such a name'],
    ['read:error=EFOO', 'there is no error EFOO'],
    ['read:error=0', 'error=0 is not a whole number from 1 to 4095'],
    ['read:error=EIO:retval=1', 'error= and retval= can be said once, and not both'],
    ['read:retval=-1', 'retval=-1 is not a whole number of at least 0'],
    ['read:signal=SIGFOO', 'there is no signal SIGFOO'],
    ['read:signal=65', 'signal=65 is not a whole number from 1 to 64'],
    ['read:signal=1:signal=2', 'signal= is said twice'],
    ['read:delay_enter=x', 'delay_enter=x is not a time such as 100, 10us, 5ms or 1s'],
    ['read:when=0:error=EIO', 'when=0 is not a whole number from 1 to 65535'],
    ['read:when=5..3:error=EIO', 'when=3 is not a whole number from 5 to 65534'],
    ['read:when=x:error=EIO', 'when=x is not FIRST[..LAST][+[STEP]]'],
    ['read:when=3+0:error=EIO', 'when=0 is not a whole number from 1 to 65535'],
    ['read:poke_enter=@arg1=00', 'poke_enter= of strace is not supported'],
    [
      'read:bogus=1',
      '"bogus=1" is none of error=, retval=, signal=, delay_enter=, delay_exit=, short=, fault=, when=',
    ],
    [
      'read:toString=1',
      '"toString=1" is none of error=, retval=, signal=, delay_enter=, delay_exit=, short=, fault=, when=',
    ],
  ])('%s is refused', (text, message) => {
    expect(() => parseInject(text)).toThrow(message)
  })
})

/** A machine with these expressions, and the lines of its strace. */
function machine(...expressions: string[]): { m: TestMachine; lines: string[] } {
  const m = new TestMachine()
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line), { column: 0 })
  m.kernel.injector = new ExpressionInjector(expressions)
  return { m, lines }
}

describe('an injection', () => {
  test('counts for each call by itself: error=EINTR:when=2+2', () => {
    const { m, lines } = machine('getppid,getpid:retval=77:when=2+2')
    const calls = [1, 2, 3, 4, 5].map(() => m.call('getpid'))
    expect(calls).toEqual([1, 77, 1, 77, 1])
    expect([m.call('getppid'), m.call('getppid')]).toEqual([0, 77])
    expect(lines.at(-1)).toBe('getppid() = 77 (INJECTED)')
  })

  test('the last expression that names a call holds', () => {
    const { m } = machine('getpid:retval=5:when=1', 'getpid:retval=6:when=2')
    expect([m.call('getpid'), m.call('getpid')]).toEqual([1, 6])
  })

  test('keeps a call from being made, one that does not exist too', () => {
    const { m, lines } = machine('write:error=ENOSPC', 'io_uring_setup:retval=3')
    const { writeFd } = m.pipe()
    expect(m.call('write', writeFd, m.cstring('abc'), 3)).toBe(-28)
    expect(lines.at(-1)).toBe(`write(${writeFd}, "abc", 3) = -1 ENOSPC (No space left on device) (INJECTED)`)
    expect([m.call('io_uring_setup', 1, 0), m.call('io_uring_enter', 1)]).toEqual([3, -ENOSYS])
    expect(m.kernel.counters.sentryBugs).toBe(0)
  })

  test.each([
    { name: 'short=5', expr: 'short=5', n: 5, left: 'fgh' },
    { name: 'short=0', expr: 'short=0', n: 0, left: 'abc' },
    { name: 'fault=4', expr: 'fault=4', n: 4, left: 'efg' },
    { name: 'fault=0', expr: 'fault=0', n: -EFAULT, left: 'abc' },
    { name: 'fault after the short count', expr: 'short=2:fault=4', n: 2, left: 'cde' },
  ])('$name of a readv of 3 and 4 bytes: $n', ({ expr, n, left }) => {
    const { m } = machine(`readv:${expr}:when=1`)
    const fd = m.file('abcdefghij')
    const at = m.map(1)
    const iov = m.iovecs([
      [at, 3],
      [at + 16, 4],
    ])
    expect(m.call('readv', fd, iov, 2)).toBe(n)
    expect(m.text(at, 3) + m.text(at + 16, 4)).toBe('abcdefg'.slice(0, Math.max(n, 0)).padEnd(7, '\0'))
    expect([m.offset(fd), m.call('readv', fd, iov, 1), m.text(at, 3)]).toEqual([Math.max(n, 0), 3, left])
  })

  test.each([
    { expr: 'short=3', n: 3, content: 'abc' },
    { expr: 'fault=3', n: 3, content: 'abc' },
    { expr: 'fault=0', n: -EFAULT, content: '' },
  ])('a write with $expr moves $n', ({ expr, n, content }) => {
    const { m } = machine(`write:${expr}`)
    const fd = m.call('open', '/tmp/out', 0o102, 0o644)
    expect([m.call('write', fd, m.cstring('abcdef'), 6), m.content('/tmp/out')]).toEqual([n, content])
  })

  test('a pipe that faults behaves as with a hole in memory: nothing is written within its first page', () => {
    const { m } = machine('write:fault=100')
    const { readFd, writeFd } = m.pipe(O_NONBLOCK)
    expect(m.call('write', writeFd, m.map(2), 8192)).toBe(-EFAULT)
    expect(m.call('read', readFd, m.map(1), 10)).toBe(-EAGAIN)
  })

  test('signal= interrupts a call that waits, and shows in strace before its end', async () => {
    const { m, lines } = machine('read:signal=SIGUSR1')
    m.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 16 })
    const { readFd } = m.pipe()
    expect(await m.start('read', readFd, m.map(1), 1)).toBe(-EINTR)
    expect(lines.at(-1)).toMatch(/^--- SIGUSR1 \{si_signo=SIGUSR1, si_code=SI_KERNEL/)
  })

  test('error=ERESTARTSYS restarts the call, which counts as another', async () => {
    const { m, lines } = machine('getpid:error=ERESTARTSYS:when=1..2')
    expect(await m.start('getpid')).toBe(1)
    expect(lines).toEqual([
      'getpid() = ? ERESTARTSYS (To be restarted if SA_RESTART is set) (INJECTED)',
      'getpid() = ? ERESTARTSYS (To be restarted if SA_RESTART is set) (INJECTED)',
      'getpid() = 1',
    ])
  })

  test('delays take their time, before and after, and no signal cuts them short', async () => {
    const { m, lines } = machine('getpid:delay_enter=3ms:delay_exit=2ms')
    const begin = m.kernel.clock.monotonicNs()
    const call = m.start('getpid')
    m.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 16 })
    m.task.sendSignal(SIGUSR1)
    expect(await call).toBe(1)
    expect(m.kernel.clock.monotonicNs() - begin).toBe(5_000_000)
    expect(lines.at(-2)).toBe('<... getpid resumed>) = 1 (DELAYED)')
  })

  test('the end of the process does', async () => {
    const { m } = machine('getpid:delay_enter=3s')
    const begin = m.kernel.clock.monotonicNs()
    const call = m.start('getpid')
    m.task.sendSignal(SIGKILL)
    await call
    expect([m.task.exiting, m.kernel.clock.monotonicNs() - begin]).toEqual([true, 0])
    expect(m.kernel.timers.size).toBe(0)
  })
})
