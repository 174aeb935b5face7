// The scenario language: what a document may say. The same schema checks it here and, as JSON Schema, in editors.

import type { SyscallName } from '@jvisor/abi'
import { SYSCALLS } from '@jvisor/syscalls'
import * as z from 'zod'
import { MOST_ARENA_PAGES } from './arena.ts'

const MAX_FILE = 4 << 20
const NAME = z.string().regex(/^[A-Za-z_]\w*$/, 'must be a name: letters, digits and _')

const value = z
  .union([z.number().int(), z.string().min(1), z.null()])
  .describe(
    'A number, or an expression: "buf+16", "O_RDWR|O_CREAT", "2*PAGE", "2**63", the name of an earlier result',
  )

const content = z
  .union([
    z.string(),
    z.strictObject({
      hex: z.string().regex(/^(\s*[0-9a-fA-F]{2})*\s*$/, 'must be pairs of hexadecimal digits'),
    }),
    z.strictObject({ repeat: z.string().min(1), length: z.number().int().min(0).max(MAX_FILE) }),
  ])
  .describe('Bytes: text, { hex: "00ff" }, or { repeat: "ab", length: 4096 }')

const at = value.optional().describe('Where to put it; by default in memory of the player')

/** What is meant where nothing is written; complete.ts adds it without a check. */
export const DEFAULTS = {
  action: { flags: 0, mask: 0 },
  mapping: { pages: 1, prot: 'rw', flags: 'MAP_PRIVATE', offset: 0, times: 1 },
  open: { flags: 'O_RDONLY', mode: 0o644 },
  pipe: { pipe: 0 },
  memfd: { flags: 0 },
} as const

const shown = z.literal(true).optional().describe('Shows what is there after the call')
const words = z.array(value).min(1).max(512)

const argument = z
  .union([
    value,
    z.strictObject({ iov: z.array(z.tuple([value, value])).max(2000), at }),
    z.strictObject({ string: z.string(), at }),
    z.strictObject({ bytes: content, at }),
    z.strictObject({ out: z.number().int().min(1).max(65536), at }),
    z.strictObject({ ints: words, at, shown }).describe('Words of 32 bits: a pollfd is [fd, events]'),
    z.strictObject({ longs: words, at, shown }).describe('Words of 64 bits: a timespec is [s, ns]'),
    z.strictObject({
      handler: z.enum(['notes', 'default', 'ignore']).describe('"notes": one that only notes the signal'),
      flags: value.default(DEFAULTS.action.flags).describe('SA_*'),
      mask: value.default(DEFAULTS.action.mask).describe('Signals that it blocks: bit n-1 for signal n'),
      at,
    }),
  ])
  .describe(
    'A register: a number; or a pointer to an iovec array, a string with its NUL, bytes, words, a sigaction, or room for a result',
  )

const mapping = z.strictObject({
  page: z
    .number()
    .int()
    .min(0)
    .max(MOST_ARENA_PAGES - 1)
    .optional()
    .describe('First page; by default after the last one, past a hole'),
  pages: z.number().int().min(1).max(4096).default(DEFAULTS.mapping.pages),
  prot: z
    .enum(['none', 'r', 'w', 'rw', 'x', 'rx', 'rwx'])
    .default(DEFAULTS.mapping.prot)
    .describe('Protection, after it is filled'),
  flags: value
    .default(DEFAULTS.mapping.flags)
    .describe('Besides MAP_FIXED; MAP_ANONYMOUS is added where there is no file'),
  file: z.string().optional().describe('A file of the scenario that is mapped'),
  fd: value.optional().describe('An open file that is mapped'),
  offset: value.default(DEFAULTS.mapping.offset).describe('Where in the file'),
  fill: content.optional().describe('What is in it, from its beginning'),
  holes: z
    .array(z.number().int().min(0))
    .default([])
    .describe('Pages, counted from its first, that are unmapped again'),
  times: z
    .number()
    .int()
    .min(1)
    .max(65536)
    .default(DEFAULTS.mapping.times)
    .describe('How many of them there are; the name is that of the first, name.end the end of the last'),
  apart: z
    .number()
    .int()
    .min(1)
    .max(MOST_ARENA_PAGES)
    .optional()
    .describe('Pages from the beginning of one to that of the next; by default one more than it has'),
})

