// Stage: plays scenarios in a worker. What is still going on when the next one comes is broken off.

import { type Remote, releaseProxy, wrap } from 'comlink'
import type { Language } from './language.ts'
import type { Played, Problem } from './played.ts'
import type { Offered } from './worker.ts'

export class Stage {
  #worker: Worker | undefined
  #offered: Remote<Offered> | undefined
  #breakOff: (() => void) | undefined
  #language: Promise<Language> | undefined
  #tellLanguage: ((language: Language) => void) | undefined

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
    if (this.#tellLanguage !== undefined) this.#askLanguage()
  }

  /** What an editor wants to know; asked again of the next worker if this one is broken off first. */
  language(): Promise<Language> {
    this.#language ??= new Promise((resolve) => {
      this.#tellLanguage = resolve
    })
    this.#askLanguage()
    return this.#language
  }

  #askLanguage(): void {
    this.#offered ??= this.#start()
    void this.#offered.language().then((language) => {
      this.#tellLanguage?.(language)
      this.#tellLanguage = undefined
    })
  }

  #start(): Remote<Offered> {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    return wrap<Offered>(this.#worker)
  }
}
