// Sessions and process groups: what job control is about. gVisor: pkg/sentry/kernel/sessions.go.

import type { SignalInfo } from '@jvisor/abi'
import type { ThreadGroup } from './thread-group.ts'

/** The process groups of one login, or of one start by the embedder. */
export class Session {
  /** The process ID of its leader, who may be gone. */
  readonly id: number

  constructor(id: number) {
    this.id = id
  }
}

/** Processes that get a terminal's signals together. */
export class ProcessGroup {
  /** The process ID of the first member, who may be gone. */
  readonly id: number
  readonly session: Session
  readonly members = new Set<ThreadGroup>()

  constructor(id: number, session: Session) {
    this.id = id
    this.session = session
  }

  /**
   * No member has a parent in another group of the same session: nobody there could continue a stopped member.
   * `without`: a process that does not count, since it is ending.
   */
  isOrphaned(without?: ThreadGroup): boolean {
    for (const member of this.members) {
      if (member === without || member.isZombie) continue
      const { parent } = member
      if (parent === undefined || parent === without) continue
      if (parent.processGroup !== this && parent.processGroup.session === this.session) return false
    }
    return true
  }

  get hasStopped(): boolean {
    for (const member of this.members) if (member.groupStop.isComplete) return true
    return false
  }

  /** Sends a signal to every member. */
  sendSignal(info: SignalInfo): void {
    for (const member of this.members) member.sendSignalInfo(info)
  }
}
