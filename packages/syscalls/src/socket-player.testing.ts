// Plays steps about sockets that were recorded on Linux, and tells what they gave, in the form in which they were
// recorded. Not shipped.

import {
  CMSGHDR,
  epollEventCodec,
  errnoName,
  MSGHDR,
  PAGE_SIZE,
  POLLFD,
  SIGPIPE,
  SO_PEERCRED,
  type SyscallName,
  statCodec,
} from '@jvisor/abi'
import { SignalSet } from '@jvisor/kernel'
import { READ_WRITE } from '@jvisor/usermem'
import { SocketMachine } from './sockets.testing.ts'

type Value = number | string
const GOOD_PAGES = 128
/** Nothing else is mapped there. */
const LOW = 0x10000000
const DONTWAIT = 0x40

export class SocketPlayer {
  readonly machine = new SocketMachine()
  readonly #buffer = this.machine.map(256)
  readonly #text = this.machine.map(32)
  readonly #small = this.machine.map(4)
  /** The end of memory that can be read. */
  readonly #end: number

  constructor() {
    const m = this.machine
    for (let i = 0; i < 3; i++) m.call('open', '/dev/null', 2)
    m.task.signals.setMask(SignalSet.of(SIGPIPE))
    m.call('chdir', '/tmp')
    m.call('chmod', '/tmp', 0o777)
    const start = m.map(GOOD_PAGES, READ_WRITE, LOW)
    m.poke(start, pattern(GOOD_PAGES * PAGE_SIZE))
    this.#end = start + GOOD_PAGES * PAGE_SIZE
  }

  play([name, ...args]: readonly [string, ...unknown[]]): Value {
    const step = STEPS[name]
    if (step === undefined) throw new Error(`no step ${name}`)
    return step(this, args as never[])
  }

  call(name: SyscallName, ...args: readonly (number | string | bigint)[]): Value {
    const m = this.machine
    const result = m.call(name, ...args)
    const shown = result < 0 ? errnoName(-result) : result
    return m.task.signals.takeOf(SignalSet.of(SIGPIPE)) === undefined ? shown : `SIGPIPE ${shown}`
  }

  get buffer(): number {
    return this.#buffer
  }

  get small(): number {
    return this.#small
  }

  get end(): number {
    return this.#end
  }

  /** Text, or so many bytes of a pattern, in memory: where, and how many. */
  data(x: Value): [number, number] {
    const bytes = typeof x === 'number' ? pattern(x) : Uint8Array.from(x, (c) => c.charCodeAt(0))
    const at =
      bytes.length > 32 * PAGE_SIZE ? this.machine.map(Math.ceil(bytes.length / PAGE_SIZE)) : this.#text
    this.machine.poke(at, bytes)
    return [at, bytes.length]
  }

