// A terminal in random modes: what becomes of random input and output. The same in every run.

import {
  ECHO,
  ECHOCTL,
  ECHOE,
  ECHOK,
  ECHOKE,
  ECHONL,
  ECHOPRT,
  FIONREAD,
  ICANON,
  ICRNL,
  IEXTEN,
  IGNCR,
  INLCR,
  ISIG,
  ISTRIP,
  IUCLC,
  IUTF8,
  IXANY,
  IXON,
  NOFLSH,
  O_NONBLOCK,
  O_RDWR,
  OCRNL,
  OLCUC,
  ONLCR,
  ONLRET,
  ONOCR,
  OPOST,
  PARMRK,
  TCFLSH,
  TCSETS,
  TCSETSF,
  TCSETSW,
  TCXONC,
  VEOL,
  VERASE,
  VKILL,
  VMIN,
  VTIME,
  XTABS,
} from '../../../packages/abi/dist/index.js'

const SCENARIOS = 40
const STEPS = 14
const POLLIN_POLLOUT = 5
const INPUT = [ISTRIP, INLCR, IGNCR, ICRNL, IUCLC, IXON, IXANY, IUTF8, PARMRK]
const OUTPUT = [OPOST, OLCUC, ONLCR, OCRNL, ONOCR, ONLRET, XTABS]
const LOCAL = [ISIG, ICANON, ECHO, ECHOE, ECHOK, ECHONL, NOFLSH, ECHOCTL, ECHOPRT, ECHOKE, IEXTEN]
const INITIAL = [
  ICRNL | IXON,
  OPOST | ONLCR,
  ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
]
const COMMON = ['a', 'b', 'c', 'd', 'e', ' ', 'x', '\t', '\x7f']
const SPECIAL = Array.from(
  '\n\r\b\x15\x17\x16\x12\x04\x03\x1a\x1c\x11\x13\x01\x1b\xc3\xa9\xe2\x82\xac\xff_Z7.!^\\',
)

let state = 1
/** From 0 to n-1. */
function random(n) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0
  return (state >>> 8) % n
}
const pick = (list) => list[random(list.length)]
const text = (most) =>
  Array.from({ length: 1 + random(most) }, () => pick(random(3) === 0 ? SPECIAL : COMMON)).join('')
/** Changes each of the flags now and then. */
const changed = (flags, from) => flags.reduce((value, flag) => (random(4) === 0 ? value ^ flag : value), from)

function modes() {
  const flags = [INPUT, OUTPUT, LOCAL].map((all, i) => changed(all, INITIAL[i]))
  const characters = [VMIN, random(4) === 0 ? 0 : 1, VTIME, 0]
  if (random(4) === 0) characters.push(VEOL, 0x21)
  if (random(6) === 0) characters.push(VERASE, 0)
  if (random(6) === 0) characters.push(VKILL, 0x40)
  return ['modes', 3, pick([TCSETS, TCSETS, TCSETSW, TCSETSF]), ...flags, ...characters]
}

const see = ['see']
const KINDS = [
  [5, () => [['type', text(14)], see]],
  [2, () => [['take', 3, pick([1, 2, 5, 100, 4096])]]],
  [2, () => [modes()]],
  [1, () => [['write', 3, text(12)], see]],
  [
    1,
    () => [
      pick([
        ['ask', 3, FIONREAD],
        ['poll', 3, POLLIN_POLLOUT],
      ]),
    ],
  ],
  [
    1,
    () => [
      pick([
        ['request', 3, TCFLSH, random(3)],
        ['request', 3, TCXONC, random(2)],
      ]),
    ],
  ],
].flatMap(([weight, make]) => Array(weight).fill(make))

export default Object.fromEntries(
  Array.from({ length: SCENARIOS }, (_, i) => [
    `random ${i}`,
    [
      ['terminal'],
      ['fcntl', 3, 4, O_RDWR | O_NONBLOCK],
      ...Array.from({ length: STEPS }, () => pick(KINDS)()).flat(),
      ['take', 3, 4096],
      ['take', 3, 4096],
      see,
    ],
  ]),
)
