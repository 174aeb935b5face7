import { JvisorMachine, SCENARIO_SCHEMA, type ScenarioInput } from '@jvisor/scenario'
import { expect, test } from 'vitest'
import { doingsOf } from './doings.ts'

const files = { data: { repeat: '0123456789', length: 6000 } }
const fds = {
  f: { open: 'data', flags: 'O_RDWR' },
  p: { pipe: 0, fill: 'in the pipe' },
  fr: { open: 'data' },
}

test.each<[name: string, memory: ScenarioInput['memory'], steps: ScenarioInput['steps'], want: boolean]>([
  ['a buffer in plain memory', { b: {} }, [{ read: ['f', 'b', 100] }], false],
  ['a buffer in a mapping of a file', { sh: { file: 'data' } }, [{ pwrite64: ['f', 'sh', 100, 7] }], true],
  [
    'a buffer that reaches into what a step has mapped',
    { b: {} },
    [
      { mmap: ['b.end', 4096, 'PROT_READ', 'MAP_SHARED|MAP_FIXED', 'f', 0] },
      { pwritev: ['f', { iov: [['b.end-8', 16]] }, 1, 0] },
    ],
    true,
  ],
  [
    'a buffer before one',
    { b: {} },
    [{ mmap: ['b.end', 4096, 'PROT_READ', 'MAP_SHARED|MAP_FIXED', 'f', 0] }, { write: ['f', 'b.end-8', 8] }],
    false,
  ],
  ['a buffer in a mapping of another file', { sh: { file: 'data' } }, [{ read: ['p.r', 'sh', 100] }], false],
  [
    'and by a descriptor with other bits above',
    { sh: { file: 'data' } },
    [{ pwrite64: ['2**32+3', 'sh', 100, 7] }],
    true,
  ],
  [
    'memory that is copied onto itself',
    { b: {} },
    [{ process_vm_readv: ['main', { iov: [['b', 10]] }, 1, { iov: [['b+9', 10]] }, 1, 0] }],
    true,
  ],
  [
    'and not, beside itself',
    { b: {} },
    [{ process_vm_readv: ['main', { iov: [['b', 10]] }, 1, { iov: [['b+10', 10]] }, 1, 0] }],
    false,
  ],
  [
    'a file that is spliced to itself',
    {},
    [{ splice: ['fr', 0, 'p.w', 0, 10, 0] }, { splice: ['p.r', 0, 'f', 0, 10, 0] }],
    true,
  ],
  [
    'pages of a file that are spliced to it',
    { sh: { file: 'data' } },
    [{ vmsplice: ['p.w', { iov: [['sh', 10]] }, 1, 0] }, { splice: ['p.r', 0, 'f', 0, 10, 0] }],
    true,
  ],
  [
    'memory that is lent to a pipe and read onto itself',
    { b: {} },
    [{ vmsplice: ['p.w', { iov: [['b', 10]] }, 1, 0] }, { read: ['p.r', 'b+9', 10] }],
    true,
  ],
  [
    'and not, beside itself',
    { b: {} },
    [{ vmsplice: ['p.w', { iov: [['b', 10]] }, 1, 0] }, { read: ['p.r', 'b+10', 10] }],
    false,
  ],
  [
    'memory that is lent to a pipe, and read into from a file',
    { b: {} },
    [{ vmsplice: ['p.w', { iov: [['b', 10]] }, 1, 0] }, { read: ['f', 'b', 10] }],
    false,
  ],
  [
    'memory that is lent to a pipe, and written',
    { b: {} },
    [{ vmsplice: ['p.w', { iov: [['b', 10]] }, 1, 0] }, { write: ['f', 'b', 10] }],
    false,
  ],
  ['a file that is sent to itself', {}, [{ sendfile: ['f', 'fr', 0, 10] }], true],
  ['a file that is sent to another', {}, [{ sendfile: ['p.w', 'fr', 0, 10] }], false],
])('%s', async (_name, memory, steps, want) => {
  const scenario = SCENARIO_SCHEMA.parse({ title: 'x', files, fds, memory, steps })
  const subject = new JvisorMachine().subject()
  expect((await doingsOf(scenario, subject)).movedOntoItself).toBe(want)
  await subject.close()
})

test.each<[name: string, step: NonNullable<ScenarioInput['steps']>[number], want: boolean]>([
  ['a splice to where files end', { splice: ['p.r', 0, 'f', { longs: ['2**53-1'] }, 1, 0] }, true],
  ['one that ends there', { splice: ['p.r', 0, 'f', { longs: ['2**53-2'] }, 1, 0] }, false],
  ['one to a negative offset', { splice: ['p.r', 0, 'f', { longs: [-1] }, 1, 0] }, false],
  ['one to the offset of the descriptor', { splice: ['p.r', 0, 'f', 0, 1, 0] }, false],
  ['one to an offset where nothing is mapped', { splice: ['p.r', 0, 'f', 'b.end', 1, 0] }, false],
  ['a copy to far out', { copy_file_range: ['fr', 0, 'f', { longs: ['2**62'] }, 1, 0] }, true],
  ['a copy from far out', { copy_file_range: ['fr', { longs: ['2**62'] }, 'f', 0, 1, 0] }, false],
])('%s', async (_name, step, want) => {
  const scenario = SCENARIO_SCHEMA.parse({ title: 'x', files, fds, memory: { b: {} }, steps: [step] })
  const subject = new JvisorMachine().subject()
  expect((await doingsOf(scenario, subject)).wroteFarOut).toBe(want)
  await subject.close()
})
