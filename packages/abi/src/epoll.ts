// epoll(7): operations, flags and struct epoll_event (include/uapi/linux/eventpoll.h). The other events are poll's.
// gVisor: pkg/abi/linux/epoll.go.

import { O_CLOEXEC } from './fcntl.ts'
import { defineStruct, type StructCodec } from './struct.ts'
import { padding, u32 } from './struct-fields.ts'
import type { Arch } from './syscall-numbers.ts'

export const EPOLL_CLOEXEC = O_CLOEXEC

export const EPOLL_CTL_ADD = 1
export const EPOLL_CTL_DEL = 2
export const EPOLL_CTL_MOD = 3

/** Of several epolls that watch a file so, one that waits is woken. */
export const EPOLLEXCLUSIVE = 0x10000000
export const EPOLLWAKEUP = 0x20000000
/** Told once, and then not again before EPOLL_CTL_MOD. */
export const EPOLLONESHOT = 0x40000000
/** Told when something happens, not for as long as it is so. */
export const EPOLLET = 0x80000000

/** What both layouts of struct epoll_event carry: events, and the program's own 64 bits in two halves. */
export interface EpollEvent {
  readonly events: number
  readonly dataLo: number
  readonly dataHi: number
}

/** x86-64 packs it, so that it is that of 32-bit programs. */
const X86_64: StructCodec<EpollEvent> = defineStruct('epoll_event', 12, {
  events: u32,
  dataLo: u32,
  dataHi: u32,
})
const GENERIC: StructCodec<EpollEvent> = defineStruct('epoll_event', 16, {
  events: u32,
  gap: padding(4),
  dataLo: u32,
  dataHi: u32,
})

/** The layout that programs of this architecture expect. */
export function epollEventCodec(arch: Arch): StructCodec<EpollEvent> {
  return arch === 'x86-64' ? X86_64 : GENERIC
}
