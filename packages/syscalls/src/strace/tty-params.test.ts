// What strace 6.1 printed of requests to a terminal on Linux; but it adds names of sound devices to three of them.

import { TERMIOS } from '@jvisor/abi'
import type { Tty } from '@jvisor/kernel'
import { expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { OtherSide } from '../recorded-terminal.testing.ts'
import { Strace } from './strace.ts'

const INITIAL =
  '{c_iflag=ICRNL|IXON, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|OPOST|ONLCR, c_cflag=B38400|CS8|CREAD, c_lflag=ISIG|ICANON|ECHO|ECHOE|ECHOK|IEXTEN|ECHOCTL|ECHOKE, ...}'
const ALL =
  '{c_iflag=IGNBRK|BRKINT|IGNPAR|PARMRK|INPCK|ISTRIP|INLCR|IGNCR|ICRNL|IUCLC|IXON|IXANY|IXOFF|IMAXBEL|IUTF8|0xffff8000, c_oflag=NL1|CR3|XTABS|BS1|VT1|FF1|OPOST|OLCUC|ONLCR|OCRNL|ONOCR|ONLRET|OFILL|OFDEL|0xffff0000, c_cflag=B4000000|B4000000<<IBSHIFT|CS8|CSTOPB|CREAD|PARENB|PARODD|HUPCL|CLOCAL|CMSPAR|CRTSCTS|0x2ff0e000, c_lflag=ISIG|ICANON|XCASE|ECHO|ECHOE|ECHOK|ECHONL|NOFLSH|IEXTEN|ECHOCTL|ECHOPRT|ECHOKE|FLUSHO|PENDIN|TOSTOP|EXTPROC|0xfffe2000, ...}'
const NONE = '{c_iflag=, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|, c_cflag=B0|CS5|, c_lflag=, ...}'
const AFTER_NONE = '{c_iflag=, c_oflag=NL0|CR0|TAB0|BS0|VT0|FF0|, c_cflag=B0|CS8|CREAD, c_lflag=, ...}'

function setUp() {
  const m = new TestMachine()
  const { terminals, vfs } = m.kernel
  vfs.makeDirectories('/dev/pts')
  vfs.mount('/dev/pts', terminals.filesystem, { readOnly: false })
  const side = new OtherSide()
  const tty = terminals.add({ input: side, output: side }, { cols: 0, rows: 0 }) as Tty
  const fd = m.call('open', terminals.pathOf(tty), 2)
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  const at = m.map(1)
  const flags = new Uint8Array(TERMIOS.size)
  const modes = (value: number) => {
    new Uint32Array(flags.buffer, 0, 4).fill(value)
    m.poke(at, flags)
    return at
  }
  return { ioctl: (request: number, arg: number) => m.call('ioctl', fd, request, arg), m, at, lines, modes }
}

test('requests of terminals', () => {
  const { ioctl, m, at, lines, modes } = setUp()
  ioctl(0x5401, at)
  ioctl(0x5402, at)
  ioctl(0x802c542a, at)
  ioctl(0x402c542b, at)
  ioctl(0x5403, modes(0xffffffff))
  ioctl(0x5404, modes(0))
  ioctl(0x5405, at)
  ioctl(0x5413, at)
  m.poke(at, new Uint8Array(Uint16Array.of(24, 80, 0, 0).buffer))
  ioctl(0x5414, at)
  ioctl(0x540f, at)
  m.poke(at, new Uint8Array(Int32Array.of(m.task.threadGroup.pid).buffer))
  ioctl(0x5410, at)
  ioctl(0x5429, at)
  for (const request of [0x5409, 0x540a, 0x540b, 0x540c, 0x540d, 0x540e, 0x5425, 0x5427, 0x5428])
    ioctl(request, 1)
  ioctl(0x540a, 9)
  ioctl(0x540b, 7)
  for (const request of [0x5424, 0x80045432, 0x80045440]) ioctl(request, at)
  m.poke(at, 'x')
  ioctl(0x5412, at)
  ioctl(0x541b, at)
  expect(lines.filter((line) => line.startsWith('ioctl')).map((line) => line.replace(/ +=/, ' ='))).toEqual([
    `ioctl(0, TCGETS, ${INITIAL}) = 0`,
    `ioctl(0, TCSETS, ${INITIAL}) = 0`,
    `ioctl(0, TCGETS2, ${INITIAL}) = 0`,
    `ioctl(0, TCSETS2, ${INITIAL}) = 0`,
    `ioctl(0, TCSETSW, ${ALL}) = 0`,
    `ioctl(0, TCSETSF, ${NONE}) = 0`,
    `ioctl(0, TCGETA, ${AFTER_NONE}) = 0`,
    'ioctl(0, TIOCGWINSZ, {ws_row=0, ws_col=0, ws_xpixel=0, ws_ypixel=0}) = 0',
    'ioctl(0, TIOCSWINSZ, {ws_row=24, ws_col=80, ws_xpixel=0, ws_ypixel=0}) = 0',
    'ioctl(0, TIOCGPGRP, [1]) = 0',
    'ioctl(0, TIOCSPGRP, [1]) = 0',
    'ioctl(0, TIOCGSID, [1]) = 0',
    'ioctl(0, TCSBRK, 1) = 0',
    'ioctl(0, TCXONC, TCOON) = 0',
    'ioctl(0, TCFLSH, TCOFLUSH) = 0',
    'ioctl(0, TIOCEXCL) = 0',
    'ioctl(0, TIOCNXCL) = 0',
    'ioctl(0, TIOCSCTTY, 1) = 0',
    'ioctl(0, TCSBRKP, 1) = 0',
    'ioctl(0, TIOCSBRK) = 0',
    'ioctl(0, TIOCCBRK) = 0',
    'ioctl(0, TCXONC, 0x9 /* TC??? */) = -1 EINVAL (Invalid argument)',
    'ioctl(0, TCFLSH, 0x7 /* TC??? */) = -1 EINVAL (Invalid argument)',
    'ioctl(0, TIOCGETD, [0]) = 0',
    'ioctl(0, TIOCGDEV, [34816]) = 0',
    'ioctl(0, TIOCGEXCL, [0]) = 0',
    'ioctl(0, TIOCSTI, "x") = 0',
    'ioctl(0, FIONREAD, [1]) = 0',
  ])
})
