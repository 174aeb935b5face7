// What a random scenario begins with: one file, descriptors of every kind, mappings of every kind.

import type { ScenarioInput } from '@jvisor/scenario'
import fc from 'fast-check'

type Descriptors = NonNullable<ScenarioInput['fds']>
type Mappings = NonNullable<ScenarioInput['memory']>

/** A kind of descriptor: what it is called in tables, how it is made, and what it is not good for. */
export interface FdKind {
  readonly kind: string
  /** Expressions that name its descriptors, in a scenario. */
  readonly names: readonly string[]
  readonly make: fc.Arbitrary<Descriptors[string]>
  /** Its bytes are different on every kernel: nothing is read from it. */
  readonly writeOnly?: boolean
  /** Its ends are alike. */
  readonly alike?: boolean
}

const fill = fc.constantFrom(
  undefined,
  'pipe',
  { repeat: 'pipe', length: 4096 },
  { repeat: 'pq', length: 5000 },
  { repeat: 'almost', length: 61500 },
  { repeat: 'full', length: 65536 },
)

function constant(descriptor: Descriptors[string]): fc.Arbitrary<Descriptors[string]> {
  return fc.constant(descriptor)
}

function withFill(
  descriptor:
    | { pipe: string }
    | { fifo: string }
    | { memfd: string; flags: string }
    | { pair: Record<string, (string | number)[]> },
): fc.Arbitrary<Descriptors[string]> {
  return fill.map((bytes) => (bytes === undefined ? descriptor : { ...descriptor, fill: bytes }))
}

export const FD_KINDS: readonly FdKind[] = [
  { kind: 'file', names: ['f'], make: constant({ open: 'data', flags: 'O_RDWR' }) },
  { kind: 'append', names: ['fa'], make: constant({ open: 'data', flags: 'O_RDWR|O_APPEND' }) },
  { kind: 'read-only', names: ['fr'], make: constant({ open: 'data', flags: 'O_RDONLY' }) },
  { kind: 'write-only', names: ['fw'], make: constant({ open: 'data', flags: 'O_WRONLY' }) },
  { kind: 'sync', names: ['fs'], make: constant({ open: 'data', flags: 'O_RDWR|O_DSYNC' }) },
  { kind: 'path', names: ['fp'], make: constant({ open: 'data', flags: 'O_PATH' }) },
  { kind: 'directory', names: ['d'], make: constant({ open: '.', flags: 'O_RDONLY|O_DIRECTORY' }) },
  { kind: 'pipe', names: ['p.r', 'p.w'], make: withFill({ pipe: 'O_NONBLOCK' }) },
  { kind: 'packet-pipe', names: ['q.r', 'q.w'], make: withFill({ pipe: 'O_NONBLOCK|O_DIRECT' }) },
  { kind: 'broken-pipe', names: ['bp.w'], make: constant({ pipe: 'O_NONBLOCK', close: 'r' }) },
  {
    kind: 'ended-pipe',
    names: ['ep.r'],
    make: constant({ pipe: 'O_NONBLOCK', fill: 'the end', close: 'w' }),
  },
  { kind: 'fifo', names: ['ff.r', 'ff.w'], make: withFill({ fifo: 'fifo' }) },
  {
    kind: 'stream-socket',
    names: ['k.r', 'k.w'],
    make: withFill({ pair: { socketpair: ['AF_UNIX', 'SOCK_STREAM|SOCK_NONBLOCK', 0] } }),
    alike: true,
  },
  {
    kind: 'packet-socket',
    names: ['kp.r', 'kp.w'],
    make: constant({
      pair: { socketpair: ['AF_UNIX', 'SOCK_SEQPACKET|SOCK_NONBLOCK', 0] },
      fill: 'one packet',
    }),
    alike: true,
  },
  { kind: 'null', names: ['n'], make: constant({ open: '/dev/null', flags: 'O_RDWR' }) },
  { kind: 'zero', names: ['z'], make: constant({ open: '/dev/zero', flags: 'O_RDWR' }) },
  { kind: 'full', names: ['u'], make: constant({ open: '/dev/full', flags: 'O_RDWR' }) },
  {
    kind: 'urandom',
    names: ['ur'],
    make: constant({ open: '/dev/urandom', flags: 'O_RDWR' }),
    writeOnly: true,
  },
  { kind: 'memfd', names: ['m'], make: withFill({ memfd: 'mem', flags: 'MFD_ALLOW_SEALING' }) },
  {
    kind: 'eventfd',
    names: ['e'],
    make: fc.nat(2).map((n): Descriptors[string] => ({ call: { eventfd2: [n, 'EFD_NONBLOCK'] } })),
  },
  {
    kind: 'semaphore',
    names: ['es'],
    make: constant({ call: { eventfd2: [3, 'EFD_NONBLOCK|EFD_SEMAPHORE'] } }),
  },
  {
    kind: 'timerfd',
    names: ['t'],
    make: constant({ call: { timerfd_create: ['CLOCK_MONOTONIC', 'TFD_NONBLOCK'] } }),
  },
  {
    kind: 'signalfd',
    names: ['sg'],
    make: constant({ call: { signalfd4: [-1, { longs: ['2**9|2**11|2**33'] }, 8, 'SFD_NONBLOCK'] } }),
    writeOnly: true,
  },
  { kind: 'epoll', names: ['el'], make: constant({ call: { epoll_create1: [0] } }) },
  { kind: 'dup', names: ['f2'], make: constant({ dup: 'f' }) },
  { kind: 'closed', names: ['x'], make: constant({ closed: true }) },
]

