// What machine this is: uname, sysinfo, getcpu; its names; random bytes. gVisor: pkg/sentry/syscalls/linux sys_utsname.go,
// sys_sysinfo.go, sys_getcpu.go, sys_random.go. Linux: kernel/sys.c, drivers/char/random.c.

import {
  CAP_SYS_ADMIN,
  EFAULT,
  EINVAL,
  EPERM,
  GRND_INSECURE,
  GRND_NONBLOCK,
  GRND_RANDOM,
  MAX_RW_COUNT,
  NEW_UTS_LEN,
  OK,
  PAGE_SIZE,
  SYSINFO,
  UTSNAME,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type Addr, addLength, copyStructOut, decodeUtf8, encodeUtf8 } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { valueOut } from './strace/decoders.ts'
import { GETRANDOM_FLAGS, SYSINFO_OUT, UTSNAME_OUT } from './strace/process-params.ts'

const MACHINES = { 'x86-64': 'x86_64', riscv64: 'riscv64' } as const

/** uname(2). */
function uname(t: Task, a: SyscallArgs): SyscallResult {
  const { uts } = t.kernel
  return -copyStructOut(t, a.pointer(0), UTSNAME, {
    sysname: nameBytes(uts.sysname),
    nodename: nameBytes(uts.nodename),
    release: nameBytes(uts.release),
    version: nameBytes(uts.version),
    machine: nameBytes(MACHINES[t.syscallTable.arch]),
    domainname: nameBytes(uts.domainname),
  }).err
}

/** What fits. */
function nameBytes(name: string): Uint8Array {
  return encodeUtf8(name).subarray(0, NEW_UTS_LEN)
}

/** sethostname(2). */
function sethostname(t: Task, a: SyscallArgs): SyscallResult {
  return setName(t, a, 'nodename')
}

/** setdomainname(2). */
function setdomainname(t: Task, a: SyscallArgs): SyscallResult {
  return setName(t, a, 'domainname')
}

function setName(t: Task, a: SyscallArgs, which: 'nodename' | 'domainname'): SyscallResult {
  if (!t.credentials.has(CAP_SYS_ADMIN)) return -EPERM
  const length = a.int(1)
  if (length < 0 || length > NEW_UTS_LEN) return -EINVAL
  const name = new Uint8Array(length)
  if (length > 0 && t.copyIn(a.pointer(0), name).err !== OK) return -EFAULT
  t.kernel.uts[which] = decodeUtf8(name)
  return 0
}

/** sysinfo(2). There is no load, and no swap. */
function sysinfo(t: Task, a: SyscallArgs): SyscallResult {
  const { memoryFile, clock, tasks } = t.kernel
  const { maxPages, pagesInUse } = memoryFile
  return -copyStructOut(t, a.pointer(0), SYSINFO, {
    uptime: Math.floor(clock.monotonicNs() / 1e9),
    loads: [0, 0, 0],
    totalram: maxPages * PAGE_SIZE,
    freeram: (maxPages - pagesInUse) * PAGE_SIZE,
    ...{ sharedram: 0, bufferram: 0, totalswap: 0, freeswap: 0 },
    procs: tasks.size,
    ...{ totalhigh: 0, freehigh: 0, mem_unit: 1 },
  }).err
}

/** getcpu(2): there is one. */
function getcpu(t: Task, a: SyscallArgs): SyscallResult {
  const zero = new Uint8Array(4)
  for (const i of [0, 1]) {
    if (a.pointer(i) !== 0 && t.copyOut(a.pointer(i), zero).err !== OK) return -EFAULT
  }
  return 0
}

/** Bytes that are made before signals are looked at, and before others have a turn. */
const RANDOM_SLICE = PAGE_SIZE
const RANDOM_TURN = 1 << 20

/** getrandom(2): has no need to wait for anything. A signal ends a long one with what there is by then. */
function getrandom(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const flags = a.uint(2)
  if ((flags & ~(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)) !== 0) return -EINVAL
  if ((flags & (GRND_RANDOM | GRND_INSECURE)) === (GRND_RANDOM | GRND_INSECURE)) return -EINVAL
  const wanted = a.long(1)
  const length = wanted < 0 ? MAX_RW_COUNT : Math.min(wanted, MAX_RW_COUNT)
  const start = a.pointer(0)
  if (!t.mm.checkRange(start, length)) return -EFAULT
  return length > RANDOM_TURN ? fillInTurns(t, start, length) : fillRandom(t, start, length)
}

async function fillInTurns(t: Task, start: Addr, length: number): Promise<SyscallResult> {
  for (let done = 0; done < length; ) {
    const turn = Math.min(length - done, RANDOM_TURN)
    const at = addLength(start, done)
    const n = at === undefined ? -EFAULT : fillRandom(t, at, turn)
    if (n < 0) return done > 0 ? done : n
    done += n
    if (n < turn || t.hasPendingSignals) return done
    await t.kernel.yieldToHost()
  }
  return length
}

function fillRandom(t: Task, start: Addr, length: number): SyscallResult {
  const bytes = new Uint8Array(Math.min(length, RANDOM_SLICE))
  let done = 0
  while (done < length) {
    const piece = bytes.subarray(0, length - done)
    t.kernel.random.fill(piece)
    const at = addLength(start, done)
    const { n, err } = at === undefined ? { n: 0, err: EFAULT } : t.copyOut(at, piece)
    done += n
    if (err !== OK) return done > 0 ? done : -err
    if (t.hasPendingSignals) break
  }
  return done
}

export const SYSTEM_INFO_SYSCALLS: readonly SyscallSpec[] = [
  syscall('uname', uname, [UTSNAME_OUT]),
  syscall('sethostname', sethostname, ['buffer-in', 'int']),
  syscall('setdomainname', setdomainname, ['buffer-in', 'int']),
  syscall('sysinfo', sysinfo, [SYSINFO_OUT]),
  syscall('getcpu', getcpu, [valueOut('unsigned int *cpu', 4), valueOut('unsigned int *node', 4), 'pointer']),
  syscall('getrandom', getrandom, ['buffer-out', 'size', GETRANDOM_FLAGS]),
]