  address(name: string): [number, number] {
    if (name !== 'unspec') return this.machine.address(name)
    this.machine.poke(this.#small, '\0\0')
    return [this.#small, 2]
  }

  shown(at: number, n: number): string {
    const text = this.machine.text(at, Math.min(n, 40))
    if (n <= 40) return text
    return `${n} bytes ${text.slice(0, 3)}..${this.machine.text(at + n - 3, 3)}`
  }

  ints(at: number, count: number): Int32Array {
    return new Int32Array(this.machine.peek(at, count * 4).buffer)
  }

  pokeInts(at: number, ...ints: readonly number[]): number {
    this.machine.poke(at, new Uint8Array(Int32Array.from(ints).buffer))
    return at
  }

  nameAt(at: number, length: number): string {
    if (length === 0) return 'nothing'
    const path = this.machine.text(at + 2, length - 2)
    if (path === '') return 'unnamed'
    return path.startsWith('\0') ? `@${path.slice(1)}` : (path.split('\0')[0] ?? '')
  }

  get pid(): number {
    return this.machine.task.threadGroup.pid
  }
}

const PATTERN = Uint8Array.from({ length: GOOD_PAGES * PAGE_SIZE }, (_, i) => 97 + (i % 26))

function pattern(n: number): Uint8Array {
  return PATTERN.subarray(0, n)
}

type Step = (p: SocketPlayer, args: never[]) => Value

/** What `result` stands for if it is a count. */
function filled(result: Value, text: (n: number) => Value): Value {
  return typeof result === 'number' ? text(result) : result
}

const simple =
  (name: SyscallName): Step =>
  (p, args) =>
    p.call(name, ...args)

const nameOf =
  (name: 'getsockname' | 'getpeername'): Step =>
  (p, [fd]) =>
    filled(p.call(name, fd, p.small + 16, p.pokeInts(p.small, 110)), () =>
      p.nameAt(p.small + 16, p.ints(p.small, 1)[0]),
    )

const counted =
  (request: number): Step =>
  (p, [fd]) =>
    filled(p.call('ioctl', fd, request, p.small), () => p.ints(p.small, 1)[0])

function send(p: SocketPlayer, [fd, x, flags = 0, name]: [number, Value, number?, string?]): Value {
  const to = name === undefined ? [0, 0] : p.address(name)
  return p.call('sendto', fd, ...p.data(x), flags, ...to)
}

function received(p: SocketPlayer, result: Value, room: number): Value {
  return filled(result, (n) => p.shown(p.buffer, Math.min(n, room)) + (n > room ? ` of ${n}` : ''))
}

function sendmsg(
  p: SocketPlayer,
  [fd, x, control, flags = 0]: [number, Value, readonly (readonly (Value | 'pid')[])[], number?],
): Value {
  const bytes: number[] = []
  for (const [level, type, ...rest] of control) {
    const ints = rest.map((v) => (v === 'pid' ? p.pid : Number(v)))
    const one = new Uint8Array(Math.ceil((CMSGHDR.size + ints.length * 4) / 8) * 8)
    const fields = {
      cmsg_len: CMSGHDR.size + ints.length * 4,
      cmsg_level: Number(level),
      cmsg_type: Number(type),
    }
    CMSGHDR.write(new DataView(one.buffer), 0, fields)
    one.set(new Uint8Array(Int32Array.from(ints).buffer), CMSGHDR.size)
    bytes.push(...one)
  }
  const at = p.machine.message([p.data(x)], [], { controlRoom: bytes.length })
  p.machine.poke(at + 512, Uint8Array.from(bytes))
  return p.call('sendmsg', fd, at, flags)
}

function recvmsg(p: SocketPlayer, [fd, n, room, flags = 0]: [number, number, number, number?]): Value {
  const at = p.machine.message([[p.buffer, n]], [], { controlRoom: room, nameRoom: 110 })
  return filled(p.call('recvmsg', fd, at, flags | DONTWAIT), (got) => {
    const h = MSGHDR.read(new DataView(p.machine.peek(at, MSGHDR.size).buffer), 0)
    const { control } = p.machine.received(at)
    const messages = control.map(([type, ...ints]) => {
      if (type === 2 && ints[0] === p.pid)
        return `2:pid${ints
          .slice(1)
          .map((v) => `,${v}`)
          .join('')}`
      return `${type}:${ints.join(',')}`
    })
    const name = p.nameAt(at + 256, h.msg_namelen)
    const shown = p.shown(p.buffer, Math.min(got, n))
    return `${shown} flags=${h.msg_flags.toString(16)} name=${name} control=${h.msg_controllen} ${messages.join(' ')}`
  })
}

function poll(p: SocketPlayer, [fd]: [number]): Value {
  const bytes = new Uint8Array(POLLFD.size)
  POLLFD.write(new DataView(bytes.buffer), 0, { fd, events: 0x23c7, revents: 0 })
  p.machine.poke(p.small, bytes)
  p.call('poll', p.small, 1, 0)
  return (POLLFD.read(new DataView(p.machine.peek(p.small, 8).buffer), 0).revents & 0xffff).toString(16)
}

function get(p: SocketPlayer, [fd, option, room = 4]: [number, number, number?]): Value {
  const lengthAt = p.pokeInts(p.small, room)
  const result = p.call('getsockopt', fd, 1, option, p.small + 16, lengthAt)
  const [length] = p.ints(lengthAt, 1)
  if (result !== 0) return length === room ? result : `${result} ${length}`
  const values: Value[] = [...p.ints(p.small + 16, Math.floor(length / 4))]
  if (option === SO_PEERCRED && values[0] === p.pid) values[0] = 'pid'
  return `${length}: ${values.join(' ')}`
}

const epollEvent = epollEventCodec('x86-64')

const STEPS: Readonly<Record<string, Step>> = {
  socket: (p, [type, protocol = 0, family = 1]) => p.call('socket', family, type, protocol),
  pair: (p, [type]) => filled(p.call('socketpair', 1, type, 0, p.small), () => p.ints(p.small, 2).join(' ')),
  bind: (p, [fd, name]) => p.call('bind', fd, ...p.address(name)),
  connect: (p, [fd, name]) => p.call('connect', fd, ...p.address(name)),
  listen: simple('listen'),
  accept: (p, [fd, flags = 0]) => p.call('accept4', fd, 0, 0, flags),
  send: (p, args) => send(p, args as never),
  recv: (p, [fd, n, flags = 0]) =>
    received(p, p.call('recvfrom', fd, p.buffer, n, flags | DONTWAIT, 0, 0), n),
  recvfrom: (p, [fd, n]) => {
    const result = p.call('recvfrom', fd, p.buffer, n, DONTWAIT, p.small + 16, p.pokeInts(p.small, 110))
    const from = () => p.nameAt(p.small + 16, p.ints(p.small, 1)[0])
    return filled(result, (got) => `${p.shown(p.buffer, got)} from ${from()}`)
  },
  sendmsg: (p, args) => sendmsg(p, args as never),
  recvmsg: (p, args) => recvmsg(p, args as never),
  write: (p, [fd, x]) => p.call('write', fd, ...p.data(x)),
  read: (p, [fd, n]) => received(p, p.call('read', fd, p.buffer, n), n),
  shutdown: simple('shutdown'),
  close: simple('close'),
  poll: (p, args) => poll(p, args as never),
  inq: counted(0x541b),
  outq: counted(0x5411),
  name: nameOf('getsockname'),
  peer: nameOf('getpeername'),
  get: (p, args) => get(p, args as never),
  set: (p, [fd, option, ...ints]) =>
    p.call('setsockopt', fd, 1, option, p.pokeInts(p.small, ...ints), ints.length * 4),
  wfault: (p, [fd, good, total]) => p.call('write', fd, p.end - good, total),
  rfault: (p, [fd, good, total]) => p.call('read', fd, p.end - good, total),
  sfault: (p, [fd, good, total, name]) => p.call('sendto', fd, p.end - good, total, 0, ...p.address(name)),
  unlink: simple('unlink'),
  chmod: simple('chmod'),
  mknod: simple('mknod'),
  symlink: simple('symlink'),
  rename: simple('rename'),
  open: (p, [path, flags]) => p.call('open', path, flags, 0o644),
  nonblock: (p, [fd]) => p.call('fcntl', fd, 4, 0o4000),
  getfd: (p, [fd]) => p.call('fcntl', fd, 1, 0),
  dup: simple('dup'),
  epoll: (p, [fd, events]) => {
    const epfd = p.call('epoll_create1', 0)
    const bytes = new Uint8Array(epollEvent.size)
    epollEvent.write(new DataView(bytes.buffer), 0, { events, dataLo: 7, dataHi: 0 })
    p.machine.poke(p.small, bytes)
    p.call('epoll_ctl', epfd, 1, fd, p.small)
    return epfd
  },
  epwait: (p, [fd]) => {
    const result = p.call('epoll_wait', fd, p.small, 10, 0)
    if (result === 0) return 0
    const event = () => epollEvent.read(new DataView(p.machine.peek(p.small, epollEvent.size).buffer), 0)
    return filled(result, () => event().events.toString(16))
  },
  seteuid: (p, [uid]) => p.call('setresuid', -1, uid, -1),
  lseek: (p, [fd]) => p.call('lseek', fd, 0, 0),
  stat: (p, [fd]) =>
    filled(p.call('fstat', fd, p.small), () => {
      const { st_mode } = statCodec('x86-64').read(new DataView(p.machine.peek(p.small, 144).buffer), 0)
      return `0o${st_mode.toString(8)}`
    }),
  limit: (p, [n]) => {
    p.machine.task.threadGroup.limits.set(7, { cur: n, max: 4096 })
    return 0
  },
}
