// The file system that is mounted at /dev: a tmpfs with a node for each device. gVisor: fsimpl/dev.

import { S_IFCHR } from '@jvisor/abi'
import { DEV_FULL, DEV_NULL, DEV_RANDOM, DEV_URANDOM, DEV_ZERO } from './devices.ts'
import { type FilesystemHost, Tmpfs } from './tmpfs.ts'

const NODES: readonly (readonly [name: string, device: number])[] = [
  ['null', DEV_NULL],
  ['zero', DEV_ZERO],
  ['full', DEV_FULL],
  ['random', DEV_RANDOM],
  ['urandom', DEV_URANDOM],
]

/** A new file system with the devices that every program expects. */
export function createDevFilesystem(host: FilesystemHost): Tmpfs {
  const fs = new Tmpfs(host)
  for (const [name, device] of NODES) fs.root.makeDevice(name, S_IFCHR | 0o666, device)
  return fs
}
