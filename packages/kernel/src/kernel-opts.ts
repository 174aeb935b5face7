// What an embedder hands to a kernel, checked where it comes in.

import type { AlarmClock, Random } from '@jvisor/vfs'
import * as z from 'zod'
import type { Logger } from './logger.ts'

/** The largest thread ID there is (PID_MAX_LIMIT in Linux include/linux/threads.h). */
export const MAX_TID = 4194303

/** Files that all epolls may watch together (/proc/sys/fs/epoll/max_user_watches). */
export const MAX_EPOLL_WATCHES = 1 << 18

export interface KernelOpts {
  /** Most bytes of guest memory, programs and tmpfs together: 64 KiB to 4 GiB. Default 1 GiB. */
  readonly memoryBytes?: number | undefined
  /** Most tasks at a time; one more is EAGAIN. Default 4096. */
  readonly maxTasks?: number | undefined
  readonly clock: AlarmClock
  readonly random: Random
  /** Default: nothing is logged. */
  readonly logger?: Logger | undefined
  /** Called at the end of a time slice. Default: only other tasks get a turn, not the host's event loop. */
  readonly yieldToHost?: (() => Promise<void>) | undefined
}

/** Something with these methods. */
function having<T>(name: string, ...methods: (keyof T & string)[]) {
  return z.custom<T>(
    (value) =>
      methods.every((m) => typeof (value as Record<string, unknown> | undefined)?.[m] === 'function'),
    `must be a ${name} (${methods.join(', ')})`,
  )
}

const SCHEMA = z.strictObject({
  memoryBytes: z
    .number()
    .int()
    .min(65536)
    .max(2 ** 32)
    .default(2 ** 30),
  maxTasks: z.number().int().min(1).max(4194302).default(4096),
  clock: having<AlarmClock>('clock', 'monotonicNs', 'setAlarm'),
  random: having<Random>('random', 'fill'),
  logger: having<Logger>('logger', 'debug', 'info', 'warn', 'error', 'child').optional(),
  yieldToHost: z
    .custom<() => Promise<void>>((value) => typeof value === 'function', 'must be a function')
    .optional(),
})

/** The options with their defaults. @throws TypeError, one line, naming what is wrong. */
export function parseKernelOpts(opts: KernelOpts): z.output<typeof SCHEMA> {
  const result = SCHEMA.safeParse(opts)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new TypeError(`kernel options: ${issue.path.join('.') || 'value'}: ${issue.message}`)
}
