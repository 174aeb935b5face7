// The smallest guest program: a string in emulated memory, and one system call.
//
//   jvisor run --strace examples/hello.ts

import type { Guest } from 'jvisor'

export default async function main(guest: Guest): Promise<number> {
  const text = `Hello from ${guest.args[0]}\n`
  const n = await guest.syscall('write', 1, guest.cstring(text), text.length)
  return n === text.length ? 0 : 1
}
