// The lines of calls about the process and the machine: what strace(1) 6.1 printed on Linux 6.18 for a C program that
// made the same calls. Addresses, names and amounts of memory are those of the machine here.

import { READ_WRITE } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { type Argument, TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

type Name = Parameters<TestMachine['start']>[0]

const P = 0x10000000
/** Where the page at P has the string "abc", a vector of it and of nothing, and one of an address that is none. */
const ABC = P + 0x100
const VECTOR = P + 0x110
const BAD_VECTOR = P + 0x120
const EMPTY = P + 0x118
const INFINITY = 2n ** 64n - 1n

/** A call, what the page at P begins with, as 64-bit words, and the line. */
type Row = readonly [name: Name, args: readonly Argument[], words: readonly (number | bigint)[], line: string]

const ROWS: readonly Row[] = [
  [
    'execve',
    ['/none', VECTOR, EMPTY],
    [],
    'execve("/none", ["abc"], 0x10000118 /* 0 vars */) = -1 ENOENT (No such file or directory)',
  ],
  [
    'execve',
    ['/none', BAD_VECTOR, VECTOR],
    [],
    'execve("/none", ["abc", 0x8], 0x10000110 /* 1 var */) = -1 ENOENT (No such file or directory)',
  ],
  [
    'execve',
    ['/none', 0, 0],
    [],
    'execve("/none", NULL, NULL)             = -1 ENOENT (No such file or directory)',
  ],
  [
    'execve',
    ['/none', 16, EMPTY],
    [],
    'execve("/none", 0x10, 0x10000118 /* 0 vars */) = -1 ENOENT (No such file or directory)',
  ],
  [
    'execve',
    ['/none', EMPTY, EMPTY],
    [],
    'execve("/none", [], 0x10000118 /* 0 vars */) = -1 ENOENT (No such file or directory)',
  ],
  [
    'execveat',
    [9, '', VECTOR, EMPTY, 0x1100],
    [],
    'execveat(9, "", ["abc"], 0x10000118 /* 0 vars */, AT_SYMLINK_NOFOLLOW|AT_EMPTY_PATH) = -1 EBADF (Bad file descriptor)',
  ],
  [
    'execveat',
    [-100, 'x', VECTOR, EMPTY, 2],
    [],
    'execveat(AT_FDCWD, "x", ["abc"], 0x10000118 /* 0 vars */, 0x2 /* AT_??? */) = -1 EINVAL (Invalid argument)',
  ],
  ['prlimit64', [0, 7, 0, P], [], 'prlimit64(0, RLIMIT_NOFILE, NULL, {rlim_cur=1024, rlim_max=4*1024}) = 0'],
  [
    'prlimit64',
    [1, 4, P, P + 16],
    [INFINITY, INFINITY],
    'prlimit64(1, RLIMIT_CORE, {rlim_cur=RLIM64_INFINITY, rlim_max=RLIM64_INFINITY}, {rlim_cur=0, rlim_max=RLIM64_INFINITY}) = 0',
  ],
  [
    'prlimit64',
    [0, 99, P, 0],
    [INFINITY, INFINITY],
    'prlimit64(0, 0x63 /* RLIMIT_??? */, {rlim_cur=RLIM64_INFINITY, rlim_max=RLIM64_INFINITY}, NULL) = -1 EINVAL (Invalid argument)',
  ],
  ['getrlimit', [3, P], [], 'getrlimit(RLIMIT_STACK, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0'],
  ['getrlimit', [3, 8], [], 'getrlimit(RLIMIT_STACK, 0x8)            = -1 EFAULT (Bad address)'],
  [
    'setrlimit',
    [3, P],
    [8 << 20, 1000],
    'setrlimit(RLIMIT_STACK, {rlim_cur=8192*1024, rlim_max=1000}) = -1 EINVAL (Invalid argument)',
  ],
  ['prctl', [15, ABC], [], 'prctl(PR_SET_NAME, "abc")               = 0'],
  ['prctl', [16, P], [], 'prctl(PR_GET_NAME, "guest")             = 0'],
  ['prctl', [16, 8], [], 'prctl(PR_GET_NAME, 0x8)                 = -1 EFAULT (Bad address)'],
  ['prctl', [1, 9], [], 'prctl(PR_SET_PDEATHSIG, SIGKILL)        = 0'],
  ['prctl', [1, 99], [], 'prctl(PR_SET_PDEATHSIG, 99)             = -1 EINVAL (Invalid argument)'],
  ['prctl', [3], [], 'prctl(PR_GET_DUMPABLE)                  = 1 (SUID_DUMP_USER)'],
  ['prctl', [4, 1], [], 'prctl(PR_SET_DUMPABLE, SUID_DUMP_USER)  = 0'],
  ['prctl', [23, 3], [], 'prctl(PR_CAPBSET_READ, CAP_FOWNER)      = 1'],
  ['prctl', [24, 50], [], 'prctl(PR_CAPBSET_DROP, 0x32 /* CAP_??? */) = -1 EINVAL (Invalid argument)'],
  ['prctl', [30], [], 'prctl(PR_GET_TIMERSLACK)                = 50000'],
  ['prctl', [37, P], [], 'prctl(PR_GET_CHILD_SUBREAPER, [0])      = 0'],
  ['prctl', [38, 1, 0, 0, 0], [], 'prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)  = 0'],
  ['prctl', [39, 0, 0, 0, 0], [], 'prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)  = 0'],
  ['prctl', [47, 1, 3, 0, 0], [], 'prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_FOWNER, 0, 0) = 0'],
  ['prctl', [47, 4, 0, 0, 0], [], 'prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) = 0'],
  [
    'prctl',
    [999, 1, 2, 3, 4],
    [],
    'prctl(0x3e7 /* PR_??? */, 0x1, 0x2, 0x3, 0x4) = -1 EINVAL (Invalid argument)',
  ],
  [
    'prctl',
    [0x53564d41, 0, P, 4096, ABC],
    [],
    'prctl(PR_SET_VMA, PR_SET_VMA_ANON_NAME, 0x10000000, 4096, "abc") = -1 EINVAL (Invalid argument)',
  ],
  ['uname', [P], [], 'uname({sysname="Linux", nodename="jvisor", ...}) = 0'],
  ['uname', [8], [], 'uname(0x8)                              = -1 EFAULT (Bad address)'],
  ['sysinfo', [8], [], 'sysinfo(0x8)                            = -1 EFAULT (Bad address)'],
  ['getcpu', [P, P + 4, 0], [], 'getcpu([0], [0], NULL)                  = 0'],
  ['getcpu', [0, 0, 0], [], 'getcpu(NULL, NULL, NULL)                = 0'],
  [
    'getrandom',
    [P, 4, 6],
    [],
    'getrandom(0x10000000, 4, GRND_RANDOM|GRND_INSECURE) = -1 EINVAL (Invalid argument)',
  ],
  [
    'getrandom',
    [P, 4, 0x18],
    [],
    'getrandom(0x10000000, 4, 0x18 /* GRND_??? */) = -1 EINVAL (Invalid argument)',
  ],
  ['sched_getaffinity', [0, 128, P], [], 'sched_getaffinity(0, 128, [0])          = 8'],
  ['sched_getaffinity', [0, 8, 8], [], 'sched_getaffinity(0, 8, 0x8)            = -1 EFAULT (Bad address)'],
  ['sched_setaffinity', [0, 8, P], [3], 'sched_setaffinity(0, 8, [0 1])          = 0'],
  ['sched_getscheduler', [0], [], 'sched_getscheduler(0)                   = 0 (SCHED_OTHER)'],
  ['sched_getparam', [0, P], [], 'sched_getparam(0, [0])                  = 0'],
  [
    'sched_setscheduler',
    [0, 1, P],
    [0],
    'sched_setscheduler(0, SCHED_FIFO, [0])  = -1 EINVAL (Invalid argument)',
  ],
  [
    'sched_setscheduler',
    [0, 0x40000003, P],
    [0],
    'sched_setscheduler(0, 0x40000003 /* SCHED_??? */, [0]) = 0',
  ],
  ['sched_get_priority_max', [1], [], 'sched_get_priority_max(SCHED_FIFO)      = 99'],
  [
    'sched_get_priority_min',
    [77],
    [],
    'sched_get_priority_min(0x4d /* SCHED_??? */) = -1 EINVAL (Invalid argument)',
  ],
  ['sched_rr_get_interval', [0, P], [], 'sched_rr_get_interval(0, {tv_sec=0, tv_nsec=0}) = 0'],
  [
    'sched_getattr',
    [0, P, 48, 0],
    [],
    'sched_getattr(0, {size=48, sched_policy=SCHED_OTHER, sched_flags=0, sched_nice=0, sched_priority=0, sched_runtime=700000, sched_deadline=0, sched_period=0}, 48, 0) = 0',
  ],
  ['getpriority', [0, 0], [], 'getpriority(PRIO_PROCESS, 0)            = 20'],
  ['getpriority', [9, 0], [], 'getpriority(0x9 /* PRIO_??? */, 0)      = -1 EINVAL (Invalid argument)'],
  ['setpriority', [1, 0, 5], [], 'setpriority(PRIO_PGRP, 0, 5)            = 0'],
  [
    'ioprio_set',
    [1, 0, 0x4004],
    [],
    'ioprio_set(IOPRIO_WHO_PROCESS, 0, IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4)) = 0',
  ],
  [
    'ioprio_get',
    [1, 0],
    [],
    'ioprio_get(IOPRIO_WHO_PROCESS, 0)       = 0 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_NONE, 0))',
  ],
  ['membarrier', [16, 0, 0], [], 'membarrier(MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0) = 0'],
  [
    'membarrier',
    [3, 1, 0],
    [],
    'membarrier(0x3 /* MEMBARRIER_CMD_??? */, MEMBARRIER_CMD_FLAG_CPU) = -1 EINVAL (Invalid argument)',
  ],
  ['personality', [0xffffffff], [], 'personality(0xffffffff)                 = 0 (PER_LINUX)'],
  ['personality', [0x40000], [], 'personality(PER_LINUX|ADDR_NO_RANDOMIZE) = 0 (PER_LINUX)'],
  ['personality', [0x400008], [], 'personality(PER_LINUX32|READ_IMPLIES_EXEC) = 0 (PER_LINUX)'],
  ['arch_prctl', [5, P], [], 'arch_prctl(0x5 /* ARCH_??? */, 0x10000000) = -1 EINVAL (Invalid argument)'],
]

test.each(ROWS)('%s %o with %o', async (name, args, words, line) => {
  const m = new TestMachine()
  m.map(1, READ_WRITE, P)
  m.poke(ABC, 'abc\0')
  m.poke(VECTOR, new Uint8Array(BigInt64Array.of(BigInt(ABC), 0n, BigInt(ABC), 8n, 0n).buffer))
  m.poke(P, new Uint8Array(BigInt64Array.from(words, (w) => BigInt.asIntN(64, BigInt(w))).buffer))
  const lines: string[] = []
  m.kernel.tracer = new Strace((record) => lines.push(record.line))
  await m.start(name, ...args)
  expect(lines).toEqual([line])
  expect(m.kernel.counters.sentryBugs).toBe(0)
})

test('what an odd personality was', () => {
  const m = new TestMachine()
  const lines: string[] = []
  m.kernel.tracer = new Strace((record) => lines.push(record.line))
  m.call('personality', 0x40000)
  m.call('personality', 0)
  m.call('sched_setscheduler', 0, 0x40000000, m.map(1))
  m.call('sched_getscheduler', 0)
  expect([lines[1], lines[3]]).toEqual([
    'personality(PER_LINUX)                  = 0x40000 (PER_LINUX|ADDR_NO_RANDOMIZE)',
    'sched_getscheduler(0)                   = 0x40000000 (SCHED_OTHER|SCHED_RESET_ON_FORK)',
  ])
})
