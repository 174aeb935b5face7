// Flags and structs of clone and wait, as strace(1) shows them.

import {
  CLONE_ARGS,
  CLONE_CHILD_CLEARTID,
  CLONE_CHILD_SETTID,
  CLONE_CLEAR_SIGHAND,
  CLONE_DETACHED,
  CLONE_FILES,
  CLONE_FS,
  CLONE_IO,
  CLONE_NEWCGROUP,
  CLONE_NEWIPC,
  CLONE_NEWNET,
  CLONE_NEWNS,
  CLONE_NEWPID,
  CLONE_NEWUSER,
  CLONE_NEWUTS,
  CLONE_PARENT,
  CLONE_PARENT_SETTID,
  CLONE_PIDFD,
  CLONE_PTRACE,
  CLONE_SETTLS,
  CLONE_SIGHAND,
  CLONE_SYSVSEM,
  CLONE_THREAD,
  CLONE_UNTRACED,
  CLONE_VFORK,
  CLONE_VM,
  CSIGNAL,
  P_ALL,
  P_PGID,
  P_PID,
  P_PIDFD,
  RUSAGE,
  signalName,
  WALL,
  WCLONE,
  WCONTINUED,
  WEXITED,
  WNOHANG,
  WNOTHREAD,
  WNOWAIT,
  WSTOPPED,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags, oneOf, structIn, structOut } from './decoders.ts'
import { failed } from './params.ts'
import { type FlagTable, flagText, pointer } from './text.ts'
import { readExact } from './vectors.ts'

const CLONE_TABLE: FlagTable = [
  ['CLONE_VM', CLONE_VM],
  ['CLONE_FS', CLONE_FS],
  ['CLONE_FILES', CLONE_FILES],
  ['CLONE_SIGHAND', CLONE_SIGHAND],
  ['CLONE_PIDFD', CLONE_PIDFD],
  ['CLONE_PTRACE', CLONE_PTRACE],
  ['CLONE_VFORK', CLONE_VFORK],
  ['CLONE_PARENT', CLONE_PARENT],
  ['CLONE_THREAD', CLONE_THREAD],
  ['CLONE_NEWNS', CLONE_NEWNS],
  ['CLONE_SYSVSEM', CLONE_SYSVSEM],
  ['CLONE_SETTLS', CLONE_SETTLS],
  ['CLONE_PARENT_SETTID', CLONE_PARENT_SETTID],
  ['CLONE_CHILD_CLEARTID', CLONE_CHILD_CLEARTID],
  ['CLONE_DETACHED', CLONE_DETACHED],
  ['CLONE_UNTRACED', CLONE_UNTRACED],
  ['CLONE_CHILD_SETTID', CLONE_CHILD_SETTID],
  ['CLONE_NEWCGROUP', CLONE_NEWCGROUP],
  ['CLONE_NEWUTS', CLONE_NEWUTS],
  ['CLONE_NEWIPC', CLONE_NEWIPC],
  ['CLONE_NEWUSER', CLONE_NEWUSER],
  ['CLONE_NEWPID', CLONE_NEWPID],
  ['CLONE_NEWNET', CLONE_NEWNET],
  ['CLONE_IO', CLONE_IO],
]

/** "CLONE_VM|CLONE_VFORK|SIGCHLD" */
export const CLONE_FLAGS: ParamDecoder = {
  declaration: 'unsigned long flags',
  output: false,
  decode(d, i) {
    const value = d.args.uint(i)
    const signal = value & CSIGNAL
    const bits = (value & ~CSIGNAL) >>> 0
    if (signal === 0) return flagText(bits, CLONE_TABLE)
    return bits === 0 ? signalName(signal) : `${flagText(bits, CLONE_TABLE)}|${signalName(signal)}`
  },
}

export const CLONE3_ARGS = structIn('struct clone_args *cl_args', CLONE_ARGS, (args) => {
  const clears = (args.flags & BigInt(CLONE_CLEAR_SIGHAND)) !== 0n
  const low = flagText(Number(args.flags & 0xffff_ffffn), CLONE_TABLE)
  const names = clears ? (low === '0' ? 'CLONE_CLEAR_SIGHAND' : `${low}|CLONE_CLEAR_SIGHAND`) : low
  const fields = [`flags=${names}`]
  if (args.child_tid !== 0n) fields.push(`child_tid=${pointer(args.child_tid)}`)
  if (args.parent_tid !== 0n) fields.push(`parent_tid=${pointer(args.parent_tid)}`)
  fields.push(`exit_signal=${args.exit_signal === 0n ? '0' : signalName(Number(args.exit_signal))}`)
  fields.push(
    `stack=${pointer(args.stack)}`,
    `stack_size=${args.stack_size === 0n ? '0' : pointer(args.stack_size)}`,
  )
  if (args.tls !== 0n) fields.push(`tls=${pointer(args.tls)}`)
  return `{${fields.join(', ')}}`
})

export const WAIT_OPTIONS = flags(
  'int options',
  [
    ['WNOHANG', WNOHANG],
    ['WSTOPPED', WSTOPPED],
    ['WEXITED', WEXITED],
    ['WCONTINUED', WCONTINUED],
    ['WNOWAIT', WNOWAIT],
    ['__WNOTHREAD', WNOTHREAD],
    ['__WALL', WALL],
    ['__WCLONE', WCLONE],
  ],
  'W???',
)

export const WAIT_ID_TYPE = oneOf(
  'int idtype',
  new Map([
    [P_ALL, 'P_ALL'],
    [P_PID, 'P_PID'],
    [P_PGID, 'P_PGID'],
    [P_PIDFD, 'P_PIDFD'],
  ]),
  'P_???',
)

/** "[{WIFEXITED(s) && WEXITSTATUS(s) == 0}]" */
export const WAIT_STATUS: ParamDecoder = {
  declaration: 'int *wstatus',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    const bytes = new Uint8Array(4)
    if (failed(d) || d.result === 0 || at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
    return `[${statusText(new DataView(bytes.buffer).getInt32(0, true))}]`
  },
}

function statusText(status: number): string {
  const signal = status & 0x7f
  if (status === 0xffff) return '{WIFCONTINUED(s)}'
  if (signal === 0) return `{WIFEXITED(s) && WEXITSTATUS(s) == ${status >> 8}}`
  if (signal === 0x7f) return `{WIFSTOPPED(s) && WSTOPSIG(s) == ${signalName(status >> 8)}}`
  return `{WIFSIGNALED(s) && WTERMSIG(s) == ${signalName(signal)}}`
}

export const RUSAGE_OUT = structOut(
  'struct rusage *rusage',
  RUSAGE,
  (r) =>
    `{ru_utime={tv_sec=${r.ru_utime_sec}, tv_usec=${r.ru_utime_usec}}, ` +
    `ru_stime={tv_sec=${r.ru_stime_sec}, tv_usec=${r.ru_stime_usec}}, ...}`,
)