/** The part of a name before its dot: what it is declared as. */
export function declaredName(expression: string): string {
  return expression.split('.')[0]
}

const KIND_BY_NAME: ReadonlyMap<string, FdKind> = new Map(
  FD_KINDS.flatMap((kind) => kind.names.map((name): [string, FdKind] => [name, kind])),
)

/** Kinds of what scenarios of several tasks have: calls on them may wait. */
const WAITING: ReadonlyMap<string, string> = new Map([
  ['wp.r', 'waiting pipe read end'],
  ['wp.w', 'waiting pipe write end'],
  ['wq.r', 'waiting packet-pipe read end'],
  ['wq.w', 'waiting packet-pipe write end'],
  ['we', 'waiting eventfd'],
  ['ws', 'waiting semaphore'],
  ['wt', 'waiting timerfd'],
  ['wk.r', 'waiting stream-socket'],
  ['wk.w', 'waiting stream-socket'],
  ['wg', 'waiting signalfd'],
  ['wf', 'shared file'],
])

/** The kind of a descriptor that is named; "number" for one that is not. */
export function kindOf(expression: unknown): string {
  const kind = KIND_BY_NAME.get(String(expression))
  if (kind === undefined) return WAITING.get(String(expression)) ?? 'number'
  return kind.names.length > 1 && kind.alike !== true
    ? `${kind.kind} ${String(expression).endsWith('.r') ? 'read' : 'write'} end`
    : kind.kind
}

/** Names of descriptors to read from, and of those to write to or do anything else with. */
export const READABLE: readonly string[] = FD_KINDS.filter((k) => k.writeOnly !== true).flatMap(
  (k) => k.names,
)
export const ALL_FDS: readonly string[] = FD_KINDS.flatMap((k) => k.names)

/** Mappings by name: what they are like. All have `pages` of 1 to 3. */
const MAPPINGS: Readonly<Record<string, Omit<Mappings[string], 'pages'>>> = {
  a: { prot: 'rw', fill: { repeat: 'ABCDEFG', length: 12288 } },
  b: { prot: 'rw' },
  ro: { prot: 'r', fill: { repeat: 'read', length: 12288 } },
  no: { prot: 'none', fill: { repeat: 'none', length: 4096 } },
  wo: { prot: 'w' },
  gap: { prot: 'rw', fill: { repeat: 'gap', length: 12288 }, holes: [1] },
  sh: { prot: 'rw', file: 'data', flags: 'MAP_SHARED' },
  shr: { prot: 'r', file: 'data', flags: 'MAP_SHARED' },
  pv: { prot: 'rw', file: 'data' },
  sa: { prot: 'rw', flags: 'MAP_SHARED' },
}
export const MEMORY_NAMES: readonly string[] = Object.keys(MAPPINGS)

/** Content of the file "data", around sizes where something changes. */
export const fileContent = fc.oneof(
  fc
    .constantFrom(0, 1, 10, 4095, 4096, 4097, 6000, 8192, 12288, 20000)
    .map((length) => ({ repeat: '0123456789abc', length })),
  fc.constant('short'),
)

/** Names in use, as they are met in the steps of a scenario. */
function mentions(steps: unknown): Set<string> {
  return new Set(JSON.stringify(steps).match(/[a-z]\w*/gi) ?? [])
}

export interface World {
  readonly content: Exclude<ScenarioInput['files'], undefined>[string]
  readonly pages: Readonly<Record<string, number>>
  readonly fds: Readonly<Record<string, Descriptors[string]>>
}

export const world: fc.Arbitrary<World> = fc.record({
  content: fileContent,
  pages: fc.record(Object.fromEntries(MEMORY_NAMES.map((name) => [name, fc.integer({ min: 1, max: 3 })]))),
  fds: fc.record(Object.fromEntries(FD_KINDS.map((k) => [declaredName(k.names[0]), k.make]))),
})

/** The beginning of a scenario with these steps: what they mention, and no more. */
export function beginning(w: World, steps: ScenarioInput['steps']): Omit<ScenarioInput, 'title' | 'steps'> {
  const named = mentions(steps)
  const fds: Descriptors = {}
  for (const { names } of FD_KINDS) {
    const name = declaredName(names[0])
    if (named.has(name) || (name === 'f' && named.has('f2'))) fds[name] = w.fds[name]
  }
  const memory: Mappings = {}
  for (const [name, mapping] of Object.entries(MAPPINGS)) {
    if (named.has(name))
      memory[name] = {
        ...mapping,
        pages: w.pages[name],
        holes: (mapping.holes ?? []).filter((h) => h < w.pages[name]),
      }
  }
  const needsFile =
    Object.values(fds).some((fd) => 'open' in fd && fd.open === 'data') ||
    Object.values(memory).some((m) => m.file !== undefined)
  return { ...(needsFile || named.has('data') ? { files: { data: w.content } } : {}), fds, memory }
}
