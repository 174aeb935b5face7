// The flags of timerfd, as strace(1) shows them.

import { TFD_CLOEXEC, TFD_NONBLOCK, TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET } from '@jvisor/abi'
import { flags } from './decoders.ts'
import { table } from './flag-tables.ts'

const TIMER_FLAGS = table({ TFD_TIMER_ABSTIME, TFD_TIMER_CANCEL_ON_SET })

/** strace(1) knows those of a timer here as well. */
export const TFD_FLAGS = flags(
  'int flags',
  [...TIMER_FLAGS, ...table({ TFD_CLOEXEC, TFD_NONBLOCK })],
  'TFD_???',
)
export const TFD_TIMER_FLAGS = flags('int flags', TIMER_FLAGS, 'TFD_???')
