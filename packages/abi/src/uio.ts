// Per-call flags of preadv2(2) and pwritev2(2) (include/uapi/linux/fs.h).

export const RWF_HIPRI = 0x01
export const RWF_DSYNC = 0x02
export const RWF_SYNC = 0x04
export const RWF_NOWAIT = 0x08
export const RWF_APPEND = 0x10
export const RWF_NOAPPEND = 0x20
export const RWF_ATOMIC = 0x40
export const RWF_DONTCACHE = 0x80
export const RWF_NOSIGNAL = 0x100
/** All flags Linux 6.18 knows; any other is EOPNOTSUPP. */
export const RWF_SUPPORTED = 0x1ff
