// JsFormat: programs written in JavaScript that lie in the guest's tree, so that execve finds them. gVisor has no
// counterpart; to Linux it would be one more binfmt.
//
// The file says which program it is by a number, on one line of text behind four bytes that no other format has. Like
// any executable, it can be copied, linked, renamed and removed.

import { ENOEXEC, type Errno, OK } from '@jvisor/abi'
import {
  type BinaryFormat,
  type FatalLoad,
  fillStack,
  type LoadArgs,
  type LoadedImage,
  mapStack,
  type SyscallTable,
} from '@jvisor/kernel'
import { DEFAULT_LAYOUT, MemoryManager } from '@jvisor/mm'
import { addr, decodeUtf8, encodeUtf8 } from '@jvisor/usermem'
import type { GuestMain } from './guest.ts'
import { JsPlatform } from './js-platform.ts'

const MAGIC = '\x7fJSV guest program '

export class JsFormat implements BinaryFormat {
  readonly name = 'js'
  readonly #programs: GuestMain[] = []
  readonly #syscallTable: SyscallTable

  constructor(syscallTable: SyscallTable) {
    this.#syscallTable = syscallTable
  }

  /** Takes a program in. @returns the content of a file that is this program. */
  add(main: GuestMain): Uint8Array {
    return encodeUtf8(`${MAGIC}${this.#programs.push(main) - 1}\n`)
  }

  load(args: LoadArgs): LoadedImage | FatalLoad | Errno {
    const main = this.#find(args.head)
    if (main === undefined) return ENOEXEC
    const mm = new MemoryManager(args.kernel.memoryFile, DEFAULT_LAYOUT, args.limits)
    const err = mapStack(mm, args)
    const sp = err === OK ? fillStack(mm, args) : -err
    if (sp < 0) {
      mm.decUsers()
      return { fatal: -sp as Errno }
    }
    const program = { main, args: args.argv.map(decodeUtf8), env: environment(args.envp) }
    return {
      platform: new JsPlatform(program),
      syscallTable: this.#syscallTable,
      memoryManager: mm,
      entry: addr(0),
      stackPointer: addr(sp),
    }
  }

  #find(head: Uint8Array): GuestMain | undefined {
    const line = decodeUtf8(head.subarray(0, head.indexOf(0x0a)))
    if (!line.startsWith(MAGIC)) return undefined
    return this.#programs[Number(line.slice(MAGIC.length))]
  }
}

/** Variables by name; of several with one name the first counts, and what is no variable is left out. */
function environment(strings: readonly Uint8Array[]): Record<string, string> {
  const entries = strings.map(decodeUtf8).filter((s) => s.includes('='))
  const pairs = entries.map((s) => [s.slice(0, s.indexOf('=')), s.slice(s.indexOf('=') + 1)])
  return Object.fromEntries(pairs.reverse())
}
