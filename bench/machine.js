// A kernel with one task and a file of each kind, driven by hand. V8 heeds hints, as when the command runs.

import '../packages/cli/bin/v8-flags.js'
import { SYSCALL_NUMBERS } from '@jvisor/abi'
import { Kernel } from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { syscallTable } from '@jvisor/syscalls'
import { ANY_ACCESS, addr, READ_WRITE } from '@jvisor/usermem'
import { createDevFilesystem } from '@jvisor/vfs'

export const PAGE = 4096
/** A page of private anonymous memory, anywhere. */
export const ANON = {
  addr: addr(0),
  length: PAGE,
  fixed: false,
  perms: READ_WRITE,
  maxPerms: ANY_ACCESS,
  private: true,
  offset: 0,
}
/** Where many mappings go, side by side. */
export const FAR = 0x1000_0000_0000

const IDLE = {
  name: 'bench',
  layout: DEFAULT_LAYOUT,
  createContext: () => ({ run: async () => {}, runSignalHandler: async () => {} }),
}

export class Machine {
  constructor() {
    this.kernel = new Kernel({
      clock: { bootTimeSec: 0, monotonicNs: () => 0, setAlarm() {} },
      random: { fill() {} },
    })
    const { vfs } = this.kernel
    vfs.makeDirectories('/dev')
    vfs.mount('/dev', createDevFilesystem(vfs), { readOnly: false })
    this.task = this.kernel.createProcess(IDLE, syscallTable('x86-64'))
    this.mm = this.task.mm
  }

  /** Makes a system call that does not wait. */
  call(name, ...args) {
    return this.callNumber(SYSCALL_NUMBERS['x86-64'][name], ...args)
  }

  callNumber(number, a = 0, b = 0, c = 0, d = 0) {
    const { args } = this.task
    args.set(0, a)
    args.set(1, b)
    args.set(2, c)
    args.set(3, d)
    return this.task.syscall(number)
  }

  /** Maps `bytes` and fills them with what is not zero. */
  map(bytes) {
    const at = this.mm.mmap({ ...ANON, length: bytes })
    for (let done = 0; done < bytes; done += 65536) {
      this.mm.copyOut(addr(at + done), new Uint8Array(Math.min(65536, bytes - done)).fill(0x5a))
    }
    return at
  }

  /** A NUL-terminated string in memory of its own. */
  cstring(text) {
    const at = this.map(4096)
    this.mm.copyOut(addr(at), new TextEncoder().encode(`${text}\0`))
    return at
  }

  /** `count` iovecs of `size` bytes, `stride` bytes apart, from `base` on. @returns where they are. */
  iovecs(base, count, size, stride) {
    const at = this.map(Math.max(4096, count * 16))
    const words = new BigInt64Array(count * 2)
    for (let i = 0; i < count; i++) {
      words[i * 2] = BigInt(base + i * stride)
      words[i * 2 + 1] = BigInt(size)
    }
    this.mm.copyOut(addr(at), new Uint8Array(words.buffer))
    return at
  }
}
