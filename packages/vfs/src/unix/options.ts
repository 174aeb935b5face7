// The options of a Unix domain socket, as far as they mean something or are remembered, with the values that Linux gives
// new ones. Linux: net/core/sock.c sk_setsockopt, sk_getsockopt; socket(7), unix(7).

/** SO_SNDBUF and SO_RCVBUF of a new socket (/proc/sys/net/core/wmem_default, rmem_default). */
const DEFAULT_BUFFER = 212992

export interface SocketOptions {
  /** Bytes; as getsockopt(2) shows it. */
  sendBuffer: number
  receiveBuffer: number
  /** Nanoseconds; Infinity for no limit. */
  sendTimeoutNs: number
  receiveTimeoutNs: number
  /** Bytes that a receive waits for (SO_RCVLOWAT); at least 1. */
  receiveLow: number
  /** Where MSG_PEEK begins, bytes; negative: at the beginning always (SO_PEEK_OFF). */
  peekOffset: number
  /** SO_PASSCRED. */
  passCredentials: boolean
  /** Messages with descriptors are let in (SO_PASSRIGHTS). */
  passRights: boolean
  lingers: boolean
  lingerSec: number
  /** Options that are remembered, and that nothing comes of: SO_* and the value. */
  readonly remembered: Map<number, number>
}

export function newOptions(): SocketOptions {
  return {
    sendBuffer: DEFAULT_BUFFER,
    receiveBuffer: DEFAULT_BUFFER,
    sendTimeoutNs: Infinity,
    receiveTimeoutNs: Infinity,
    receiveLow: 1,
    peekOffset: -1,
    passCredentials: false,
    passRights: true,
    lingers: false,
    lingerSec: 0,
    remembered: new Map(),
  }
}
