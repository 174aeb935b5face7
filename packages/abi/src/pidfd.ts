// Descriptors of processes: pidfd_open(2) and its kin (include/uapi/linux/pidfd.h).

import { O_EXCL, O_NONBLOCK } from './fcntl.ts'

export const PIDFD_NONBLOCK = O_NONBLOCK
/** Of one thread, not of its process. */
export const PIDFD_THREAD = O_EXCL

// pidfd_send_signal(2): whom it is for, if not whom the descriptor is of.
export const PIDFD_SIGNAL_THREAD = 1
export const PIDFD_SIGNAL_THREAD_GROUP = 2
export const PIDFD_SIGNAL_PROCESS_GROUP = 4

// Numbers that stand for the caller where a call takes such a descriptor.
export const PIDFD_SELF_THREAD = -10000
export const PIDFD_SELF_THREAD_GROUP = -10001
