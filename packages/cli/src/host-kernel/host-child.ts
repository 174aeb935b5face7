// The child process that plays scenarios on the host's kernel: it does what it is told, and dies with its parent.

import { play } from '@jvisor/scenario'
import { HostProcess, HostSubject } from './host-subject.ts'
import type { Answer, HostFailure, Request } from './protocol.ts'
import { loadRawSyscall } from './raw-syscall.ts'

function send(answer: Answer): void {
  process.send?.(answer)
}

async function answer(host: HostProcess, { id, scenarios }: Request): Promise<Answer> {
  const reports = []
  for (const scenario of scenarios) {
    const subject = new HostSubject(host)
    try {
      reports.push(await play(scenario, subject))
    } catch (error) {
      const failure: HostFailure = { failure: error instanceof Error ? error.message : String(error) }
      reports.push(failure)
    }
    subject.close()
  }
  return { id, reports }
}

process.on('disconnect', () => process.exit())
// The terminal sends it to the whole group; the parent says when it is over.
process.on('SIGINT', () => {})
try {
  const host = new HostProcess(await loadRawSyscall(), process.argv[2])
  host.clean([])
  process.on('message', async (request: Request) => send(await answer(host, request)))
  send({ ready: true })
} catch (error) {
  send({ failure: error instanceof Error ? error.message : String(error) })
}
