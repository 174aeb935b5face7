// WriteOpts: how one write is made. gVisor: pkg/sentry/vfs WriteOptions. Linux: struct kiocb.

import type { Credentials } from './credentials.ts'

/** Who sends: process, effective user and group (struct ucred). */
export interface Ucred {
  readonly pid: number
  readonly uid: number
  readonly gid: number
}

/** How one write is made: what the descriptor, the call and the process together ask for. */
export interface WriteOpts {
  /** Write at the end, wherever the offset is (O_APPEND and RWF_APPEND less RWF_NOAPPEND). */
  readonly append: boolean
  /** Give WOULD_BLOCK rather than wait (RWF_NOWAIT); O_NONBLOCK is the caller's to handle. */
  readonly nowait: boolean
  /** It goes on with a write that has waited. */
  readonly resumed?: boolean
  /** RLIMIT_FSIZE of the writer, bytes; Infinity for none. */
  readonly sizeLimit: number
  /** On whose behalf; default: the kernel's own. */
  readonly who?: Credentials
  /** Who sends, for a file that asks. */
  readonly sender?: Ucred | undefined
}

/** A plain write. */
export const NORMAL_WRITE: WriteOpts = Object.freeze({ append: false, nowait: false, sizeLimit: Infinity })
