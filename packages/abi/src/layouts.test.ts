// The layouts of gcc 12 on x86-64 and of its riscv64 cross compiler: offset of each field, measured with offsetof.

import { expect, test } from 'vitest'
import { IOVEC } from './iovec.ts'
import { RLIM_INFINITY, RLIMIT } from './rlimit.ts'
import { STAT_GENERIC, STAT_X86_64, type Stat, statCodec } from './stat-struct.ts'
import type { StructCodec } from './struct.ts'
import { TERMIO, TERMIOS, TERMIOS2, WINSIZE } from './termios.ts'
import { TIMESPEC } from './time.ts'

interface Layout {
  name: string
  codec: StructCodec<unknown>
  size: number
  /** Default: 8. */
  align?: number
  offsets: Record<string, number>
}

const TIMES = (at: number) => ({
  st_atime: at,
  st_atime_nsec: at + 8,
  st_mtime: at + 16,
  st_mtime_nsec: at + 24,
  st_ctime: at + 32,
  st_ctime_nsec: at + 40,
})

const layouts: Layout[] = [
  { name: 'iovec', codec: IOVEC, size: 16, offsets: { iov_base: 0, iov_len: 8 } },
  { name: 'timespec', codec: TIMESPEC, size: 16, offsets: { tv_sec: 0, tv_nsec: 8 } },
  {
    name: 'termios',
    codec: TERMIOS,
    size: 36,
    align: 4,
    offsets: { c_iflag: 0, c_oflag: 4, c_cflag: 8, c_lflag: 12, c_line: 16, c_cc: 17 },
  },
  {
    name: 'termios2',
    codec: TERMIOS2,
    size: 44,
    align: 4,
    offsets: {
      c_iflag: 0,
      c_oflag: 4,
      c_cflag: 8,
      c_lflag: 12,
      c_line: 16,
      c_cc: 17,
      c_ispeed: 36,
      c_ospeed: 40,
    },
  },
  {
    name: 'termio',
    codec: TERMIO,
    size: 18,
    align: 2,
    offsets: { c_iflag: 0, c_oflag: 2, c_cflag: 4, c_lflag: 6, c_line: 8, c_cc: 9 },
  },
  {
    name: 'winsize',
    codec: WINSIZE,
    size: 8,
    align: 2,
    offsets: { ws_row: 0, ws_col: 2, ws_xpixel: 4, ws_ypixel: 6 },
  },
  { name: 'rlimit', codec: RLIMIT, size: 16, offsets: { rlim_cur: 0, rlim_max: 8 } },
  {
    name: 'stat of x86-64',
    codec: STAT_X86_64,
    size: 144,
    offsets: {
      st_dev: 0,
      st_ino: 8,
      st_nlink: 16,
      st_mode: 24,
      st_uid: 28,
      st_gid: 32,
      st_rdev: 40,
      st_size: 48,
      st_blksize: 56,
      st_blocks: 64,
      ...TIMES(72),
    },
  },
  {
    name: 'stat of riscv64',
    codec: STAT_GENERIC,
    size: 128,
    offsets: {
      st_dev: 0,
      st_ino: 8,
      st_mode: 16,
      st_nlink: 20,
      st_uid: 24,
      st_gid: 28,
      st_rdev: 32,
      st_size: 48,
      st_blksize: 56,
      st_blocks: 64,
      ...TIMES(72),
    },
  },
]

test.each(layouts)('struct $name lies as the C compiler lays it', ({ codec, size, align = 8, offsets }) => {
  expect(codec.size).toBe(size)
  expect(codec.align).toBe(align)
  expect(codec.offsets).toEqual(offsets)
})

test.each([
  { arch: 'x86-64', want: STAT_X86_64 },
  { arch: 'riscv64', want: STAT_GENERIC },
] as const)('a stat survives the trip through the layout of $arch', ({ arch, want }) => {
  const stat: Stat = {
    st_dev: 5,
    st_ino: 2 ** 40 + 7,
    st_mode: 0o100644,
    st_nlink: 3,
    st_uid: 0xffff_fffe,
    st_gid: 1000,
    st_rdev: 0x103,
    st_size: Number.MAX_SAFE_INTEGER,
    st_blksize: 4096,
    st_blocks: 8,
    st_atime: -1,
    st_atime_nsec: 999_999_999,
    st_mtime: 1_700_000_000,
    st_mtime_nsec: 1,
    st_ctime: 0,
    st_ctime_nsec: 0,
  }
  const codec = statCodec(arch)
  expect(codec).toBe(want)
  const view = new DataView(new ArrayBuffer(codec.size))
  codec.write(view, 0, stat)
  expect(codec.read(view, 0)).toEqual(stat)
})

test('an iovec and a limit of all ones are read exactly', () => {
  const view = new DataView(new Uint8Array(16).fill(0xff).buffer)
  expect(IOVEC.read(view, 0)).toEqual({ iov_base: 2n ** 64n - 1n, iov_len: 2n ** 64n - 1n })
  expect(RLIMIT.read(view, 0)).toEqual({ rlim_cur: RLIM_INFINITY, rlim_max: RLIM_INFINITY })
  expect(TIMESPEC.read(view, 0)).toEqual({ tv_sec: -1, tv_nsec: -1 })
})
