// mincore: which pages are in memory. Linux: mm/mincore.c. gVisor says that all are.

import { EFAULT, EINVAL, ENOMEM, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { isPageAligned } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { copyOut, inRange } from './copy.ts'

/** Pages that are looked at before their bytes are copied out. */
const CHUNK = PAGE_SIZE

/**
 * Writes a byte for each page of [addr, addr + length) to `vec`: 1 if it is in memory, mapped here or not, else 0.
 * EINVAL: `addr` not page aligned. ENOMEM: not all is mapped (`vec` is written up to there, in chunks of 4096), or the
 * range leaves the application's part. EFAULT: `vec`.
 * @see sys_mincore (Linux 6.18 mm/mincore.c)
 */
export function mincore(space: AddressSpace, addr: number, length: number, vec: number): Errno {
  if (!isPageAligned(addr)) return EINVAL
  if (!inRange(space, addr, length)) return ENOMEM
  const count = Math.ceil(length / PAGE_SIZE)
  if (!inRange(space, vec, count)) return EFAULT
  const bytes = new Uint8Array(Math.min(count, CHUNK))
  for (let done = 0; done < count; ) {
    const n = Math.min(CHUNK, count - done)
    const mapped = look(space, addr + done * PAGE_SIZE, bytes.subarray(0, n))
    if (copyOut(space, vec + done, bytes.subarray(0, mapped), false).err !== OK) return EFAULT
    if (mapped < n) return ENOMEM
    done += n
  }
  return OK
}

/** Fills `bytes` for the pages from `start`. @returns how many, up to the first that is not mapped. */
function look(space: AddressSpace, start: number, bytes: Uint8Array): number {
  let vma = space.vmas.find(start)
  for (let i = 0; i < bytes.length; i++) {
    const at = start + i * PAGE_SIZE
    if (vma === undefined || at >= vma.end) vma = space.vmas.find(at)
    if (vma === undefined) return i
    const here = space.pages.get(at / PAGE_SIZE) !== 0
    bytes[i] = here || vma.mappable?.isResident?.(vma.offsetOf(at)) === true ? 1 : 0
  }
  return bytes.length
}
