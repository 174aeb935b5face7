// The way of a call through the layers, exactly; and that watching changes nothing.

import { describe, expect, test } from 'vitest'
import { JvisorMachine } from '../jvisor-machine.ts'
import { parseScenario } from '../parse.ts'
import { play } from '../player.ts'
import type { Report } from '../report.ts'
import { hopTree } from './draw.ts'
import { Explainer } from './explainer.ts'

async function explain(text: string): Promise<{ report: Report; trees: string[] }> {
  const explainer = new Explainer()
  const report = await play(
    parseScenario(`title: test\n${text}`, 'test'),
    new JvisorMachine().subject(),
    explainer,
  )
  return { report, trees: report.steps.map((_, i) => hopTree(explainer.hops(i) ?? [])) }
}

const lines = (...all: string[]) => all.join('\n')

const READV = `
files: { data.txt: { repeat: abc, length: 300 } }
fds: { in: { open: data.txt } }
memory: { buf: { pages: 2, holes: [1] } }
steps:
  - readv: [in, { iov: [[buf, 100], [buf+4000, 200]] }, 2]
`

describe('the way of a call', () => {
  test.each<[name: string, text: string, trees: (string | undefined)[]]>([
    [
      'a readv into two segments, the second with a hole',
      READV,
      [
        lines(
          'syscalls  readv(3, 0x300000000, 2) = 196',
          'kernel    ├─ FdTable.get(3) = RegularFileDescription',
          'kernel    ├─ Task.iovecsIOSequence(0x300000000, 2) = 2 segments, 300 bytes',
          'mm        │  └─ MemoryManager.importIovecs(0x300000000, 2) = 300 bytes',
          'vfs       └─ RegularFileDescription.read(2 segments, 300 bytes) = 196 bytes, EFAULT',
          'usermem      └─ IOSequence.copyOutFrom(FilePages) = 196 bytes, EFAULT',
          'mm              └─ MemoryManager.copyOutFrom(2 segments, 300 bytes, FilePages) = 196 bytes, EFAULT',
          'memmap             ├─ MemoryFile.allocate() = page 7',
          'memmap             ├─ PageTree.set(index 2097153) = done',
          'memmap             │  ├─ MemoryFile.allocate() = page 8',
          'memmap             │  └─ MemoryFile.allocate() = page 9',
          'vfs                └─ FilePages.readToBlocks(2 blocks, 196 bytes) = 196 bytes',
          'memmap                ├─ MemoryFile.copyWithin(page 7, page 5, 100 bytes)',
          'memmap                └─ MemoryFile.copyWithin(page 7+4000, page 5+100, 96 bytes)',
        ),
      ],
    ],
    [
      'a writev to a pipe',
      `
fds: { p: { pipe: 0 } }
memory: { buf: { fill: abcdef } }
steps:
  - writev: [p.w, { iov: [[buf, 4], [buf+4, 2]] }, 2]
`,
      [
        lines(
          'syscalls  writev(4, 0x300000000, 2) = 6',
          'kernel    ├─ FdTable.get(4) = PipeEnd',
          'kernel    ├─ Task.iovecsIOSequence(0x300000000, 2) = 2 segments, 6 bytes',
          'mm        │  └─ MemoryManager.importIovecs(0x300000000, 2) = 6 bytes',
          'vfs       └─ PipeEnd.write(2 segments, 6 bytes) = 6 bytes',
          'usermem      └─ IOSequence.copyInTo(PipeRing) = 6 bytes',
          'mm              └─ MemoryManager.copyInTo(2 segments, 6 bytes, PipeRing) = 6 bytes',
          'vfs                └─ PipeRing.writeFromBlocks(1 block, 6 bytes) = 6 bytes',
          'memmap                ├─ MemoryFile.allocateDirty() = page 8',
          'memmap                └─ MemoryFile.copyWithin(page 8, page 5, 6 bytes)',
        ),
      ],
    ],
    [
      'an mmap of a file, and a write of what it shows',
      `
files: { data.txt: abcdef }
fds: { in: { open: data.txt }, p: { pipe: 0 } }
steps:
  - mmap: [0x280000000, 4096, PROT_READ, MAP_SHARED|MAP_FIXED, in, 0]
  - write: [p.w, 0x280000002, 4]
  - munmap: [0x280000000, 4096]
`,
      [
        lines(
          'syscalls  mmap(0x280000000, 4096, r--, 0x11, 3, 0x0) = 0x280000000',
          'kernel    ├─ FdTable.get(3) = RegularFileDescription',
          'vfs       ├─ RegularFileDescription.configureMmap(4096 bytes at 0x280000000 r-- shared) = OK',
          'mm        └─ MemoryManager.mmap(4096 bytes at 0x280000000 r-- shared RegularFile+0) = 0x280000000',
          'vfs          └─ RegularFile.addMapping(space, [0x280000000, 0x280001000), offset 0) = OK',
        ),
        lines(
          'syscalls  write(5, 0x280000002, 4) = 4',
          'kernel    ├─ FdTable.get(5) = PipeEnd',
          'kernel    ├─ Task.singleIOSequence(0x280000002, 4 bytes) = 4 bytes at 0x280000002',
          'vfs       └─ PipeEnd.write(4 bytes at 0x280000002) = 4 bytes',
          'usermem      └─ IOSequence.copyInTo(PipeRing) = 4 bytes',
          'mm              └─ MemoryManager.copyInTo(4 bytes at 0x280000002, PipeRing) = 4 bytes',
          'vfs                ├─ RegularFile.translate(offset 0, r--) = page 5',
          'memmap             ├─ PageTree.set(index 2621440) = done',
          'memmap             │  ├─ MemoryFile.allocate() = page 7',
          'memmap             │  └─ MemoryFile.allocate() = page 8',
          'vfs                └─ PipeRing.writeFromBlocks(1 block, 4 bytes) = 4 bytes',
          'memmap                ├─ MemoryFile.allocateDirty() = page 9',
          'memmap                └─ MemoryFile.copyWithin(page 9, page 5+2, 4 bytes)',
        ),
        lines(
          'syscalls  munmap(0x280000000, 4096) = 0',
          'mm        └─ MemoryManager.munmap(0x280000000, 4096 bytes) = OK',
          'vfs          └─ RegularFile.removeMapping(space, [0x280000000, 0x280001000), offset 0)',
        ),
      ],
    ],
    [
      'a descriptor that nothing is behind',
      'memory: { buf: {} }\nsteps: [{ read: [99, buf+16, 10] }]',
      [lines('syscalls  read(99, buf+16, 10) = EBADF', 'kernel    └─ FdTable.get(99) = none')],
    ],
    [
      'a call that waits for ever',
      'fds: { p: { pipe: 0 } }\nmemory: { buf: {} }\nsteps: [{ read: [p.r, buf, 10] }]',
      [
        lines(
          'syscalls  read(3, buf, 10)  waits',
          'kernel    ├─ FdTable.get(3) = PipeEnd',
          'kernel    ├─ Task.singleIOSequence(buf, 10 bytes) = 10 bytes at buf',
          'vfs       ├─ PipeEnd.read(10 bytes at buf) = 0 bytes, WOULD_BLOCK',
          'vfs       ├─ PipeEnd.eventRegister()',
          'vfs       ├─ PipeEnd.read(10 bytes at buf) = 0 bytes, WOULD_BLOCK',
          'kernel    └─ Task.block()  waits',
        ),
      ],
    ],
    [
      'many pages, of which the first and the last are told',
      'fds: { zero: { open: /dev/zero } }\nmemory: { buf: { pages: 40 } }\nsteps: [{ read: [zero, buf, 40*PAGE] }]',
      [
        lines(
          'syscalls  read(3, buf, 163840) = 163840',
          'kernel    ├─ FdTable.get(3) = ZeroDevice',
          'kernel    ├─ Task.singleIOSequence(buf, 163840 bytes) = 163840 bytes at buf',
          'vfs       └─ ZeroDevice.read(163840 bytes at buf) = 163840 bytes',
          'usermem      └─ IOSequence.zeroOut(163840 bytes) = 163840 bytes',
          'mm              └─ MemoryManager.zeroOut(buf, 163840 bytes) = 163840 bytes',
          'memmap             ├─ MemoryFile.allocate() = page 5',
          'memmap             ├─ PageTree.set(index 2097153) = done',
          'memmap             │  ├─ MemoryFile.allocate() = page 6',
          'memmap             │  └─ MemoryFile.allocate() = page 7',
          'memmap             ├─ MemoryFile.zero(page 5, 4096 bytes)  … 37 more',
          'memmap             ├─ MemoryFile.allocate() = page 8  … 37 more',
          'memmap             ├─ MemoryFile.zero(page 45, 4096 bytes)',
          'memmap             ├─ MemoryFile.allocate() = page 46',
          'memmap             └─ MemoryFile.zero(page 46, 4096 bytes)',
        ),
      ],
    ],
  ])('%s', async (_, text, trees) => {
    expect((await explain(text)).trees).toEqual(trees)
  })
})

test('a poke has no way: it is no call', async () => {
  const { trees } = await explain('memory: { buf: {} }\nsteps: [{ poke: { at: buf, bytes: a } }]')
  expect(trees).toEqual([''])
})

test('a scenario has the same report, watched or not', async () => {
  const plain = await play(parseScenario(`title: test\n${READV}`, 'test'), new JvisorMachine().subject())
  expect((await explain(READV)).report).toEqual(plain)
})
