// DeviceRegistry: which code is behind a device number. gVisor: pkg/sentry/vfs/device.go.

import { ENXIO, type Errno } from '@jvisor/abi'
import type { FileDescription } from './file-description.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/** Opens a device whose node is at a place in the file tree; `flags` are those of open(2). */
export type DeviceOpener = (at: VirtualDentry, flags: number) => FileDescription | Errno

/** The number of a device, as st_rdev shows it (include/linux/kdev_t.h new_encode_dev; minor below 256). */
export function makeDevice(major: number, minor: number): number {
  return (major << 8) | minor
}

export class DeviceRegistry {
  readonly #openers = new Map<number, DeviceOpener>()

  register(device: number, open: DeviceOpener): void {
    this.#openers.set(device, open)
  }

  unregister(device: number): void {
    this.#openers.delete(device)
  }

  /** Opens the device behind a node; ENXIO if there is none. */
  open(at: VirtualDentry, flags: number): FileDescription | Errno {
    return this.#openers.get(at.inode.rdev)?.(at, flags) ?? ENXIO
  }
}
