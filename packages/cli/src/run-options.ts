// What `jvisor run` was told, as the thread that runs the program is handed it.

/** A directory of the host, and where programs see it. */
export interface VolumeOption {
  readonly host: string
  readonly guest: string
  readonly mode: VolumeMode
}

/** Read-only; read-write; or written above, without the host seeing it. */
export type VolumeMode = 'ro' | 'rw' | 'overlay'

/** The options of `jvisor run`, as commander gives them; plain data, since they travel to another thread. */
export interface RunOptions {
  /** A file; empty for standard error. */
  readonly strace?: string
  /** A directory of the host that is the root of the file tree; what is written lies above it. */
  readonly root?: string
  readonly isolated?: true
  /** Expressions as strace(1) has them. */
  readonly inject: readonly string[]
  readonly volume: readonly VolumeOption[]
  readonly env: Readonly<Record<string, string>>
  readonly workdir?: string
  readonly memory: number
  readonly seed?: number
  readonly summary?: true
  readonly stats?: true
  readonly logLevel: string
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const
