// Requests of ioctl(2) (include/uapi/asm-generic/ioctls.h, include/uapi/linux/fs.h).

export const FIBMAP = 1
export const FIGETBSZ = 2
export const TCGETS = 0x5401
export const TIOCGPGRP = 0x540f
export const TIOCOUTQ = 0x5411
export const TIOCGWINSZ = 0x5413
export const FIONREAD = 0x541b
export const FIONBIO = 0x5421
export const FIONCLEX = 0x5450
export const FIOCLEX = 0x5451
export const FIOASYNC = 0x5452
export const FIOQSIZE = 0x5460