const descriptor = z.union([
  z.strictObject({
    open: z.string(),
    flags: value.default(DEFAULTS.open.flags),
    mode: value.default(DEFAULTS.open.mode),
  }),
  z.strictObject({
    pipe: value.default(DEFAULTS.pipe.pipe).describe('Flags of pipe2'),
    fill: content.optional(),
    close: z.enum(['r', 'w']).optional().describe('The end that is closed again'),
  }),
  z
    .strictObject({ fifo: z.string(), fill: content.optional() })
    .describe('A FIFO of this path, opened to read as name.r and to write as name.w, both O_NONBLOCK'),
  z.strictObject({
    memfd: z.string(),
    flags: value.default(DEFAULTS.memfd.flags),
    fill: content.optional(),
  }),
  z.strictObject({ dup: value }),
  z
    .strictObject({ call: z.record(z.string(), z.array(argument)), fill: content.optional() })
    .describe('What a system call gives: { call: { eventfd2: [0, EFD_NONBLOCK] } }; fill is written to it'),
  z
    .strictObject({ pair: z.record(z.string(), z.array(argument)), fill: content.optional() })
    .describe(
      'What a system call stores two of, as name.r and name.w: { pair: { socketpair: [AF_UNIX, 1, 0] } }',
    ),
  z.strictObject({ closed: z.literal(true) }).describe('A number that no open file has'),
])

/** Number that a task has which is not there yet: nobody's. */
export const NOBODY = 4_000_000

const expected = z.union([z.number().int(), z.string().min(1)])

/** Registers of a call. */
const REGISTERS = 6

const callShape = Object.fromEntries(
  SYSCALLS.map(({ name }) => [name, z.array(argument).max(REGISTERS).optional()]),
) as Record<SyscallName, z.ZodOptional<z.ZodArray<typeof argument>>>

/** Calls that are given a descriptor first. */
export const DESCRIPTOR_CALLS: ReadonlySet<string> = new Set(
  SYSCALLS.flatMap(({ name, params }) => (params[0] === 'fd' ? [name] : [])),
)

/** Calls that a scenario cannot make: its tasks have no program to put another in the place of, or to return to. */
const FORBIDDEN = ['execve', 'execveat', 'rt_sigreturn']
for (const name of FORBIDDEN) delete (callShape as Record<string, unknown>)[name]

const step = z
  .strictObject({
    ...callShape,
    poke: z.strictObject({ at: value, bytes: content }).optional().describe('Bytes that the program stores'),
    peek: z.strictObject({ at: value, bytes: content }).optional().describe('Bytes that must be there'),
    pass: z.number().int().min(1).max(10_000).optional().describe('Milliseconds that pass'),
    by: NAME.optional().describe('The task that does it; by default main, the first'),
    child: NAME.optional().describe('The name of the task that the call makes; by default t1, t2, ...'),
    as: NAME.optional().describe('A name for the result'),
    expect: expected.optional().describe('The result, or the name of the errno; "blocks", "gone"'),
    also: z
      .array(z.string())
      .optional()
      .describe('What else must come of it: "b: read 3", "b handles SIGUSR1", "b is gone"'),
    note: z.string().optional().describe('What this step is there for'),
  })
  .refine((s) => actionsOf(s).length === 1, 'a step is one system call, one poke, peek or pass')

const NOT_ACTIONS = new Set(['by', 'child', 'as', 'expect', 'also', 'note'])

/** What is no system call. */
export type OtherAction = 'poke' | 'peek' | 'pass'

function actionsOf(step: object): string[] {
  return Object.entries(step).flatMap(([k, v]) => (NOT_ACTIONS.has(k) || v === undefined ? [] : [k]))
}

export const SCENARIO_SCHEMA = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(1),
  teaches: z.string().optional().describe('What can be learned from it, in two lines'),
  files: z.record(z.string().regex(/^[\w.-]+$/, 'must be a plain file name'), content).default({}),
  fds: z.record(NAME, descriptor).default({}).describe('Open files, in this order from descriptor 3 on'),
  memory: z.record(NAME, mapping).default({}),
  steps: z.array(step).min(1).max(1000),
})

/** A scenario, checked and with its defaults. */
export type Scenario = z.output<typeof SCENARIO_SCHEMA>
/** A scenario as it may be written. */
export type ScenarioInput = z.input<typeof SCENARIO_SCHEMA>
export type Step = Scenario['steps'][number]
export type Argument = z.output<typeof argument>
export type Value = z.output<typeof value>
export type Mapping = z.output<typeof mapping>
export type Descriptor = z.output<typeof descriptor>

/** What a step does: the name of a system call, or something else. */
export function actionOf(step: Step): SyscallName | OtherAction {
  return actionsOf(step)[0] as SyscallName | OtherAction
}

/** True for what is no system call. */
export function isOtherAction(action: SyscallName | OtherAction): action is OtherAction {
  return action === 'poke' || action === 'peek' || action === 'pass'
}

/** The language as JSON Schema (2020-12), for editors. */
export function scenarioJsonSchema(): object {
  return {
    title: 'jvisor scenario',
    ...z.toJSONSchema(SCENARIO_SCHEMA, { io: 'input', reused: 'ref' }),
  }
}
