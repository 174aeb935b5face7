// Random scenarios of several tasks: processes and threads that wait for each other, send each other signals, and end.
// Calls here may wait: another task's step, or none, lets them go on.

import type { ScenarioInput } from '@jvisor/scenario'
import fc from 'fast-check'
import type { StepInput } from './transfers.ts'
import { flags, type Value, weighted } from './values.ts'

/** What these scenarios begin with; all of it may wait. */
const FDS: NonNullable<ScenarioInput['fds']> = {
  wp: { pipe: 0 },
  wq: { pipe: 'O_DIRECT' },
  we: { call: { eventfd2: [0, 0] } },
  ws: { call: { eventfd2: [2, 'EFD_SEMAPHORE'] } },
  wt: { call: { timerfd_create: ['CLOCK_MONOTONIC', 0] } },
  wk: { pair: { socketpair: ['AF_UNIX', 'SOCK_STREAM', 0] } },
  wg: { call: { signalfd4: [-1, { longs: ['2**9|2**11|2**16|2**33'] }, 8, 0] } },
  wf: { open: 'data', flags: 'O_RDWR|O_APPEND' },
}
const PAGES = 18
const MEMORY: NonNullable<ScenarioInput['memory']> = {
  wa: { pages: PAGES, fill: { repeat: 'waiting', length: PAGES * 4096 } },
  wb: { pages: 2, flags: 'MAP_SHARED' },
}
const MAIN = 'main'
/** Tasks, in the order in which they may come to be. */
const NAMES = [MAIN, 'b', 'c', 'd']
/** Stands for the task that makes a call. */
const ME = '$me'

const SIGNALS = ['SIGUSR1', 'SIGUSR2', 'SIGPIPE', 'SIGCHLD', 'SIGALRM', 'SIGTERM']
const signal = weighted<Value>(
  [8, fc.constantFrom('SIGUSR1', 'SIGUSR1', 'SIGUSR2')],
  [4, fc.constantFrom(...SIGNALS)],
  [3, fc.constantFrom('SIGSTOP', 'SIGCONT', 'SIGCONT', 'SIGTSTP')],
  [1, fc.constantFrom<Value>('SIGKILL', 'SIGURG', 34, 64, 0, 65, -1)],
)
const task = fc.constantFrom<Value>(...NAMES, 'main', 'b')
const set = fc
  .subarray([10, 12, 13, 14, 15, 17, 18, 20, 34])
  .map((numbers): Value => numbers.map((n) => `2**${n - 1}`).join('|') || 0)
const action = weighted<'notes' | 'default' | 'ignore'>(
  [4, fc.constant('notes')],
  [1, fc.constantFrom('default', 'ignore')],
)
const sigaction = fc
  .tuple(
    fc.constantFrom<Value>(...SIGNALS, 'SIGUSR1', 'SIGCHLD', 'SIGCHLD', 'SIGCHLD', 'SIGCONT', 'SIGKILL', 34),
    action,
    flags(['SA_RESTART', 'SA_NODEFER', 'SA_RESETHAND', 'SA_NOCLDWAIT', 'SA_NOCLDSTOP']),
    weighted<Value>([3, fc.constant<Value>(0)], [1, set]),
  )
  .map(
    ([sig, handler, f, mask]): StepInput => ({
      rt_sigaction: [sig, { handler, flags: f, mask }, { out: 32 }, 8],
    }),
  )

const size = weighted<number>(
  [4, fc.constantFrom(1, 8, 100, 4095, 4096, 4097)],
  [3, fc.constantFrom(61440, 65535, 65536, 65537, 70000)],
  [1, fc.constantFrom(0)],
)
const readEnd = weighted<Value>(
  [4, fc.constant('wp.r')],
  [1, fc.constantFrom('wq.r', 'wk.r', 'wk.w', 'we', 'ws', 'wt', 'wf')],
)
const writeEnd = weighted<Value>(
  [4, fc.constant('wp.w')],
  [1, fc.constantFrom('wq.w', 'wk.w', 'wk.r', 'we', 'ws', 'wf')],
)
const anyEnd = fc.constantFrom<Value>(
  'wp.r',
  'wp.w',
  'wp.w',
  'wq.r',
  'wq.w',
  'wk.r',
  'wk.w',
  'wg',
  'we',
  'ws',
  'wf',
)
const buffer = weighted<Value>(
  [6, fc.constant<Value>('wa')],
  [1, fc.constantFrom<Value>('wa+4000', 'wb', 'wb.end-100', 'wa.end-4096')],
)
const eight = fc.constantFrom(0, 1, 3, '2**64-2', -1)

