// The whole house in a browser tab: boot a machine, run a program that meets a hole in its memory, hand back what it
// wrote. Bundled with no Node polyfill.

import { Machine, OutputStream } from 'jvisor'

/** @returns what the program wrote. */
export async function slice(): Promise<string> {
  const vm = new Machine({ memoryBytes: 16 << 20 })
  const stdout = new OutputStream()
  const program = vm.spawn(
    async (guest) => {
      const page = await guest.syscall('mmap', 0, 8192, 3, 0x22, -1, 0)
      guest.store(page, new Uint8Array(6000).fill(0x78))
      const fd = await guest.syscall('open', guest.cstring('/tmp/x'), 0o102, 0o644)
      await guest.syscall('pwrite64', fd, page, 6000, 0)
      await guest.syscall('munmap', page + 4096, 4096)
      const iov = guest.iovecs([
        { base: page, length: 100 },
        { base: page + 4000, length: 5900 },
      ])
      const message = `readv: ${await guest.syscall('readv', fd, iov, 2)}`
      await guest.syscall('write', 1, guest.cstring(message), message.length)
      return 7
    },
    { stdout },
  )
  const { code } = await program.exited
  return `${String.fromCharCode(...stdout.bytes())}, exited with ${code}`
}
