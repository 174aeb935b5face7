// timerfd_create(2): flags (include/uapi/linux/timerfd.h).

import { O_CLOEXEC, O_NONBLOCK } from './fcntl.ts'

export const TFD_CLOEXEC = O_CLOEXEC
export const TFD_NONBLOCK = O_NONBLOCK
export const TFD_TIMER_ABSTIME = 1
/** Reading is ECANCELED when the wall clock is set. */
export const TFD_TIMER_CANCEL_ON_SET = 2