const transfers = fc.oneof(
  fc.tuple(readEnd, buffer, size).map(([fd, at, n]): StepInput => ({ read: [fd, at, n] })),
  fc.tuple(writeEnd, buffer, size).map(([fd, at, n]): StepInput => ({ write: [fd, at, n] })),
  fc
    .tuple(fc.constantFrom('we', 'ws'), eight)
    .map(([fd, n]): StepInput => ({ write: [fd, { longs: [n] }, 8] })),
  fc.constantFrom('we', 'ws', 'wt').map((fd): StepInput => ({ read: [fd, { out: 8 }, 8] })),
  fc
    .constantFrom(128, 256)
    .map((n): StepInput => ({ read: ['wg', { bytes: { repeat: '.', length: 256 } }, n] })),
  fc.tuple(fc.constantFrom('process_vm_readv', 'process_vm_writev'), task, size, size).map(
    ([call, of, n, m]): StepInput => ({
      [call]: [of, { iov: [['wb', Math.min(n, 8192)]] }, 1, { iov: [['wa', m]] }, 1, 0],
    }),
  ),
  fc.tuple(writeEnd, buffer, size, size).map(
    ([fd, at, n, m]): StepInput => ({
      writev: [
        fd,
        {
          iov: [
            [at, n],
            ['wa', m],
          ],
        },
        2,
      ],
    }),
  ),
  fc.tuple(readEnd, size, size).map(
    ([fd, n, m]): StepInput => ({
      readv: [
        fd,
        {
          iov: [
            ['wb', Math.min(n, 8192)],
            ['wa', m],
          ],
        },
        2,
      ],
    }),
  ),
)

const descriptors = fc.oneof(
  anyEnd.map((fd): StepInput => ({ close: [fd] })),
  fc
    .tuple(anyEnd, fc.constantFrom<Value>(0, 'O_NONBLOCK'))
    .map(([fd, f]): StepInput => ({ fcntl: [fd, 'F_SETFL', f] })),
  anyEnd.map((fd): StepInput => ({ dup: [fd] })),
  fc
    .constantFrom<Value>(4096, 65536, 1 << 17)
    .map((n): StepInput => ({ fcntl: ['wp.w', 'F_SETPIPE_SZ', n] })),
  fc.tuple(anyEnd, anyEnd, fc.constantFrom(1, 4, 5), fc.constantFrom(-1, -1, 0)).map(
    ([a, b, events, timeout]): StepInput => ({
      poll: [{ ints: [a, events, b, events], shown: true }, 2, timeout],
    }),
  ),
)

const signalling = weighted<StepInput>(
  [6, fc.tuple(task, signal).map(([to, sig]): StepInput => ({ kill: [to, sig] }))],
  [1, fc.tuple(task, task, signal).map(([to, t, sig]): StepInput => ({ tgkill: [to, t, sig] }))],
  [1, fc.tuple(task, signal).map(([to, sig]): StepInput => ({ tkill: [to, sig] }))],
  [3, sigaction],
  [
    2,
    fc
      .tuple(fc.constantFrom<Value>('SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK', 7), set)
      .map(([how, mask]): StepInput => ({ rt_sigprocmask: [how, { longs: [mask] }, { out: 8 }, 8] })),
  ],
  [1, fc.constant<StepInput>({ rt_sigpending: [{ out: 8 }, 8] })],
  [1, fc.constant<StepInput>({ pause: [] })],
  [1, set.map((mask): StepInput => ({ rt_sigsuspend: [{ longs: [mask] }, 8] }))],
  [
    1,
    fc.tuple(set, fc.boolean()).map(
      ([mask, wait]): StepInput => ({
        rt_sigtimedwait: [{ longs: [mask] }, 0, wait ? 0 : { longs: [0, 0] }, 8],
      }),
    ),
  ],
)

const child = fc.constantFrom(...NAMES.slice(1))
const making = weighted<StepInput>(
  [3, child.map((c): StepInput => ({ fork: [], child: c }))],
  [
    2,
    child.map(
      (c): StepInput => ({
        clone: ['CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD', 0, 0, 0, 0],
        child: c,
      }),
    ),
  ],
  [
    2,
    fc
      .tuple(flags(['CLONE_VM', 'CLONE_FILES', 'CLONE_FS', 'CLONE_VFORK', 'CLONE_PARENT']), child)
      .map(([f, c]): StepInput => ({ clone: [`SIGCHLD|${f}`, 0, 0, 0, 0], child: c })),
  ],
  [1, child.map((c): StepInput => ({ vfork: [], child: c }))],
)

const families = weighted<StepInput>(
  [
    4,
    fc
      .tuple(
        weighted<Value>([3, fc.constant(-1)], [1, task], [1, fc.constant(0)]),
        flags(['WNOHANG', 'WUNTRACED', 'WCONTINUED', '0x40000000']),
      )
      .map(([who, options]): StepInput => ({ wait4: [who, { out: 4 }, options, 0] })),
  ],
  [1, fc.constantFrom<StepInput>({ getppid: [] }, { getpid: [] }, { gettid: [] }, { getpgrp: [] })],
  [1, fc.constantFrom<StepInput>({ setsid: [] }, { getsid: [0] })],
  [1, fc.tuple(task, task).map(([who, group]): StepInput => ({ setpgid: [who, group] }))],
  [1, task.map((who): StepInput => ({ getpgid: [who] }))],
)

