// Explainer: looks on while a scenario is played on jvisor, and keeps of each step the way of its own call.

import { JvisorSubject } from '../jvisor-subject.ts'
import type { Observer, Player } from '../player.ts'
import type { Subject } from '../subject.ts'
import { symbolWords } from '../symbol-words.ts'
import type { Hop } from './hop.ts'
import { withDoorsWatched } from './watch.ts'
import { PLAIN_WORDS } from './words.ts'

/** An observer that watches the doors around each step's call; on a subject that is not jvisor it sees nothing. */
export class Explainer implements Observer {
  readonly #steps: (readonly Hop[])[] = []
  #words = PLAIN_WORDS

  ready({ scenario, symbols }: Player): void {
    this.#words = symbolWords(scenario, symbols)
  }

  around<R>(index: number, make: () => R, subject: Subject): R {
    if (!(subject instanceof JvisorSubject)) return make()
    const { returned, hops } = withDoorsWatched(subject.task, make, this.#words)
    this.#steps[index] = hops
    return returned
  }

  /** The way of a step's call, step 0 being the first; undefined if it has made none. It is whole after the step. */
  hops(index: number): readonly Hop[] | undefined {
    return this.#steps[index]
  }
}
