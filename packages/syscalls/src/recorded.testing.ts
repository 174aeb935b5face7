// Plays calls that were recorded on Linux, and tells what they gave, in the form in which they were recorded.
// Not shipped.

import { CAP_USER_HEADER, errnoName, type SyscallName, statCodec } from '@jvisor/abi'
import { Tmpfs } from '@jvisor/vfs'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

type Value = number | bigint | string | readonly number[]
/** The name of a call, its arguments, and what it gave: a number, the name of an error, or what was filled in. */
export type RecordedStep = readonly [call: readonly [name: string, ...args: Value[]], result: number | string]
export type RecordedScenarios = Readonly<Record<string, readonly RecordedStep[]>>

/** One test for each scenario. */
export function testRecorded(scenarios: RecordedScenarios): void {
  test.each(Object.entries(scenarios))('%s', (_, steps) => {
    const player = new Player()
    const got = steps.map(([call]) => [call, player.play(call)])
    expect(got).toEqual(steps)
    expect(player.machine.kernel.counters.sentryBugs).toBe(0)
  })
}

/** A process whose root is a tmpfs of its own, with descriptors 0 to 2 open. */
class Player {
  readonly machine = new TestMachine()
  readonly #at = this.machine.map(20)
  #strings = 0

  constructor() {
    const { vfs } = this.machine.kernel
    for (let i = 0; i < 3; i++) this.machine.call('open', '/dev/null', 2)
    vfs.makeDirectories('/t')
    vfs.mount('/t', new Tmpfs(vfs, { permissions: 0o1777, sizeBytes: 64 << 20 }), { readOnly: false })
    this.machine.call('chroot', '/t')
    this.machine.call('chdir', '/')
  }

  play([name, ...args]: RecordedStep[0]): number | string {
    this.#strings = 0
    const special = SPECIAL[name]
    if (special !== undefined) return special(this, args)
    return this.call(name as SyscallName, ...args)
  }

  /** Makes a call; lists become memory of 64-bit words. @returns its value or the name of its error */
  call(name: SyscallName, ...args: readonly Value[]): number | string {
    const result = this.machine.call(name, ...args.map((a) => this.#argument(a)))
    return result < 0 ? errnoName(-result) : result
  }

  /** Where a call may put something. */
  get buffer(): number {
    return this.#at
  }

  bytes(length: number): Uint8Array {
    return this.machine.peek(this.#at, length)
  }

  view(length: number): DataView {
    return new DataView(this.bytes(length).buffer)
  }

  text(length: number): string {
    return this.machine.text(this.#at, length)
  }

  poke(bytes: Uint8Array): number {
    this.machine.poke(this.#at, bytes)
    return this.#at
  }

  /** Strings go behind the buffer. */
  #argument(value: Value): number | bigint {
    if (typeof value === 'number' || typeof value === 'bigint') return value
    const bytes =
      typeof value === 'string'
        ? Uint8Array.from(`${value}\0`, (c) => c.charCodeAt(0))
        : new Uint8Array(BigInt64Array.from(value, BigInt).buffer)
    const at = this.#at + 16 * 4096 + this.#strings
    this.#strings += Math.ceil(bytes.length / 8) * 8
    this.machine.poke(at, bytes)
    return at
  }
}

type Special = (p: Player, args: readonly Value[]) => number | string

/** What `result` stands for if it is a count, and the error otherwise. */
function filled(result: number | string, text: (n: number) => string): number | string {
  return typeof result === 'number' ? text(result) : result
}

const stat: (name: SyscallName) => Special = (name) => (p, args) =>
  filled(p.call(name, ...args, p.buffer), () => {
    const s = statCodec('x86-64').read(p.view(144), 0)
    const owner = `${s.st_uid}:${s.st_gid}`
    const rest = `size=${s.st_size} blocks=${s.st_blocks} rdev=${s.st_rdev}`
    return `${s.st_mode.toString(8)} nlink=${s.st_nlink} ${owner} ${rest}`
  })

function directoryEntries(p: Player, length: number): string {
  const view = p.view(Math.max(1, length))
  const entries: string[] = []
  for (let at = 0; at < length; at += view.getUint16(at + 16, true)) {
    const end = at + view.getUint16(at + 16, true)
    const name = p.machine.text(p.buffer + at + 19, end - at - 19).split('\0')[0]
    entries.push(`${name}:${view.getUint8(at + 18)}@${view.getBigInt64(at + 8, true)}`)
  }
  return `has ${entries.join(' ')}`
}

/** Real, effective and saved IDs, those for files, and whether there are capabilities. */
function ids(p: Player): string {
  p.call('getresuid', p.buffer, p.buffer + 4, p.buffer + 8)
  p.call('getresgid', p.buffer + 12, p.buffer + 16, p.buffer + 20)
  const values = Array.from(new Uint32Array(p.bytes(24).buffer))
  const files = [p.call('setfsuid', -1), p.call('setfsgid', -1)]
  const header = new Uint8Array(CAP_USER_HEADER.size)
  CAP_USER_HEADER.write(new DataView(header.buffer), 0, { version: 0x20080522, pid: 0 })
  p.call('capget', p.poke(header), p.buffer + 8)
  const [, , effective, permitted] = new Uint32Array(p.bytes(16).buffer)
  const caps = `caps ${(effective & 2) !== 0 ? 'yes' : 'no'} ${permitted !== 0 ? 'all' : 'none'}`
  return `is ${values.join(' ')} fs ${files.join(' ')} ${caps}`
}

const SPECIAL: Readonly<Record<string, Special>> = {
  stat: stat('stat'),
  lstat: stat('lstat'),
  fstat: stat('fstat'),
  readlink: (p, [path, size = 4096]) =>
    filled(p.call('readlink', path, p.buffer, size), (n) => `is ${p.text(n)}`),
  getcwd: (p, [size]) => filled(p.call('getcwd', p.buffer, size), (n) => `is ${p.text(n - 1)}`),
  getdents64: (p, [fd, size]) =>
    filled(p.call('getdents64', fd, p.buffer, size), (n) => directoryEntries(p, n)),
  getids: ids,
  getgroups: (p, [room]) => {
    const result = p.call('getgroups', room, p.buffer)
    if (room === 0) return result
    return filled(result, (n) => `is ${Array.from(new Uint32Array(p.bytes(n * 4).buffer)).join(' ')}`)
  },
  setgroups: (p, groups) =>
    p.call('setgroups', groups.length, p.poke(new Uint8Array(Uint32Array.from(groups as number[]).buffer))),
  write: (p, [fd, text]) => p.call('write', fd, text, (text as string).length),
  read: (p, [fd, size]) => filled(p.call('read', fd, p.buffer, size), (n) => `is ${p.text(n)}`),
}
