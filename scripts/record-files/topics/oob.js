// Bytes out of band on Unix domain stream sockets (MSG_OOB): what is read before and after them, where the mark is, and
// who is told. The same in every run. What Linux 6.18 counts as unread after a byte was dropped is a mistake of its own
// (FIONREAD), and is not asked for.

import {
  FIONREAD,
  MSG_DONTWAIT,
  MSG_OOB,
  MSG_PEEK,
  MSG_WAITALL,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
  SIGURG,
  SO_OOBINLINE,
  SO_PEEK_OFF,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
} from '../../../packages/abi/dist/index.js'

const SCENARIOS = 80
const STEPS = 18
const SIOCATMARK = 0x8905
const POLLS = 0x1 | 0x2 | 0x4 | 0x80
const F_SETOWN = 8
const F_GETOWN = 9

const pair = (type = SOCK_STREAM) => ['socketpair', 1, type | SOCK_NONBLOCK, 0, [0]]
const send = (text, flags = 0) => ['sendto', 3, text, text.length, flags, 0, 0]
const urgent = (text) => send(text, MSG_OOB)
const receive = (size = 20, flags = 0) => ['receive', 4, size, flags]
const atMark = ['ask', 4, SIOCATMARK]
const inq = ['ask', 4, FIONREAD]
const poll = ['poll', 4, POLLS]
const look = [atMark, poll]
const inline = (on) => ['setsockopt', 4, SOL_SOCKET, SO_OOBINLINE, [on], 4]
const peekFrom = (at) => ['setsockopt', 4, SOL_SOCKET, SO_PEEK_OFF, [at], 4]

let state = 20_240_601
const random = (n) => {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
  return Math.floor((state / 2 ** 32) * n)
}
const pick = (list) => list[random(list.length)]

function randomSteps() {
  let letter = 0
  const text = (n) => Array.from({ length: n }, () => String.fromCharCode(97 + (letter++ % 26))).join('')
  const steps = [pair()]
  for (let i = 0; i < STEPS; i++) {
    const n = random(24)
    if (n < 5) steps.push(send(text(1 + random(3))))
    else if (n < 10) steps.push(urgent(text(1 + random(3))))
    else if (n < 15) steps.push(receive(1 + random(6)))
    else if (n < 18) steps.push(receive(pick([1, 1, 2]), MSG_OOB | pick([0, 0, MSG_PEEK])))
    else if (n < 20) steps.push(receive(1 + random(8), MSG_PEEK))
    else if (n === 20) steps.push(inline(random(2)))
    else if (n === 21) steps.push(peekFrom(pick([-1, 0, 0, 1, 3])))
    else steps.push(...look)
  }
  steps.push(...look, receive(), receive(), receive(), ...look)
  return steps
}

