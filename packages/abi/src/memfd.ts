// memfd_create(2): flags. Linux: include/uapi/linux/memfd.h.

export const MFD_CLOEXEC = 0x1
export const MFD_ALLOW_SEALING = 0x2
export const MFD_HUGETLB = 0x4
/** Not executable, and sealed so that it stays so. */
export const MFD_NOEXEC_SEAL = 0x8
export const MFD_EXEC = 0x10
/** With MFD_HUGETLB: the binary logarithm of the size of huge pages, in six bits from this one on. */
export const MFD_HUGE_SHIFT = 26
/** Bytes of a file's name, without its NUL: NAME_MAX less "memfd:" (MFD_NAME_MAX_LEN, Linux mm/memfd.c). */
export const MFD_NAME_MAX = 249
