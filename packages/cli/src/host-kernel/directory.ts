// The directory that scenarios have their files in: on a tmpfs, which is the file system that jvisor's own is like.

import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const TMPFS_MAGIC = 0x01021994
const SHM = '/dev/shm'

/** Makes an empty directory of its own. */
export function makeDirectory(): string {
  return mkdtempSync(join(isTmpfs(SHM) ? SHM : tmpdir(), 'jvisor-'))
}

function isTmpfs(path: string): boolean {
  try {
    return statfsSync(path).type === TMPFS_MAGIC
  } catch {
    return false
  }
}

/** Removes all that is in it. */
export function emptyDirectory(path: string): void {
  for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true, force: true })
}
