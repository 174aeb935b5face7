// RiscvPlatform: the Platform whose programs are machine code, RV64GC. gVisor: pkg/sentry/platform/systrap, kvm.

import type { Kernel, Platform, PlatformContext, ProgramStart, Task } from '@jvisor/kernel'
import { DEFAULT_LAYOUT, type MmapLayout } from '@jvisor/mm'
import { Hart } from './engine/hart.ts'
import { RiscvContext } from './riscv-context.ts'

/** AT_HWCAP: a bit for each single-letter extension, IMAFDC. */
export const RISCV_HWCAP = [...'IMAFDC'].reduce(
  (bits, letter) => bits | (1 << (letter.charCodeAt(0) - 0x41)),
  0,
)

export class RiscvPlatform implements Platform {
  readonly name = 'riscv64'
  readonly layout: MmapLayout = DEFAULT_LAYOUT

  /** Takes the place of its CPU in the kernel's memory, 52 KiB, if there is one. */
  constructor(kernel: Kernel) {
    Hart.reserve(kernel.memoryFile)
  }

  /** Precondition: the task's address space has the program. @throws Error if there is no memory for a CPU */
  createContext(task: Task, start: ProgramStart): PlatformContext {
    return RiscvContext.begin(task, start)
  }
}
