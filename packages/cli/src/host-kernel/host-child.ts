// The child process that plays scenarios on the host's kernel: it does what it is told, and dies with its parent.

import { play } from '@jvisor/scenario'
import { AgentMemory } from './agents.ts'
import { Ancestor } from './ancestor.ts'
import { emptyDirectory } from './directory.ts'
import { HostSubject } from './host-subject.ts'
import type { Answer, HostFailure, Request } from './protocol.ts'
import { loadRaw } from './raw-syscall.ts'

function send(answer: Answer): void {
  process.send?.(answer)
}

async function answer(ancestor: Ancestor, directory: string, { id, scenarios }: Request): Promise<Answer> {
  const reports = []
  for (const scenario of scenarios) {
    const subject = HostSubject.first(ancestor, directory)
    try {
      reports.push(await play(scenario, subject))
    } catch (error) {
      const failure: HostFailure = { failure: error instanceof Error ? error.message : String(error) }
      reports.push(failure)
    }
    subject.close()
    emptyDirectory(directory)
  }
  return { id, reports }
}

process.on('disconnect', () => process.exit())
// The terminal sends it to the whole group; the parent says when it is over.
process.on('SIGINT', () => {})
try {
  const [directory, processor] = process.argv.slice(2)
  const ancestor = new Ancestor(new AgentMemory(await loadRaw(), Number(processor)), directory)
  emptyDirectory(directory)
  let before: Promise<void> = Promise.resolve()
  process.on('message', (request: Request) => {
    before = before.then(async () => send(await answer(ancestor, directory, request)))
  })
  send({ ready: true })
} catch (error) {
  send({ failure: error instanceof Error ? error.message : String(error) })
}
