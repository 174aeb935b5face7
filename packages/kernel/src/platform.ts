// Platform: what executes programs. gVisor: pkg/sentry/platform/platform.go.
//
// gVisor's Context.Switch runs the program up to its next trap and returns it to the task's loop. Here a context runs
// the program to its end and calls the task for every trap: a guest written in JavaScript cannot be left in the
// middle of a function, and a CPU emulator keeps its registers where they are across a system call.

import type { SignalInfo } from '@jvisor/abi'
import type { MmapLayout } from '@jvisor/mm'
import { type Addr, addr } from '@jvisor/usermem'
import type { SyscallOutcome } from './restart-block.ts'
import type { SignalSet } from './signal-set.ts'
import type { SignalAction } from './signals.ts'
import type { Task } from './task.ts'

/** The execution of one task's program. */
export interface PlatformContext {
  /**
   * Runs the program until the task exits. For every system call it puts the arguments into `task.args` and calls
   * `task.syscall`; for every fault that its own translation cannot settle it asks the memory manager; it gives way
   * (`task.giveWay`) when its time slice is over. After each of these it looks at `task.exiting`, and at `task.context`:
   * if that is another one, the task has called execve, and nothing more of this program may run. It lets go of what
   * it holds then, and returns.
   */
  run(): Promise<void>

  /**
   * Makes the program run a handler that it has set for a signal. The mask of the task is the handler's already.
   * A guest in JavaScript calls the handler, sets the mask to what it was, and resolves when all that is done, or when
   * the handler has executed another program. A CPU
   * pushes a frame onto the program's stack and sets its registers, so that the program runs the handler when it goes
   * on; rt_sigreturn(2) then undoes it ({@link signalReturn}).
   * @returns of a CPU, whether there was room for the frame: SIGSEGV if not.
   */
  handleSignal(delivery: SignalDelivery): Promise<void> | boolean

  /**
   * rt_sigreturn(2): takes registers and mask out of the frame that the stack pointer points to.
   * @returns false if there is no good frame: SIGSEGV. Left out where handlers return as functions do.
   */
  signalReturn?(): boolean

  /** What was stored as code is executed as it is now; left out where programs do not make code. */
  flushInstructions?(): void

  /** The program's stack pointer lies in these bytes; left out where programs have no stack pointer. */
  onStack?(sp: number, size: number): boolean

  /** Left out where programs have no registers, as a tracer sees them: then there are those of system calls. */
  readonly registers?: ProgramRegisters

  /** The strings that the program was started with, each with its NUL, where they are not in its memory. */
  startedWith?(): { readonly commandLine: Uint8Array; readonly environment: Uint8Array }

  /** The program can be cloned now; clone(2) is ENOSYS otherwise. */
  readonly canFork: boolean
  /** The execution of a task that this one clones, at the same point of the program. Precondition: {@link canFork}. */
  fork(child: Task, opts: ForkOpts): PlatformContext
}

/** Some of the registers of a program that stands still, for who traces it. */
export interface RegisterSet {
  /** As the architecture has them in a struct. */
  read(): Uint8Array
  /** Sets them, or as many as there are bytes. */
  write(bytes: Uint8Array): void
}

/** The registers of a program that stands still: as a set, user_regs_struct. */
export interface ProgramRegisters extends RegisterSet {
  /** Those of floating point; left out where programs have none, as a tracer sees them. */
  readonly floatingPoint?: RegisterSet
  /** A system call with the task's arguments begins. */
  enterCall(number: number): void
  /** The number of the call that has begun, and its arguments put into the task's, as they are now; -1: none is made. */
  callNumber(): number
  /** What the call gives; an internal code perhaps, as Linux shows it too. */
  result: number
  readonly pc: number
  readonly sp: number
}

/** A signal on its way to a handler. */
export interface SignalDelivery {
  readonly info: SignalInfo
  readonly action: SignalAction
  /** The task's mask when the handler has returned. */
  readonly mask: SignalSet
  /**
   * What becomes of the system call at whose end the signal is acted upon, for a frame that is the first to hold the
   * registers after it. Undefined for further frames, and for signals that come at another time.
   */
  readonly outcome: SyscallOutcome | undefined
}

/** How a new task's program begins. */
export interface ForkOpts {
  /** Its stack pointer; 0: as the parent's. */
  readonly stack: number
  /** Its thread pointer; undefined: as the parent's. */
  readonly tls: number | undefined
}

/** Where a program begins. */
export interface ProgramStart {
  /** Address of its first instruction. */
  readonly entry: Addr
  /** Points to argc, with the pointers to arguments and environment and the auxiliary vector behind it. */
  readonly stackPointer: Addr
}

/** Of a process that has no program in its memory. */
export const NO_START: ProgramStart = { entry: addr(0), stackPointer: addr(0) }

export interface Platform {
  /** For logs and messages: "js", "riscv64". */
  readonly name: string
  /** Where things lie in the address spaces of its programs. */
  readonly layout: MmapLayout
  /** The context of a task that begins with a program: a new task, or one that calls execve. Its memory is loaded. */
  createContext(task: Task, start: ProgramStart): PlatformContext
}

/** The context of a task that has no program: somebody makes its calls from outside. */
export const NO_PROGRAM: PlatformContext = {
  run: () => Promise.resolve(),
  handleSignal: () => Promise.resolve(),
  canFork: true,
  fork: () => NO_PROGRAM,
}
