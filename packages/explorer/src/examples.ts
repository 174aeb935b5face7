// The teaching scenarios, and what Linux made of them.

import texts from 'virtual:examples'
import type { Report } from '@jvisor/scenario'

export interface Example {
  /** "append.yaml". */
  readonly name: string
  readonly title: string
  readonly text: string
}

export const EXAMPLES: readonly Example[] = Object.entries(texts).map(([name, text]) => ({
  name,
  title: /^title: "?(.*?)"?$/m.exec(text)?.[1] ?? name,
  text: text.replace(/^# yaml-language-server.*\n/, ''),
}))

/** The example that is this text, to the letter. */
export const exampleOf = (text: string): Example | undefined => EXAMPLES.find((one) => one.text === text)

/** What a kernel made of the examples. */
export interface Recorded {
  readonly kernel: string
  readonly reports: Readonly<Record<string, Report>>
}

export const loadRecorded = async (): Promise<Recorded> => (await import('virtual:linux')).default
