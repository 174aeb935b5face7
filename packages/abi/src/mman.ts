// mmap(2) and friends: protections and flags (include/uapi/asm-generic/mman*.h).

export const PROT_NONE = 0
export const PROT_READ = 1
export const PROT_WRITE = 2
export const PROT_EXEC = 4
export const PROT_GROWSDOWN = 0x01000000
export const PROT_GROWSUP = 0x02000000

export const MAP_SHARED = 0x01
export const MAP_PRIVATE = 0x02
export const MAP_SHARED_VALIDATE = 0x03
/** Mask of the three above. */
export const MAP_TYPE = 0x0f
export const MAP_FIXED = 0x10
export const MAP_ANONYMOUS = 0x20
/** x86-64 only: below 2 GiB. */
export const MAP_32BIT = 0x40
/** x86-64 only: above 4 GiB. */
export const MAP_ABOVE4G = 0x80
export const MAP_GROWSDOWN = 0x0100
export const MAP_DENYWRITE = 0x0800
export const MAP_EXECUTABLE = 0x1000
export const MAP_LOCKED = 0x2000
export const MAP_NORESERVE = 0x4000
export const MAP_POPULATE = 0x8000
export const MAP_NONBLOCK = 0x10000
export const MAP_STACK = 0x20000
export const MAP_HUGETLB = 0x40000
export const MAP_SYNC = 0x80000
export const MAP_FIXED_NOREPLACE = 0x100000
export const MAP_UNINITIALIZED = 0x4000000