const ending = fc
  .tuple(fc.constantFrom(0, 3, 255, 256), fc.boolean())
  .map(([status, all]): StepInput => (all ? { exit_group: [status] } : { exit: [status] }))

const memory = fc.oneof(
  fc.constantFrom<Value>('wa', 'wb').map((at): StepInput => ({ poke: { at, bytes: 'stored' } })),
  fc.constant<StepInput>({ munmap: ['wb', 4096] }),
  fc
    .constantFrom<Value>('MADV_DONTFORK', 'MADV_WIPEONFORK')
    .map((advice): StepInput => ({ madvise: ['wa', 4096, advice] })),
  fc
    .tuple(fc.constantFrom<Value>('wa', 'wb'), fc.constantFrom<Value>(0, 'FUTEX_PRIVATE_FLAG'), fc.boolean())
    .map(
      ([at, f, wait]): StepInput => ({
        futex: wait
          ? [`${at}+4096`, `FUTEX_WAIT|${f}`, at === 'wb' ? 0 : 1, 0]
          : [`${at}+4096`, `FUTEX_WAKE|${f}`, 1, 0],
      }),
    ),
)

/** Signals that come while they are blocked, the same one to the process and to the task, and are let through at once. */
const signalsTogether = fc
  .tuple(
    sigaction,
    fc.constantFrom<Value>('SIGUSR1', 'SIGUSR1', 'SIGUSR2', 34),
    flags(['SA_RESTART', 'SA_NODEFER', 'SA_RESETHAND']),
    fc.array(
      fc.tuple(fc.boolean(), fc.constantFrom<Value | undefined>(undefined, undefined, 'SIGUSR1', 'SIGCHLD')),
      {
        minLength: 2,
        maxLength: 3,
      },
    ),
  )
  .map(([another, signal, f, sent]): StepInput[] => {
    const all = { longs: ['2**9|2**11|2**16|2**33'] }
    return [
      another,
      { rt_sigaction: [signal, { handler: 'notes', flags: f, mask: 0 }, 0, 8] },
      { rt_sigprocmask: ['SIG_BLOCK', all, 0, 8] },
      ...sent.map(([toTask, other]): StepInput => {
        const args: Value[] = [ME, other ?? signal]
        return toTask ? { tkill: args } : { kill: args }
      }),
      { rt_sigprocmask: ['SIG_UNBLOCK', all, 0, 8] },
    ]
  })

const by = fc.constantFrom('main', 'main', 'b', 'b', 'b', 'c', 'd')
const one = (step: StepInput): StepInput[] => [step]
const steps = fc
  .tuple(
    by,
    weighted<StepInput[]>(
      [10, transfers.map(one)],
      [8, signalling.map(one)],
      [3, descriptors.map(one)],
      [4, families.map(one)],
      [2, making.map(one)],
      [1, ending.map(one)],
      [1, memory.map(one)],
      [1, signalsTogether],
    ),
  )
  .map(([name, made]): StepInput[] => {
    const own = JSON.parse(JSON.stringify(made).replaceAll(ME, name)) as StepInput[]
    return name === MAIN ? own : own.map((step) => ({ ...step, by: name }))
  })

/** A number that no task has. */
const NOBODY = 4_000_000

/** Steps in which no argument is the name of a task that never is. */
function named(text: string): string {
  return text.replaceAll(/(?<=[[,])"([bcd])"/g, (argument, name: string) =>
    text.includes(`"child":"${name}"`) ? argument : String(NOBODY),
  )
}

/**
 * Who is faster is not asked: of the threads of a process that is stopped, whether one still ends its call; and whether one
 * sees through a signalfd what another takes.
 */
function settled(text: string): string {
  if (!text.includes('CLONE_THREAD')) return text
  return text.replaceAll(/SIGSTOP|SIGTSTP/g, 'SIGCONT').replaceAll('"wg"', '"we"')
}

/** A random scenario of several tasks. */
export const tasksScenario: fc.Arbitrary<ScenarioInput> = fc
  .tuple(
    fc.array(sigaction, { maxLength: 2 }),
    making,
    fc.array(steps, { minLength: 2, maxLength: 14, size: 'max' }),
  )
  .map(([before, first, rest]) => {
    const text = settled(named(JSON.stringify([...before, { ...first, child: 'b' }, ...rest.flat()])))
    const made = JSON.parse(text) as StepInput[]
    const mentioned = <T>(all: Record<string, T>) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text)))
    return {
      title: 'random',
      ...(text.includes('"wf') ? { files: { data: 'a file' } } : {}),
      fds: mentioned(FDS),
      memory: mentioned(MEMORY),
      steps: made,
    }
  })
