// futex(2) (include/uapi/linux/futex.h). gVisor: pkg/abi/linux/futex.go.

export const FUTEX_WAIT = 0
export const FUTEX_WAKE = 1
export const FUTEX_FD = 2
export const FUTEX_REQUEUE = 3
export const FUTEX_CMP_REQUEUE = 4
export const FUTEX_WAKE_OP = 5
export const FUTEX_LOCK_PI = 6
export const FUTEX_UNLOCK_PI = 7
export const FUTEX_TRYLOCK_PI = 8
export const FUTEX_WAIT_BITSET = 9
export const FUTEX_WAKE_BITSET = 10
export const FUTEX_PRIVATE_FLAG = 128
export const FUTEX_CLOCK_REALTIME = 256
export const FUTEX_BITSET_MATCH_ANY = 0xffffffff

export const FUTEX_OP_SET = 0
export const FUTEX_OP_ADD = 1
export const FUTEX_OP_OR = 2
export const FUTEX_OP_ANDN = 3
export const FUTEX_OP_XOR = 4
/** The operand is 1 << oparg. */
export const FUTEX_OP_OPARG_SHIFT = 8
export const FUTEX_OP_CMP_EQ = 0
export const FUTEX_OP_CMP_NE = 1
export const FUTEX_OP_CMP_LT = 2
export const FUTEX_OP_CMP_LE = 3
export const FUTEX_OP_CMP_GT = 4
export const FUTEX_OP_CMP_GE = 5

/** Bits of a word of a robust mutex. */
export const FUTEX_WAITERS = 0x80000000
export const FUTEX_OWNER_DIED = 0x40000000
export const FUTEX_TID_MASK = 0x3fffffff
/** Entries of a robust list that are looked at. */
export const ROBUST_LIST_LIMIT = 2048
/** Bytes of struct robust_list_head. */
export const ROBUST_LIST_HEAD_SIZE = 24
