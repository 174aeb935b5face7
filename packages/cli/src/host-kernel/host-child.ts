// The child process that plays scenarios on the host's kernel: it does what it is told, and dies with its parent.

import { rmSync } from 'node:fs'
import { play } from '@jvisor/scenario'
import { AgentMemory } from './agents.ts'
import { Ancestor } from './ancestor.ts'
import { emptyDirectory } from './directory.ts'
import { HostSubject } from './host-subject.ts'
import type { Answer, HostFailure, Request } from './protocol.ts'
import { loadRaw } from './raw-syscall.ts'

/** A parent that is gone hears nothing: {@link process} is told of that, too. */
function send(answer: Answer): void {
  process.send?.(answer, undefined, undefined, () => {})
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

const [directory, processor] = process.argv.slice(2)

// The parent is gone, or wants no more; if it did not get to clean up, this does.
process.on('disconnect', () => {
  rmSync(directory, { recursive: true, force: true })
  process.exit()
})
// Whoever sends them to the whole group means the parent too, which says when it is over.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
try {
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
