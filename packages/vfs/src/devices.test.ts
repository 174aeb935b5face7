// The memory devices: what Linux 6.18 answered.

import { EFAULT, EINVAL, ENODEV, ENXIO, O_RDONLY, O_RDWR, OK, S_IFCHR } from '@jvisor/abi'
import { ANY_ACCESS, BytesIO, READ, READ_WRITE, WRITE } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { createDevFilesystem } from './dev-filesystem.ts'
import { ranges, shown, TestTree } from './vfs.testing.ts'
import { EVENT_IN, EVENT_OUT } from './waiter.ts'
import { NORMAL_WRITE } from './write-opts.ts'

function device(name: string, flags = O_RDWR) {
  const t = new TestTree()
  t.vfs.makeDirectories('/dev')
  t.vfs.mount('/dev', createDevFilesystem(t.vfs), { readOnly: true })
  return { t, file: t.file(`/dev/${name}`, flags) }
}

describe.each([
  // name, read of 8 bytes into 4 and a fault, the same for a write, at once, flags on writes, minor number, ready
  ['null', '0', '8', true, true, 3, EVENT_IN | EVENT_OUT],
  ['zero', '4 EFAULT', '8', true, true, 5, EVENT_IN | EVENT_OUT],
  ['full', '4 EFAULT', 'ENOSPC', false, false, 7, EVENT_IN | EVENT_OUT],
  ['random', '4 EFAULT', '4 EFAULT', true, true, 8, EVENT_IN],
  ['urandom', '4 EFAULT', '4 EFAULT', true, true, 9, EVENT_IN | EVENT_OUT],
] as const)('/dev/%s', (name, read, write, nowait, flags, minor, ready) => {
  test('reads and writes', () => {
    const { file } = device(name)
    const io = new BytesIO(new Uint8Array(4).fill(99))
    expect([shown(file.read(ranges(io, [0, 8]))), shown(file.pread(ranges(io, [0, 8]), 5))]).toEqual([
      read,
      read,
    ])
    expect(shown(file.write(ranges(io, [0, 8]), NORMAL_WRITE))).toBe(write)
    expect(shown(file.pwrite(ranges(io, [0, 8]), 7, NORMAL_WRITE))).toBe(write)
  })

  test('is what it is', () => {
    const { file } = device(name)
    expect(file.stat()).toMatchObject({ mode: S_IFCHR | 0o666, rdev: 0x100 + minor, size: 0, blksize: 4096 })
    expect([file.supportsNowait, file.acceptsRwfFlags(true), file.acceptsRwfFlags(false)]).toEqual([
      nowait,
      flags,
      true,
    ])
    expect([file.seek(77, 0), file.seek(-5, 1), file.seek(5, 3)]).toEqual([0, 0, 0])
    expect(file.readiness(EVENT_IN | EVENT_OUT)).toBe(ready)
    expect([file.sync(), file.truncate(0, Infinity), file.bytesToRead()]).toEqual([EINVAL, EINVAL, undefined])
    expect(file.mappedName()).toBe(`/dev/${name}`)
  })
})

test('zeros are zeros, and random bytes come from the source that was handed in', () => {
  const io = new BytesIO(new Uint8Array(5000).fill(99))
  expect(shown(device('zero').file.read(ranges(io, [1, 3])))).toBe('3')
  expect(Array.from(io.bytes.subarray(0, 5))).toEqual([99, 0, 0, 0, 99])
  expect(shown(device('urandom').file.read(ranges(io, [0, 5000])))).toBe('5000')
  expect(Array.from(io.bytes.subarray(4094, 4098))).toEqual([254, 255, 0, 1])
})

describe('mapping', () => {
  const opts = (shared: boolean) => ({
    addr: 0 as never,
    length: 8192,
    fixed: false,
    perms: READ_WRITE,
    maxPerms: ANY_ACCESS,
    private: !shared,
    offset: 4096,
  })

  test.each(['null', 'full', 'random', 'urandom'])('/dev/%s cannot be mapped', (name) => {
    expect(device(name).file.configureMmap(opts(false))).toBe(ENODEV)
  })

  test('/dev/zero opened to be read is anonymous memory when shared too, and stays read-only', () => {
    const { file } = device('zero', O_RDONLY)
    const shared = { ...opts(true), perms: READ }
    expect(file.configureMmap(shared)).toBe(OK)
    expect('mappingIdentity' in shared && shared.mappingIdentity).toBe(file)
    expect([shared.private, 'mappable' in shared, shared.maxPerms]).toEqual([
      true,
      false,
      ANY_ACCESS & ~WRITE,
    ])
  })

  test('/dev/zero is anonymous memory when private, and memory to share when shared, at the offset asked for', () => {
    const { file, t } = device('zero')
    const own = opts(false)
    expect([file.configureMmap(own), 'mappable' in own]).toEqual([0, false])
    const shared: Parameters<typeof file.configureMmap>[0] = opts(true)
    expect(file.configureMmap(shared)).toBe(0)
    const { mappable, mappingIdentity } = shared
    if (mappable === undefined) throw new Error('not mappable')
    expect([shared.offset, mappingIdentity?.mappedName()]).toEqual([4096, '/dev/zero (deleted)'])
    const space = { invalidate() {} }
    const range = { start: 0 as never, end: 8192 as never }
    mappable.addMapping(space, range, 4096, true)
    mappingIdentity?.incRef()
    const page = mappable.translate(4096, READ_WRITE)
    expect([mappable.translate(4096, READ_WRITE) === page, mappable.translate(8192, READ_WRITE)]).toEqual([
      true,
      -EFAULT,
    ])
    expect(t.pages).toBeGreaterThan(0)
    mappable.removeMapping(space, range, 4096, true)
    mappingIdentity?.decRef()
    expect(t.pages).toBe(0)
  })
})

test.each([
  ['all of it faults', [[100, 8]], '8', 'ENOSPC', 'EFAULT'],
  ['a page and then a fault', [[0, 6000]], '6000', 'ENOSPC', '5000 EFAULT'],
  [
    'a good and a bad segment',
    [
      [0, 10],
      [9000, 10],
    ],
    '20',
    'ENOSPC',
    '10 EFAULT',
  ],
  ['nothing', [[9000, 0]], '0', 'ENOSPC', '0'],
] as const)('writes of which %s', (_name, parts, toNull, toFull, toRandom) => {
  const io = new BytesIO(new Uint8Array(5000))
  const [bad] = parts[0]
  const src = () => ranges(bad === 100 ? new BytesIO(new Uint8Array(4)) : io, ...parts)
  const wrote = (name: string) => shown(device(name).file.write(src(), NORMAL_WRITE))
  expect([wrote('null'), wrote('zero'), wrote('full')]).toEqual([toNull, toNull, toFull])
  expect([wrote('random'), wrote('urandom')]).toEqual([toRandom, toRandom])
})

test('a device node without a driver is ENXIO', () => {
  const { t } = device('null')
  const fs = createDevFilesystem(t.vfs)
  fs.root.makeDevice('odd', S_IFCHR | 0o666, 0x9999)
  t.vfs.makeDirectories('/mnt')
  t.vfs.mount('/mnt', fs, { readOnly: false })
  expect(t.open('/mnt/odd', O_RDWR)).toBe(ENXIO)
})
