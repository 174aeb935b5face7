// What a scenario did, as far as it can explain a difference: found out by playing it once more.

import { buffersOf, isTransfer, JvisorSubject, type Observer, play, type Scenario } from '@jvisor/scenario'
import type { Doings } from './known.ts'

const TOP = 2 ** 47

/** Plays a scenario and looks at what its calls are given. */
export async function doingsOf(scenario: Scenario, subject: JvisorSubject): Promise<Doings> {
  let movedOntoItself = false
  const observer: Observer = {
    before(_index, _step, call, by) {
      if (call === undefined || !(by instanceof JvisorSubject)) return
      const { name, args } = call
      const file = by.inodeOf(Number(args[0]))
      if (file === undefined) return
      if (name === 'sendfile') movedOntoItself ||= file === by.inodeOf(Number(args[1]))
      if (!isTransfer(name)) return
      const maps = by.maps(0, TOP).filter(({ inode }) => inode === file)
      for (const [base, length] of buffersOf(name, args, by) ?? []) {
        if (maps.some(({ start, end }) => base < end && base + length > start)) movedOntoItself = true
      }
    },
  }
  await play(scenario, subject, observer)
  return { scenario, movedOntoItself }
}
