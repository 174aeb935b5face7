// Mounts as strace shows them: what strace(1) 6.1 printed on Linux 6.18 for the same calls.

import { expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

const REMOUNT = 0x20 | 1 | 2

test.each([
  [
    'mount',
    ['none', '/nope', 'tmpfs', 0, 'size=1m'],
    'mount("none", "/nope", "tmpfs", 0, "size=1m") = -1 ENOENT (No such file or directory)',
  ],
  [
    'mount',
    [0, '/nope', 0, REMOUNT, 0],
    'mount(NULL, "/nope", NULL, MS_RDONLY|MS_NOSUID|MS_REMOUNT, NULL) = -1 ENOENT (No such file or directory)',
  ],
  [
    'mount',
    ['a', '/nope', 'x', 0xc0ed0004, 0],
    'mount("a", "/nope", "x", MS_MGC_VAL|MS_NODEV, NULL) = -1 ENOENT (No such file or directory)',
  ],
  [
    'mount',
    ['a', '/nope', 'x', 0xc0ed0000, ''],
    'mount("a", "/nope", "x", MS_MGC_VAL, "") = -1 ENOENT (No such file or directory)',
  ],
  [
    'mount',
    ['a', '/nope', 8, 0x2200, 8],
    'mount("a", "/nope", 0x8, MS_MOVE|0x200, 0x8) = -1 EFAULT (Bad address)',
  ],
  ['mount', [8, 8, 8, 0x5000, 0], 'mount(0x8, 0x8, 0x8, MS_BIND|MS_REC, NULL) = -1 EFAULT (Bad address)'],
  [
    'umount2',
    ['/nope', 0],
    'umount2("/nope", 0)                     = -1 ENOENT (No such file or directory)',
  ],
  [
    'umount2',
    ['/nope', 10],
    'umount2("/nope", MNT_DETACH|UMOUNT_NOFOLLOW) = -1 ENOENT (No such file or directory)',
  ],
  ['umount2', ['/nope', 0x35], 'umount2("/nope", MNT_FORCE|MNT_EXPIRE|0x30) = -1 EINVAL (Invalid argument)'],
  ['umount2', ['/nope', 0x30], 'umount2("/nope", 0x30 /* MNT_??? */)    = -1 EINVAL (Invalid argument)'],
] as const)('%s%j', (name, args, line) => {
  const m = new TestMachine()
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  m.call(name, ...args)
  expect(lines).toEqual([line])
})
