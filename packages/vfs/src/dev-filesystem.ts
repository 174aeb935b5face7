// The file system that is mounted at /dev: a tmpfs with a node for each device. gVisor: fsimpl/dev.

import { S_IFCHR } from '@jvisor/abi'
import { makeDevice } from './device-registry.ts'
import { DEV_FULL, DEV_NULL, DEV_RANDOM, DEV_URANDOM, DEV_ZERO } from './devices.ts'
import { type FilesystemHost, Tmpfs } from './tmpfs.ts'

/** The controlling terminal of whoever opens it, tty(4): the kernel knows which. */
export const DEV_TTY = makeDevice(5, 0)

const NODES: readonly (readonly [name: string, device: number])[] = [
  ['null', DEV_NULL],
  ['zero', DEV_ZERO],
  ['full', DEV_FULL],
  ['random', DEV_RANDOM],
  ['urandom', DEV_URANDOM],
  ['tty', DEV_TTY],
]

/** What of the process that looks is found here (fd(4)). */
const LINKS: readonly (readonly [name: string, target: string])[] = [
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
]

/** A new file system with the devices that every program expects. */
export function createDevFilesystem(host: FilesystemHost): Tmpfs {
  const fs = new Tmpfs(host, { typeName: 'devtmpfs' })
  for (const [name, target] of LINKS) fs.root.makeSymlink(name, target)
  fs.root.makeDirectory('shm', 0o755)
  for (const [name, device] of NODES) fs.root.makeDevice(name, S_IFCHR | 0o666, device)
  return fs
}
