// What a process may have of memory. gVisor: pkg/sentry/limits, which mm reads from the context.

/** Resource limits of setrlimit(2), in bytes; Infinity for none. They are looked at when memory is asked for. */
export interface MemoryLimits {
  /** RLIMIT_AS: all that is mapped. */
  readonly addressSpace: number
  /** RLIMIT_DATA: private writable memory, the heap included. */
  readonly data: number
  /** RLIMIT_STACK: how far a mapping that grows down may grow. */
  readonly stack: number
  /** RLIMIT_MEMLOCK: what may be locked. 0 forbids locking as such. */
  readonly lockedMemory: number
  /** CAP_IPC_LOCK: {@link lockedMemory} does not count. */
  readonly mayLockAll: boolean
}

export const NO_LIMITS: MemoryLimits = Object.freeze({
  addressSpace: Infinity,
  data: Infinity,
  stack: Infinity,
  lockedMemory: Infinity,
  mayLockAll: true,
})
