// What a scenario did, as far as it can explain a difference: found out by playing it once more.

import {
  buffersOf,
  isTransfer,
  type MapLine,
  type Observer,
  play,
  type Scenario,
  type Subject,
} from '@jvisor/scenario'
import type { Doings } from './known.ts'

const TOP = 2 ** 47

/** Plays a scenario and looks at what its calls are given. */
export async function doingsOf(scenario: Scenario, subject: Subject): Promise<Doings> {
  let movedMappedFile = false
  const observer: Observer = {
    before(_index, _step, call, by) {
      if (call?.name === 'sendfile') movedMappedFile = true
      if (call === undefined || !isTransfer(call.name)) return
      const files = by.maps(0, TOP).filter(isOfFile)
      for (const [base, length] of buffersOf(call.name, call.args, by) ?? []) {
        if (files.some(({ start, end }) => base < end && base + length > start)) movedMappedFile = true
      }
    },
  }
  await play(scenario, subject, observer)
  return { scenario, movedMappedFile }
}

/** Of a file, and not anonymous or one of the kernel's own ("[stack]"). */
function isOfFile({ name }: MapLine): boolean {
  return name !== '' && !name.startsWith('[')
}
