// The kernel of this machine as a subject of scenarios.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  compareReports,
  JvisorMachine,
  parseScenario,
  play,
  type Report,
  SCENARIO_SCHEMA,
  type ScenarioInput,
} from '@jvisor/scenario'
import { Comparison } from '@jvisor/truth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HostKernel } from './host-kernel.ts'

const EXAMPLES = fileURLToPath(new URL('../../../../examples/scenarios/', import.meta.url))
const CAN_ASK = process.platform === 'linux' && process.arch === 'x64'

describe.runIf(CAN_ASK)('HostKernel', () => {
  let host: HostKernel
  beforeAll(async () => {
    host = await HostKernel.start()
  })
  afterAll(() => host.close())

  const onHost = async (input: Omit<ScenarioInput, 'title'>): Promise<Report> => {
    const [report] = await host.run([SCENARIO_SCHEMA.parse({ title: 'test', ...input })])
    if ('failure' in report) throw new Error(report.failure)
    return report
  }
  const results = async (input: Omit<ScenarioInput, 'title'>) =>
    (await onHost(input)).steps.map((s) => s.result)

  test.each(readdirSync(EXAMPLES))('it agrees with jvisor about %s', async (name) => {
    const scenario = parseScenario(readFileSync(EXAMPLES + name, 'utf8'), name)
    const subject = new JvisorMachine().subject()
    const ours = await play(scenario, subject)
    await subject.close()
    const [theirs] = await host.run([scenario])
    if ('failure' in theirs) throw new Error(theirs.failure)
    expect(compareReports(ours, theirs)).toEqual([])
  })

  test('65 000 mappings are as on jvisor', async () => {
    const scenario = SCENARIO_SCHEMA.parse({
      title: 'many',
      files: { data: { repeat: 'abc', length: 10_000 } },
      fds: { f: { open: 'data' } },
      memory: {
        a: { times: 32_500, apart: 2, prot: 'r' },
        b: { times: 32_500, apart: 2, page: 2 },
      },
      steps: [
        {
          readv: [
            'f',
            {
              iov: [
                ['b+4*PAGE', 4096],
                ['b.end-PAGE', 4096],
                ['a+8*PAGE', 1],
              ],
            },
            3,
          ],
        },
        { munmap: ['a', '65000*PAGE'] },
      ],
    })
    const subject = new JvisorMachine().subject()
    const ours = await play(scenario, subject)
    await subject.close()
    const theirs = await onHost(scenario)
    expect(theirs.steps.map(({ result }) => result)).toEqual(['8192', '0'])
    expect(compareReports(ours, theirs)).toEqual([])
  })

  test('descriptors are numbered as in a process that has no others', async () => {
    const report = await onHost({
      steps: [
        { open: [{ string: '/dev/null' }, 'O_RDONLY'] },
        { dup: [3] },
        { close: [3] },
        { fcntl: [4, 'F_DUPFD', 7] },
        { pipe2: [{ out: 8 }, 'O_NONBLOCK'] },
        { dup2: [0, 1023] },
        { dup2: [0, 1024] },
      ],
    })
    expect(report.steps.map((s) => s.result)).toEqual(['3', '4', '0', '7', '0', '1023', 'EBADF'])
    expect(report.steps[4].out).toEqual(['0300000005000000'])
  })

  test('memory, holes and what is left of a transfer', async () => {
    const input: Omit<ScenarioInput, 'title'> = {
      files: { data: { repeat: 'abc', length: 5000 } },
      fds: { f: { open: 'data' } },
      memory: { buf: { pages: 3, holes: [1] } },
      steps: [
        {
          readv: [
            'f',
            {
              iov: [
                ['buf', 10],
                ['buf+4090', 10],
              ],
            },
            2,
          ],
        },
        { read: ['f', 'buf+4096', 1] },
      ],
    }
    expect(await results(input)).toEqual(['16', 'EFAULT'])
    const subject = new JvisorMachine().subject()
    const ours = await play(SCENARIO_SCHEMA.parse({ title: 'test', ...input }), subject)
    expect(compareReports(ours, await onHost(input))).toEqual([])
  })

  test('a call that would wait for ever, and the next scenario', async () => {
    const waits: Omit<ScenarioInput, 'title'> = {
      fds: { p: { pipe: 0 } },
      memory: { buf: {} },
      steps: [{ getpid: [], as: 'me' }, { read: ['p.r', 'buf', 1] }, { read: ['p.r', 'buf', 1] }],
    }
    const report = await onHost(waits)
    expect([report.steps.slice(1), report.state]).toEqual([[{ result: 'blocks', out: [] }], []])
    expect(await results({ steps: [{ dup: [0] }] })).toEqual(['3'])
  })

  test('a scenario leaves nothing behind', async () => {
    const files = () => readdirSync('/dev/shm').filter((name) => name.startsWith('jvisor-')).length
    const before = files()
    await onHost({
      files: { data: 'x' },
      memory: { a: { page: 5, pages: 4 } },
      steps: [{ open: [{ string: 'new' }, 'O_CREAT|O_RDWR', 420] }, { fcntl: [0, 'F_SETFL', 'O_NONBLOCK'] }],
    })
    const after = await onHost({ steps: [{ open: [{ string: 'new' }, 0] }, { fcntl: [0, 'F_GETFL', 0] }] })
    expect(after).toEqual({
      steps: [
        { result: 'ENOENT', out: [] },
        { result: '32768', out: [] },
      ],
      state: [],
    })
    expect(files()).toBe(before)
  })

  test('the heap and the locks of a process that has nothing else', async () => {
    const steps: ScenarioInput['steps'] = [
      { brk: ['brk+4096'] },
      { brk: ['brk-1'] },
      { mlockall: ['MCL_CURRENT'] },
      { munlockall: [] },
      { getsid: [0] },
    ]
    expect(await results({ steps })).toEqual(['brk+0x1000', 'brk+0x1000', '0', '0', 'main'])
  })

  test('tasks: a fork, a thread, one that waits, one that is ended, and what becomes of each', async () => {
    const input: Omit<ScenarioInput, 'title'> = {
      fds: { p: { pipe: 0 } },
      memory: { buf: { fill: 'hello' } },
      steps: [
        { rt_sigaction: ['SIGUSR1', { handler: 'notes' }, 0, 8] },
        { fork: [], child: 'b' },
        { read: ['p.r', 'buf', 10], by: 'b' },
        { write: ['p.w', 'buf', 3] },
        { read: ['p.r', 'buf', 10], by: 'b' },
        { kill: ['b', 'SIGUSR1'] },
        { clone: ['CLONE_VM|CLONE_THREAD|CLONE_SIGHAND|CLONE_FILES', 0, 0, 0, 0], child: 't' },
        { kill: ['b', 'SIGSTOP'] },
        { kill: ['b', 'SIGCONT'] },
        { exit_group: [3], by: 'b' },
        { wait4: [-1, { out: 4 }, 0, 0], by: 't' },
      ],
    }
    const { steps } = await onHost(input)
    expect(steps.map(({ result, out, also = [] }) => [result, ...out, ...also].join(', '))).toEqual([
      '0',
      'b',
      'blocks',
      '3, b: read 3',
      'blocks',
      '0, b handles SIGUSR1, b: read EINTR',
      't',
      '0, b is stopped',
      '0, b goes on',
      'gone',
      'b, 00030000',
    ])
    const ours = await play(SCENARIO_SCHEMA.parse({ title: 'test', ...input }), new JvisorMachine().subject())
    expect(compareReports(ours, await onHost(input))).toEqual([])
  })

  test('random scenarios: jvisor and this kernel agree', async () => {
    const comparison = new Comparison({ judge: host })
    const { divergences, cases } = await comparison.batch(20, 300)
    expect({ divergences, cases }).toEqual({ divergences: [], cases: 300 })
  })
})
