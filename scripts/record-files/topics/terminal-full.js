// Terminals whose input nobody reads: how much can be typed, and what becomes of the rest.

import {
  ECHO,
  ECHOCTL,
  ECHOE,
  ECHOK,
  ECHOKE,
  FIONREAD,
  ICANON,
  ICRNL,
  IEXTEN,
  IMAXBEL,
  ISIG,
  IXON,
  O_NONBLOCK,
  O_RDWR,
  ONLCR,
  OPOST,
  PARMRK,
  TCFLSH,
  TCIFLUSH,
  TCSETS,
  VMIN,
  VTIME,
} from '../../../packages/abi/dist/index.js'

const I = ICRNL | IXON
const O = OPOST | ONLCR
const L = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN
const open = [['terminal'], ['fcntl', 3, 4, O_RDWR | O_NONBLOCK]]
const modes = (i, o, l, ...cc) => ['modes', 3, TCSETS, i, o, l, ...cc]
const raw = modes(0, 0, 0, VMIN, 1, VTIME, 0)
const inq = ['ask', 3, FIONREAD]
const gist = (n = 4096) => ['gist', 3, n]
const paste = (text, times) => ['paste', text, times]
const gists = (times, n) => Array.from({ length: times }, () => gist(n))
const see = ['see']
const TEXT = 'abcdefghijklmnopqrstuvwxyz0123456789'
const LINE = 'a line of twenty.. \n'

export default {
  'bytes, a few at a time': [
    ...open,
    raw,
    paste(TEXT, 1000),
    inq,
    ['type', 'x'],
    gist(1),
    ['type', 'y'],
    gist(1000),
    inq,
    paste('AB', 1000),
    ...gists(8, 5000),
    ['type', 'z'],
    gist(),
  ],
  'bytes, many at a time': [
    ...open,
    raw,
    paste(TEXT.repeat(40), 30),
    inq,
    gist(1500),
    paste(TEXT.repeat(40), 30),
    gist(1500),
    paste(TEXT.repeat(40), 30),
    gist(1500),
    paste(TEXT, 30),
    ...gists(8, 5000),
  ],
  lines: [
    ...open,
    modes(I | IMAXBEL, O, L & ~ECHO),
    paste(LINE.repeat(30), 50),
    inq,
    gist(),
    ['type', 'x\n'],
    ...gists(30),
    ['type', 'x\n'],
    inq,
    ['request', 3, TCFLSH, TCIFLUSH],
    inq,
    ['type', 'y\n'],
    gist(),
  ],
  'the bell of a line': [
    ...open,
    modes(I | IMAXBEL, O, L),
    paste(TEXT.repeat(5), 22),
    ['gist', 3, 1],
    paste('x'.repeat(200), 1),
    see,
    paste('abc', 1),
    see,
    ['type', '\x7f'],
    see,
    ['type', 'de\x03f\n'],
    see,
    gist(8192),
    modes(I, O, L),
    paste(TEXT.repeat(5), 30),
    ['type', 'abc\n'],
    gist(8192),
  ],
  'a signal behind whole lines is not seen': [
    ...open,
    modes(I, O, L & ~ECHO),
    paste('line\n'.repeat(100), 10),
    inq,
    ['type', '\x03'],
    inq,
    ...gists(3),
    inq,
  ],
  'bytes that are marked leave less room': [
    ...open,
    modes(PARMRK, 0, 0, VMIN, 1, VTIME, 0),
    paste('\xff'.repeat(100), 30),
    inq,
    gist(1),
    inq,
    gist(),
    inq,
    gist(),
  ],
  'output is not stopped by what there is no room for': [
    ...open,
    modes(IXON, 0, 0, VMIN, 1, VTIME, 0),
    paste(TEXT.repeat(10), 12),
    ['type', '\x13'],
    ['write', 3, 'shown'],
    see,
    gist(300),
    ['write', 3, 'not shown'],
    see,
  ],
}
