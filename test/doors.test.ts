// What the tables of the doors between the layers say of the sources is true.

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { DOORS } from '../packages/scenario/src/layers/doors.ts'
import { doorIn, FILE_DOORS, KINDS } from '../packages/scenario/src/layers/file-doors.ts'
import type { Place } from '../packages/scenario/src/layers/hop.ts'
import { placesOf } from '../packages/scenario/src/layers/syscall-doors.ts'
import { SYSCALLS } from '../packages/syscalls/src/index.ts'
import { declarationOf } from './docs.ts'
import { ROOT } from './embed.ts'
import { LAYERS } from './layers.ts'

/** The parts of "PipeEnd.read" that a source does not declare. */
function missingFrom({ path, symbol }: Place): string[] {
  return symbol.split('.').filter((part) => declarationOf(join(ROOT, path), part) === undefined)
}

const all = [...Object.values(DOORS).flat(), ...Object.values(FILE_DOORS).flat()]

test.each(all)('the door $of.$method is where the table says', ({ source, layer }) => {
  expect(missingFrom(source)).toEqual([])
  expect(Object.keys(LAYERS)).toContain(layer)
})

test.each(Object.entries(KINDS))('the class %s is where the table says', (name, { path, layer }) => {
  expect(missingFrom({ path, symbol: name })).toEqual([])
  expect(path).toMatch(`packages/${layer}/src/`)
})

test.each(SYSCALLS.map(({ name }) => name))('the system call %s is where the table says', (name) => {
  expect(missingFrom(placesOf(name).source)).toEqual([])
})

describe('a method', () => {
  const [read] = FILE_DOORS.file

  test('of a class that is known is told with its own place and its own counterpart', () => {
    expect(doorIn(read, 'PipeEnd')).toMatchObject({
      layer: 'vfs',
      source: { path: 'packages/vfs/src/pipe.ts', symbol: 'PipeEnd.read' },
      gvisor: { path: 'pkg/sentry/kernel/pipe/vfs.go', symbol: 'VFSPipeFD.Read' },
    })
  })

  test('of another class is told with that of what it implements', () => {
    expect(doorIn(read, 'Stranger')).toMatchObject({
      layer: 'vfs',
      source: { path: 'packages/vfs/src/file-description.ts', symbol: 'read' },
    })
  })
})
