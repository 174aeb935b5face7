// The scenario language: expressions, content, and what is said of a document that is wrong.

import { describe, expect, test } from 'vitest'
import { CONSTANTS } from './constants.ts'
import { type Content, contentBytes, digest } from './content.ts'
import { evaluate } from './expression.ts'
import { JvisorMachine } from './jvisor-machine.ts'
import { parseScenario } from './parse.ts'
import { play } from './player.ts'
import { tell } from './telling.ts'

const symbols = new Map([
  ['buf', 0x1000n],
  ['buf.end', 0x3000n],
])
const lookup = (name: string) => symbols.get(name) ?? CONSTANTS.get(name)

test.each<[text: string, value: bigint]>([
  ['0', 0n],
  ['0x10', 16n],
  ['buf+16', 0x1010n],
  ['buf.end - 1', 0x2fffn],
  ['2*PAGE-1', 8191n],
  ['2**63', 2n ** 63n],
  ['2**3**2', 512n],
  ['-1', -1n],
  ['O_RDWR|O_CREAT', 0o102n],
  ['1+2|4', 7n],
  ['(1|2)*3', 9n],
])('%s is a number', (text, value) => {
  expect(evaluate(text, lookup)).toBe(value)
})

test.each<[text: string, message: string]>([
  ['buf+', 'buf+: ends too early'],
  ['1 2', '1 2: unexpected 2'],
  ['nobody', 'nobody: there is no nobody'],
  ['1 $ 2', '1 $ 2: cannot be read from " $ 2" on'],
  ['(1', '(1: ends too early'],
  ['2**65', '2**65: no power of 65'],
])('%s is none', (text, message) => {
  expect(() => evaluate(text, lookup)).toThrow(new SyntaxError(message))
})

test.each<[content: Content, bytes: number[]]>([
  ['aä', [0x61, 0xc3, 0xa4]],
  [{ hex: '00 ff' }, [0, 255]],
  [{ repeat: 'ab', length: 5 }, [0x61, 0x62, 0x61, 0x62, 0x61]],
  [{ repeat: 'abcdef', length: 2 }, [0x61, 0x62]],
])('content %j', (content, bytes) => {
  expect([...contentBytes(content)]).toEqual(bytes)
})

test.each<[bytes: string, want: string]>([
  ['', '-'],
  ['aaa', '61'],
  ['ab', '4d2505ca'],
])('digest of %j', (bytes, want) => {
  expect(digest(contentBytes(bytes))).toBe(want)
})

describe('what is wrong with a document is said in one line', () => {
  test.each<[text: string, message: string]>([
    [
      'title: x\nsteps: [',
      'f:2:9: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['title: x\nsteps:\n  - { nonsense: [] }', 'f:3:5: steps[0]: Unrecognized key: "nonsense"'],
    ['title: x\nsteps: []', 'f:2:8: steps: Too small: expected array to have >=1 items'],
    ['steps: [{ getpid: [] }]', 'f:1:1: title: Invalid input: expected string, received undefined'],
    ['title: x\nsteps: [{ as: n }]', 'f:2:9: steps[0]: a step is one system call, one poke, peek or pass'],
    ['title: x\nfiles: { a/b: x }\nsteps: [{ getpid: [] }]', 'f:2:15: files.a/b: must be a plain file name'],
  ])('%j', (text, message) => {
    expect(() => parseScenario(text, 'f')).toThrow(message)
  })

  test.each<[text: string, message: string]>([
    ['steps: [{ read: [nobody, 0, 0] }]', 'step 1: read: nobody: there is no nobody'],
    ['fds: { f: { open: missing } }\nsteps: [{ getpid: [] }]', 'descriptor f: open: ENOENT'],
    ['memory: { m: { fd: nobody } }\nsteps: [{ getpid: [] }]', 'memory m: nobody: there is no nobody'],
    [
      'memory: { m: { page: 262000, pages: 200 } }\nsteps: [{ getpid: [] }]',
      'memory m: beyond the last page, 262143',
    ],
    [
      'memory: { m: { times: 65536, apart: 2 } }\nsteps: [{ getpid: [] }]',
      'memory m: mmap, 65531 of 65536: ENOMEM',
    ],
    ['memory: { m: { times: 65000, fill: x } }\nsteps: [{ getpid: [] }]', 'memory m: no memory to fill it'],
  ])('%j cannot be played', async (text, message) => {
    const scenario = parseScenario(`title: x\n${text}`, 'f')
    await expect(play(scenario, new JvisorMachine().subject())).rejects.toThrow(message)
  })
})

describe('a mapping that there is many times', () => {
  const stateOf = async (memory: string) => {
    const scenario = parseScenario(
      `title: x\nmemory: ${memory}\nsteps: [{ munmap: [m.end-PAGE, PAGE], expect: 0 }]`,
      'f',
    )
    const subject = new JvisorMachine().subject()
    const { state } = await play(scenario, subject)
    await subject.close()
    return state.filter((line) => line.startsWith('map '))
  }

  test.each<[memory: string, maps: string[]]>([
    ['{ m: { times: 3, prot: r } }', ['map 1-2 r--p', 'map 3-4 r--p']],
    ['{ m: { times: 2, pages: 2, apart: 5 }, n: {} }', ['map 1-3 rw-p', 'map 6-7 rw-p', 'map 9-10 rw-p']],
    ['{ m: { times: 3, pages: 2, holes: [0], fill: x } }', ['map 2-3 rw-p', 'map 5-6 rw-p']],
    [
      '{ n: { times: 2, apart: 2 }, m: { times: 2, apart: 2, page: 2, prot: r } }',
      ['map 1-2 rw-p', 'map 2-3 r--p', 'map 3-4 rw-p'],
    ],
  ])('%s', async (memory, maps) => {
    expect(await stateOf(memory)).toEqual(maps)
  })

  test('65 000 of them, of two kinds, are mappings of their own; a vector finds the one that is meant', async () => {
    const scenario = parseScenario(
      `title: x
files: { data: { repeat: abc, length: 40000 } }
fds: { f: { open: data } }
memory:
  a: { times: 32500, apart: 2, prot: r }
  b: { times: 32500, apart: 2, page: 2 }
steps:
  - readv: [f, { iov: [[b+4*PAGE, 4096], [b.end-PAGE, 4096], [a+8*PAGE, 1]] }, 3]
`,
      'f',
    )
    const { steps, report } = await tell(scenario)
    expect(steps[0].result).toBe('8192')
    expect(steps[0].segments?.map(({ parts }) => parts)).toEqual([
      [{ bytes: 4096, mapped: 'rw-p' }],
      [{ bytes: 4096, mapped: 'rw-p' }],
      [{ bytes: 1, mapped: 'r--p' }],
    ])
    expect(report.state.filter((line) => line.startsWith('map ')).length).toBe(65_000)
  })
})
