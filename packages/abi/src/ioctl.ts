// Requests of ioctl(2) (include/uapi/asm-generic/ioctls.h, include/uapi/linux/fs.h).

export const FIBMAP = 1
export const FIGETBSZ = 2
export const TCGETS = 0x5401
export const TCSETS = 0x5402
export const TCSETSW = 0x5403
export const TCSETSF = 0x5404
export const TCGETA = 0x5405
export const TCSETA = 0x5406
export const TCSETAW = 0x5407
export const TCSETAF = 0x5408
export const TCSBRK = 0x5409
export const TCXONC = 0x540a
export const TCFLSH = 0x540b
export const TIOCEXCL = 0x540c
export const TIOCNXCL = 0x540d
export const TIOCSCTTY = 0x540e
export const TIOCGPGRP = 0x540f
export const TIOCSPGRP = 0x5410
export const TIOCOUTQ = 0x5411
export const TIOCSTI = 0x5412
export const TIOCGWINSZ = 0x5413
export const TIOCSWINSZ = 0x5414
export const FIONREAD = 0x541b
/** Of sockets: the next byte is that out of band. */
export const SIOCATMARK = 0x8905
export const FIONBIO = 0x5421
export const TIOCNOTTY = 0x5422
export const TIOCSETD = 0x5423
export const TIOCGETD = 0x5424
export const TCSBRKP = 0x5425
export const TIOCSBRK = 0x5427
export const TIOCCBRK = 0x5428
export const TIOCGSID = 0x5429
export const TCGETS2 = 0x802c542a
export const TCSETS2 = 0x402c542b
export const TCSETSW2 = 0x402c542c
export const TCSETSF2 = 0x402c542d
export const TIOCGDEV = 0x80045432
export const TIOCVHANGUP = 0x5437
export const TIOCGEXCL = 0x80045440
export const FIONCLEX = 0x5450
export const FIOCLEX = 0x5451
export const FIOASYNC = 0x5452
export const FIOQSIZE = 0x5460

/** Arguments of TCFLSH: what came and was not read, what was written and not sent, both. */
export const TCIFLUSH = 0
export const TCOFLUSH = 1
export const TCIOFLUSH = 2
/** Arguments of TCXONC: output stops and goes on; the other side is told to stop and to go on. */
export const TCOOFF = 0
export const TCOON = 1
export const TCIOFF = 2
export const TCION = 3
