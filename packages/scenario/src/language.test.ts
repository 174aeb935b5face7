// The scenario language: expressions, content, and what is said of a document that is wrong.

import { describe, expect, test } from 'vitest'
import { CONSTANTS } from './constants.ts'
import { type Content, contentBytes, digest } from './content.ts'
import { evaluate } from './expression.ts'
import { JvisorMachine } from './jvisor-machine.ts'
import { parseScenario } from './parse.ts'
import { play } from './player.ts'

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
      'memory: { m: { page: 8000, pages: 200 } }\nsteps: [{ getpid: [] }]',
      'memory m: beyond the last page, 8191',
    ],
  ])('%j cannot be played', async (text, message) => {
    const scenario = parseScenario(`title: x\n${text}`, 'f')
    await expect(play(scenario, new JvisorMachine().subject())).rejects.toThrow(message)
  })
})