export default {
  'the byte, and what is around it': [
    pair(),
    receive(1, MSG_OOB),
    urgent('abc'),
    ...look,
    inq,
    receive(20, MSG_OOB | MSG_PEEK),
    ...look,
    inq,
    receive(20, MSG_OOB),
    ...look,
    inq,
    receive(1, MSG_OOB),
    send('def'),
    ...look,
    receive(),
    ...look,
    receive(),
    ...look,
    receive(),
  ],
  'the byte is dropped by who reads on': [
    pair(),
    urgent('abc'),
    send('def'),
    receive(),
    ...look,
    receive(),
    ...look,
    receive(1, MSG_OOB),
  ],
  'a second one': [
    pair(),
    urgent('a'),
    urgent('b'),
    ...look,
    receive(1, MSG_OOB),
    receive(),
    receive(),
    ...look,
  ],
  inline: [
    pair(),
    inline(1),
    urgent('abc'),
    send('de'),
    receive(1, MSG_OOB),
    ...look,
    receive(),
    ...look,
    receive(),
    ...look,
  ],
  'other kinds, nothing, bad memory': [
    pair(),
    send('', MSG_OOB),
    ['sendto', 3, 8, 1, MSG_OOB, 0, 0],
    ['sendto', 3, 8, 2, MSG_OOB, 0, 0],
    ...look,
    urgent('a'),
    ['recvfrom', 4, 8, 1, MSG_OOB, 0, 0],
    ...look,
    ['recvfrom', 4, 8, 0, MSG_OOB, 0, 0],
    urgent('b'),
    receive(0, MSG_OOB),
    ...look,
    pair(SOCK_SEQPACKET),
    ['sendto', 5, 'a', 1, MSG_OOB, 0, 0],
    ['receive', 6, 1, MSG_OOB],
    ['ask', 6, SIOCATMARK],
    pair(SOCK_DGRAM),
    ['sendto', 7, 'a', 1, MSG_OOB, 0, 0],
    ['receive', 8, 1, MSG_OOB],
    ['ask', 8, SIOCATMARK],
    ['ioctl', 4, SIOCATMARK, 8],
    ['socket', 1, SOCK_STREAM, 0],
    ['sendto', 9, 'a', 1, MSG_OOB, 0, 0],
    ['receive', 9, 1, MSG_OOB],
    ['ask', 9, SIOCATMARK],
    ['pipe2', [0], 0],
    ['ask', 10, SIOCATMARK],
  ],
  'all that was asked for, up to the mark': [
    pair(),
    ['fcntl', 4, 4, 2],
    ['fork', 'b'],
    ['b: receive', 4, 10, MSG_WAITALL],
    send('ab'),
    urgent('cd'),
    ['b: result'],
    send('ef'),
    ['b: receive', 4, 10, MSG_WAITALL | MSG_DONTWAIT],
  ],
  'what is closed': [
    pair(),
    urgent('ab'),
    ['shutdown', 3, SHUT_WR],
    ...look,
    receive(),
    receive(1, MSG_OOB),
    ...look,
    receive(),
    urgent('c'),
    ['shutdown', 3, SHUT_RDWR],
    ...look,
  ],
  'who does not read it': [
    pair(),
    ['sendto', 4, 'x', 1, MSG_OOB, 0, 0],
    ['receive', 3, 1, MSG_OOB],
    ['close', 3],
    receive(),
    receive(),
    pair(),
    ['sendto', 5, 'x', 1, MSG_OOB, 0, 0],
    ['shutdown', 3, SHUT_RD],
    urgent('y'),
    ['close', 3],
    ['receive', 5, 9, 0],
    ['receive', 5, 9, 0],
  ],
  'a full socket': [
    pair(),
    ['setsockopt', 3, SOL_SOCKET, 7, [1], 4],
    send('x'.repeat(1500)),
    send('x'.repeat(1500)),
    send('x'.repeat(1500)),
    send('x'.repeat(1500)),
    urgent('y'),
    ...look,
  ],
  'who owns the file is told': [
    pair(),
    ['block', SIGURG],
    ['owner', 4],
    urgent('a'),
    ['pending'],
    ['own', 4, 'a', 1],
    ['owner', 4],
    urgent('b'),
    ['pending'],
    send('c'),
    ['pending'],
    ['sendto', 4, 'x', 1, MSG_OOB, 0, 0],
    ['pending'],
    ['fork', 'b'],
    ['b: block', SIGURG],
    ['own', 4, 'b', 1],
    urgent('d'),
    ['pending'],
    ['b: pending'],
    ['b: owner', 4],
    ['group', 'b', 'b'],
    ['own', 4, 'b', -1],
    urgent('e'),
    ['pending'],
    ['b: pending'],
    ['b: exit'],
    ['fcntl', 4, F_SETOWN, 0],
    ['owner', 4],
    urgent('f'),
    ['pending'],
    ['fcntl', 4, F_SETOWN, 4_000_000],
    ['fcntl', 4, F_SETOWN, -4_000_000],
    ['fcntl', 4, F_SETOWN, -2_147_483_648],
    ['fcntl', 4, F_GETOWN, 0],
    ['fcntl', 4, 15, 8],
    ['fcntl', 4, 15, [3]],
    ['fcntl', 4, 15, [1 + 4_000_000 * 2 ** 32]],
    ['fcntl', 4, 15, [2]],
    ['fcntl', 4, 16, 8],
    ['fcntl', 0, F_SETOWN, 0],
    ['fcntl', 99, F_SETOWN, 0],
  ],
  ...Object.fromEntries(Array.from({ length: SCENARIOS }, (_, i) => [`random calls ${i}`, randomSteps()])),
}
