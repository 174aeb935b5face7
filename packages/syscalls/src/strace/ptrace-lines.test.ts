// ptrace as strace shows it: what strace(1) 6.1 printed on Linux 6.18 for the same calls, but for the numbers.

import { expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { OtherTask } from '../tasks.testing.ts'
import { Strace } from './strace.ts'

const AT = 0x10000000

type Line = readonly [args: readonly number[], line: string]

const LINES: readonly Line[] = [
  [[0, 0, 0, 0], 'ptrace(PTRACE_TRACEME)                  = -1 EPERM (Operation not permitted)'],
  [[24, 2, 0, 0], 'ptrace(PTRACE_SYSCALL, 2, NULL, 0)      = -1 ESRCH (No such process)'],
  [[7, 2, 0, 10], 'ptrace(PTRACE_CONT, 2, NULL, SIGUSR1)   = -1 ESRCH (No such process)'],
  [[17, 2, 0, 19], 'ptrace(PTRACE_DETACH, 2, NULL, SIGSTOP) = -1 ESRCH (No such process)'],
  [[99, 2, 5, 6], 'ptrace(0x63 /* PTRACE_??? */, 2, 0x5, 0x6) = -1 ESRCH (No such process)'],
  [[0x4206, 2, 0, 0x100001], 'ptrace(PTRACE_SEIZE, 2, NULL, PTRACE_O_TRACESYSGOOD|PTRACE_O_EXITKILL) = 0'],
  [[0x4207, 2, 0, 0], 'ptrace(PTRACE_INTERRUPT, 2)             = 0'],
]

/** Once the tracee stands still. */
const STOPPED: readonly Line[] = [
  [
    [0x4200, 2, 0, 0x7f],
    'ptrace(PTRACE_SETOPTIONS, 2, NULL, PTRACE_O_TRACESYSGOOD|PTRACE_O_TRACEFORK|PTRACE_O_TRACEVFORK|PTRACE_O_TRACECLONE|PTRACE_O_TRACEEXEC|PTRACE_O_TRACEVFORKDONE|PTRACE_O_TRACEEXIT) = 0',
  ],
  [[1, 2, AT, AT], 'ptrace(PTRACE_PEEKTEXT, 2, 0x10000000, [NULL]) = 0'],
  [[2, 2, 8, AT], 'ptrace(PTRACE_PEEKDATA, 2, 0x8, 0x10000000) = -1 EIO (Input/output error)'],
  [[4, 2, AT, 5], 'ptrace(PTRACE_POKETEXT, 2, 0x10000000, 0x5) = 0'],
  [[5, 2, 8, 0x1234], 'ptrace(PTRACE_POKEDATA, 2, 0x8, 0x1234) = -1 EIO (Input/output error)'],
  [[3, 2, 120, AT], 'ptrace(PTRACE_PEEKUSER, 2, 8*ORIG_RAX, [0xffffffffffffffff]) = 0'],
  [[6, 2, 120, 34], 'ptrace(PTRACE_POKEUSER, 2, 8*ORIG_RAX, 0x22) = 0'],
  [[12, 2, 0, 8], 'ptrace(PTRACE_GETREGS, 2, 0x8)          = -1 EFAULT (Bad address)'],
  [[13, 2, 0, 8], 'ptrace(PTRACE_SETREGS, 2, 0x8)          = -1 EFAULT (Bad address)'],
  [[0x4204, 2, 2, 8], 'ptrace(PTRACE_GETREGSET, 2, NT_FPREGSET, 0x8) = -1 EFAULT (Bad address)'],
  [[0x4205, 2, 1, 8], 'ptrace(PTRACE_SETREGSET, 2, NT_PRSTATUS, 0x8) = -1 EFAULT (Bad address)'],
  [[0x4201, 2, 0, AT], 'ptrace(PTRACE_GETEVENTMSG, 2, NULL, [0]) = 0'],
  [
    [0x4202, 2, 0, AT],
    'ptrace(PTRACE_GETSIGINFO, 2, NULL, {si_signo=SIGTRAP, si_code=0x8005, si_addr=0x2}) = 0',
  ],
  [[0x4203, 2, 0, 8], 'ptrace(PTRACE_SETSIGINFO, 2, NULL, 0x8) = -1 EFAULT (Bad address)'],
  [[0x420a, 2, 8, AT], 'ptrace(PTRACE_GETSIGMASK, 2, 8, [])     = 0'],
  [[17, 2, 0, 0], 'ptrace(PTRACE_DETACH, 2, NULL, 0)       = 0'],
]

test('requests', async () => {
  const m = new TestMachine()
  m.map(1, undefined, AT)
  const { task } = new OtherTask(m)
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  for (const [args] of LINES) m.call('ptrace', ...args)
  void task.signals.deliver()
  for (const [args] of STOPPED) m.call('ptrace', ...args)
  const inColumns = (line: string) => line.replace('[pid     1] ', '').replace(/\) +=/, ') =')
  expect(lines.map(inColumns)).toEqual([...LINES, ...STOPPED].map(([, line]) => inColumns(line)))
})
