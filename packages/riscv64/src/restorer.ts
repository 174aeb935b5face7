// What a signal handler returns to: __vdso_rt_sigreturn, the only function of a vdso that programs need.
// gVisor: pkg/sentry/loader/vdso.go.

import { ENOMEM } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import { type MemoryManager, SpecialMappable } from '@jvisor/mm'
import { ANY_ACCESS, addr, EXECUTE, READ, unionAccess } from '@jvisor/usermem'

/** li a7, __NR_rt_sigreturn; ecall */
const CODE = Uint8Array.of(0x93, 0x08, 0xb0, 0x08, 0x73, 0, 0, 0)

const pages = new WeakMap<MemoryFile, SpecialMappable>()

/** Maps the code. @returns where, or -errno */
export function mapRestorer(file: MemoryFile, mm: MemoryManager): number {
  const page = pages.get(file) ?? SpecialMappable.create(file, CODE)
  if (page === undefined) return -ENOMEM
  pages.set(file, page)
  return mm.mmap({
    addr: addr(0),
    length: page.length,
    fixed: false,
    perms: unionAccess(READ, EXECUTE),
    maxPerms: ANY_ACCESS,
    private: true,
    mappable: page,
    offset: 0,
    fixedSize: true,
    hint: '[vdso]',
  })
}
