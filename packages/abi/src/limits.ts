// Sizes and limits that Linux fixes for every process. gVisor: pkg/hostarch, pkg/abi/linux/limits.go.

/** Bytes in a page on every architecture we know. */
export const PAGE_SIZE = 4096
/** log2 of {@link PAGE_SIZE}. */
export const PAGE_SHIFT = 12

/** Most bytes one read or write may move (include/linux/fs.h MAX_RW_COUNT). */
export const MAX_RW_COUNT = 0x7ffff000
/** Most segments in one iovec array (include/uapi/linux/uio.h UIO_MAXIOV). */
export const IOV_MAX = 1024
/** Bytes that a write to a pipe moves in one piece or not at all (include/uapi/linux/limits.h PIPE_BUF). */
export const PIPE_BUF = 4096
/** Bytes of a path, with its NUL (PATH_MAX). */
export const PATH_MAX = 4096
/** Bytes of one path component (NAME_MAX). */
export const NAME_MAX = 255
/** Longest single argument or environment string, with its NUL (include/uapi/linux/binfmts.h). */
export const MAX_ARG_STRLEN = 32 * PAGE_SIZE
/** What all arguments and environment strings together may always have, whatever RLIMIT_STACK says (ARG_MAX). */
export const ARG_MAX = 131072
/** Bytes of a file by which its format is recognized, and of a script's first line (BINPRM_BUF_SIZE). */
export const BINPRM_BUF_SIZE = 256
/** Bytes of a task's name, with its NUL (include/linux/sched.h TASK_COMM_LEN). */
export const TASK_COMM_LEN = 16
/** Symbolic links followed in one path walk before ELOOP (include/linux/namei.h MAXSYMLINKS). */
export const MAX_SYMLINKS = 40
/** Mappings one address space may have (vm.max_map_count). */
export const MAX_MAP_COUNT = 65530
/** Largest file offset: doubles are exact to here, and no file of ours is larger. */
export const MAX_FILE_SIZE = Number.MAX_SAFE_INTEGER
