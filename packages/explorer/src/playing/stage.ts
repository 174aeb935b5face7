// Stage: plays scenarios in a worker. What is still going on when the next one comes is broken off.

import { type Remote, releaseProxy, wrap } from 'comlink'
import type { Language } from './language.ts'
import type { Played, Problem } from './played.ts'
import type { Offered } from './worker.ts'

export class Stage {
  #worker: Worker | undefined
  #offered: Remote<Offered> | undefined
  #breakOff: (() => void) | undefined

  /** Plays a text. @returns undefined if it was broken off */
  async play(text: string): Promise<Played | Problem | undefined> {
    this.stop()
    this.#offered ??= this.#start()
    const brokenOff = new Promise<undefined>((resolve) => {
      this.#breakOff = () => resolve(undefined)
    })
    const played = await Promise.race([this.#offered.playText(text), brokenOff])
    if (played !== undefined) this.#breakOff = undefined
    return played
  }

  /** Breaks off what is being played. */
  stop(): void {
    if (this.#breakOff === undefined) return
    this.#offered?.[releaseProxy]()
    this.#worker?.terminate()
    this.#offered = undefined
    this.#breakOff()
    this.#breakOff = undefined
  }

  /** What an editor wants to know. */
  language(): Promise<Language> {
    this.#offered ??= this.#start()
    return this.#offered.language()
  }

  #start(): Remote<Offered> {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    return wrap<Offered>(this.#worker)
  }
}
