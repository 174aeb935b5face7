// FilesystemUsage: what statfs(2) tells of a file system. gVisor: pkg/sentry/fsimpl StatFS.

import { NAME_MAX, PAGE_SIZE } from '@jvisor/abi'

export interface FilesystemUsage {
  /** f_type: a magic number. */
  readonly type: number
  /** Bytes. */
  readonly blockSize: number
  readonly blocks: number
  readonly freeBlocks: number
  /** Inodes. */
  readonly files: number
  readonly freeFiles: number
  readonly nameLength: number
}

/** Of what has no blocks and no limit: pipes, devices, anonymous files (simple_statfs). */
export function bareUsage(type: number): FilesystemUsage {
  return {
    type,
    blockSize: PAGE_SIZE,
    blocks: 0,
    freeBlocks: 0,
    files: 0,
    freeFiles: 0,
    nameLength: NAME_MAX,
  }
}
