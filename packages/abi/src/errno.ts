// Error numbers: what Linux returns to a program, and the internal ones that stay inside the sentry.
// gVisor: pkg/abi/linux/errno, pkg/errors/linuxerr. Linux: include/uapi/asm-generic/errno.h.

declare const errnoBrand: unique symbol

/**
 * Why an operation stopped: {@link OK}, a Linux errno (1 to 133), or an internal reason (512 and above).
 * System calls return `-errno`; an internal reason never reaches a program.
 */
export type Errno = number & { readonly [errnoBrand]: true }

/** Nothing went wrong. */
export const OK = 0 as Errno

export const EPERM = 1 as Errno
export const ENOENT = 2 as Errno
export const ESRCH = 3 as Errno
export const EINTR = 4 as Errno
export const EIO = 5 as Errno
export const ENXIO = 6 as Errno
export const E2BIG = 7 as Errno
export const ENOEXEC = 8 as Errno
export const EBADF = 9 as Errno
export const ECHILD = 10 as Errno
export const EAGAIN = 11 as Errno
export const ENOMEM = 12 as Errno
export const EACCES = 13 as Errno
export const EFAULT = 14 as Errno
export const ENOTBLK = 15 as Errno
export const EBUSY = 16 as Errno
export const EEXIST = 17 as Errno
export const EXDEV = 18 as Errno
export const ENODEV = 19 as Errno
export const ENOTDIR = 20 as Errno
export const EISDIR = 21 as Errno
export const EINVAL = 22 as Errno
export const ENFILE = 23 as Errno
export const EMFILE = 24 as Errno
export const ENOTTY = 25 as Errno
export const ETXTBSY = 26 as Errno
export const EFBIG = 27 as Errno
export const ENOSPC = 28 as Errno
export const ESPIPE = 29 as Errno
export const EROFS = 30 as Errno
export const EMLINK = 31 as Errno
export const EPIPE = 32 as Errno
export const EDOM = 33 as Errno
export const ERANGE = 34 as Errno
export const EDEADLK = 35 as Errno
export const ENAMETOOLONG = 36 as Errno
export const ENOLCK = 37 as Errno
export const ENOSYS = 38 as Errno
export const ENOTEMPTY = 39 as Errno
export const ELOOP = 40 as Errno
export const ENOMSG = 42 as Errno
export const EIDRM = 43 as Errno
export const ECHRNG = 44 as Errno
export const EL2NSYNC = 45 as Errno
export const EL3HLT = 46 as Errno
export const EL3RST = 47 as Errno
export const ELNRNG = 48 as Errno
export const EUNATCH = 49 as Errno
export const ENOCSI = 50 as Errno
export const EL2HLT = 51 as Errno
export const EBADE = 52 as Errno
export const EBADR = 53 as Errno
export const EXFULL = 54 as Errno
export const ENOANO = 55 as Errno
export const EBADRQC = 56 as Errno
export const EBADSLT = 57 as Errno
export const EBFONT = 59 as Errno
export const ENOSTR = 60 as Errno
export const ENODATA = 61 as Errno
export const ETIME = 62 as Errno
export const ENOSR = 63 as Errno
export const ENONET = 64 as Errno
export const ENOPKG = 65 as Errno
export const EREMOTE = 66 as Errno
export const ENOLINK = 67 as Errno
export const EADV = 68 as Errno
export const ESRMNT = 69 as Errno
export const ECOMM = 70 as Errno
export const EPROTO = 71 as Errno
export const EMULTIHOP = 72 as Errno
export const EDOTDOT = 73 as Errno
export const EBADMSG = 74 as Errno
export const EOVERFLOW = 75 as Errno
export const ENOTUNIQ = 76 as Errno
export const EBADFD = 77 as Errno
export const EREMCHG = 78 as Errno
export const ELIBACC = 79 as Errno
export const ELIBBAD = 80 as Errno
export const ELIBSCN = 81 as Errno
export const ELIBMAX = 82 as Errno
export const ELIBEXEC = 83 as Errno
export const EILSEQ = 84 as Errno
export const ERESTART = 85 as Errno
export const ESTRPIPE = 86 as Errno
export const EUSERS = 87 as Errno
export const ENOTSOCK = 88 as Errno
export const EDESTADDRREQ = 89 as Errno
export const EMSGSIZE = 90 as Errno
export const EPROTOTYPE = 91 as Errno
export const ENOPROTOOPT = 92 as Errno
export const EPROTONOSUPPORT = 93 as Errno
export const ESOCKTNOSUPPORT = 94 as Errno
export const EOPNOTSUPP = 95 as Errno
export const EPFNOSUPPORT = 96 as Errno
export const EAFNOSUPPORT = 97 as Errno
export const EADDRINUSE = 98 as Errno
export const EADDRNOTAVAIL = 99 as Errno
export const ENETDOWN = 100 as Errno
export const ENETUNREACH = 101 as Errno
export const ENETRESET = 102 as Errno
export const ECONNABORTED = 103 as Errno
export const ECONNRESET = 104 as Errno
export const ENOBUFS = 105 as Errno
export const EISCONN = 106 as Errno
export const ENOTCONN = 107 as Errno
export const ESHUTDOWN = 108 as Errno
export const ETOOMANYREFS = 109 as Errno
export const ETIMEDOUT = 110 as Errno
export const ECONNREFUSED = 111 as Errno
export const EHOSTDOWN = 112 as Errno
export const EHOSTUNREACH = 113 as Errno
export const EALREADY = 114 as Errno
export const EINPROGRESS = 115 as Errno
export const ESTALE = 116 as Errno
export const EUCLEAN = 117 as Errno
export const ENOTNAM = 118 as Errno
export const ENAVAIL = 119 as Errno
export const EISNAM = 120 as Errno
export const EREMOTEIO = 121 as Errno
export const EDQUOT = 122 as Errno
export const ENOMEDIUM = 123 as Errno
export const EMEDIUMTYPE = 124 as Errno
export const ECANCELED = 125 as Errno
export const ENOKEY = 126 as Errno
export const EKEYEXPIRED = 127 as Errno
export const EKEYREVOKED = 128 as Errno
export const EKEYREJECTED = 129 as Errno
export const EOWNERDEAD = 130 as Errno
export const ENOTRECOVERABLE = 131 as Errno
export const ERFKILL = 132 as Errno
export const EHWPOISON = 133 as Errno
/** The same number under its other name, as on Linux. */
export const EWOULDBLOCK = EAGAIN
/** The same number under its other name, as on Linux. */
export const ENOTSUP = EOPNOTSUPP

// Internal reasons. The numbers 512 to 516 are those of Linux's include/linux/errno.h; the rest are ours and
// follow gVisor's linuxerr/internal.go. `isInternal` tells them apart.

/** Interrupted before anything happened: restart if the handler has SA_RESTART, else EINTR. */
export const ERESTARTSYS = 512 as Errno
/** Interrupted: always restart. */
export const ERESTARTNOINTR = 513 as Errno
/** Interrupted: restart only if no handler ran, else EINTR. */
export const ERESTARTNOHAND = 514 as Errno
/** Interrupted: restart through restart_syscall(2) with what is left of the time limit. */
export const ERESTART_RESTARTBLOCK = 516 as Errno
/** The operation cannot go on without waiting. A blocking call waits and tries again; others give EAGAIN. */
export const WOULD_BLOCK = 1024 as Errno
/** A plain byte reader has no more bytes (Go's io.EOF). */
export const END_OF_FILE = 1025 as Errno
/** An IOSequence writer has no room left (gVisor's ErrEndOfIOSequence). */
export const END_OF_IO_SEQUENCE = 1026 as Errno
/** A write begins at or past RLIMIT_FSIZE: EFBIG and SIGXFSZ (gVisor's ErrExceedsFileSizeLimit). */
export const EXCEEDS_FILE_SIZE_LIMIT = 1027 as Errno
/** A plain byte writer took less than it was given, and nothing is wrong (Go's io.ErrShortWrite). */
export const SHORT_WRITE = 1028 as Errno

/** Beyond this a negative result is no errno, but a value (MAX_ERRNO, Linux include/linux/err.h). */
const MAX_ERRNO = 4095

/** True for a reason that must never be returned to a program. */
export function isInternal(err: Errno): boolean {
  return err >= 512 && err <= MAX_ERRNO
}

/** [name, text of strerror(3)] by number; the table behind {@link errnoName} and {@link errnoText}. */
const DESCRIPTIONS: ReadonlyMap<number, readonly [name: string, text: string]> = new Map([
  [1, ['EPERM', 'Operation not permitted']],
  [2, ['ENOENT', 'No such file or directory']],
  [3, ['ESRCH', 'No such process']],
  [4, ['EINTR', 'Interrupted system call']],
  [5, ['EIO', 'Input/output error']],
  [6, ['ENXIO', 'No such device or address']],
  [7, ['E2BIG', 'Argument list too long']],
  [8, ['ENOEXEC', 'Exec format error']],
  [9, ['EBADF', 'Bad file descriptor']],
  [10, ['ECHILD', 'No child processes']],
  [11, ['EAGAIN', 'Resource temporarily unavailable']],
  [12, ['ENOMEM', 'Cannot allocate memory']],
  [13, ['EACCES', 'Permission denied']],
  [14, ['EFAULT', 'Bad address']],
  [15, ['ENOTBLK', 'Block device required']],
  [16, ['EBUSY', 'Device or resource busy']],
  [17, ['EEXIST', 'File exists']],
  [18, ['EXDEV', 'Invalid cross-device link']],
  [19, ['ENODEV', 'No such device']],
  [20, ['ENOTDIR', 'Not a directory']],
  [21, ['EISDIR', 'Is a directory']],
  [22, ['EINVAL', 'Invalid argument']],
  [23, ['ENFILE', 'Too many open files in system']],
  [24, ['EMFILE', 'Too many open files']],
  [25, ['ENOTTY', 'Inappropriate ioctl for device']],
  [26, ['ETXTBSY', 'Text file busy']],
  [27, ['EFBIG', 'File too large']],
  [28, ['ENOSPC', 'No space left on device']],
  [29, ['ESPIPE', 'Illegal seek']],
  [30, ['EROFS', 'Read-only file system']],
  [31, ['EMLINK', 'Too many links']],
  [32, ['EPIPE', 'Broken pipe']],
  [33, ['EDOM', 'Numerical argument out of domain']],
  [34, ['ERANGE', 'Numerical result out of range']],
  [35, ['EDEADLK', 'Resource deadlock avoided']],
  [36, ['ENAMETOOLONG', 'File name too long']],
  [37, ['ENOLCK', 'No locks available']],
  [38, ['ENOSYS', 'Function not implemented']],
  [39, ['ENOTEMPTY', 'Directory not empty']],
  [40, ['ELOOP', 'Too many levels of symbolic links']],
  [42, ['ENOMSG', 'No message of desired type']],
  [43, ['EIDRM', 'Identifier removed']],
  [44, ['ECHRNG', 'Channel number out of range']],
  [45, ['EL2NSYNC', 'Level 2 not synchronized']],
  [46, ['EL3HLT', 'Level 3 halted']],
  [47, ['EL3RST', 'Level 3 reset']],
  [48, ['ELNRNG', 'Link number out of range']],
  [49, ['EUNATCH', 'Protocol driver not attached']],
  [50, ['ENOCSI', 'No CSI structure available']],
  [51, ['EL2HLT', 'Level 2 halted']],
  [52, ['EBADE', 'Invalid exchange']],
  [53, ['EBADR', 'Invalid request descriptor']],
  [54, ['EXFULL', 'Exchange full']],
  [55, ['ENOANO', 'No anode']],
  [56, ['EBADRQC', 'Invalid request code']],
  [57, ['EBADSLT', 'Invalid slot']],
  [59, ['EBFONT', 'Bad font file format']],
  [60, ['ENOSTR', 'Device not a stream']],
  [61, ['ENODATA', 'No data available']],
  [62, ['ETIME', 'Timer expired']],
  [63, ['ENOSR', 'Out of streams resources']],
  [64, ['ENONET', 'Machine is not on the network']],
  [65, ['ENOPKG', 'Package not installed']],
  [66, ['EREMOTE', 'Object is remote']],
  [67, ['ENOLINK', 'Link has been severed']],
  [68, ['EADV', 'Advertise error']],
  [69, ['ESRMNT', 'Srmount error']],
  [70, ['ECOMM', 'Communication error on send']],
  [71, ['EPROTO', 'Protocol error']],
  [72, ['EMULTIHOP', 'Multihop attempted']],
  [73, ['EDOTDOT', 'RFS specific error']],
  [74, ['EBADMSG', 'Bad message']],
  [75, ['EOVERFLOW', 'Value too large for defined data type']],
  [76, ['ENOTUNIQ', 'Name not unique on network']],
  [77, ['EBADFD', 'File descriptor in bad state']],
  [78, ['EREMCHG', 'Remote address changed']],
  [79, ['ELIBACC', 'Can not access a needed shared library']],
  [80, ['ELIBBAD', 'Accessing a corrupted shared library']],
  [81, ['ELIBSCN', '.lib section in a.out corrupted']],
  [82, ['ELIBMAX', 'Attempting to link in too many shared libraries']],
  [83, ['ELIBEXEC', 'Cannot exec a shared library directly']],
  [84, ['EILSEQ', 'Invalid or incomplete multibyte or wide character']],
  [85, ['ERESTART', 'Interrupted system call should be restarted']],
  [86, ['ESTRPIPE', 'Streams pipe error']],
  [87, ['EUSERS', 'Too many users']],
  [88, ['ENOTSOCK', 'Socket operation on non-socket']],
  [89, ['EDESTADDRREQ', 'Destination address required']],
  [90, ['EMSGSIZE', 'Message too long']],
  [91, ['EPROTOTYPE', 'Protocol wrong type for socket']],
  [92, ['ENOPROTOOPT', 'Protocol not available']],
  [93, ['EPROTONOSUPPORT', 'Protocol not supported']],
  [94, ['ESOCKTNOSUPPORT', 'Socket type not supported']],
  [95, ['EOPNOTSUPP', 'Operation not supported']],
  [96, ['EPFNOSUPPORT', 'Protocol family not supported']],
  [97, ['EAFNOSUPPORT', 'Address family not supported by protocol']],
  [98, ['EADDRINUSE', 'Address already in use']],
  [99, ['EADDRNOTAVAIL', 'Cannot assign requested address']],
  [100, ['ENETDOWN', 'Network is down']],
  [101, ['ENETUNREACH', 'Network is unreachable']],
  [102, ['ENETRESET', 'Network dropped connection on reset']],
  [103, ['ECONNABORTED', 'Software caused connection abort']],
  [104, ['ECONNRESET', 'Connection reset by peer']],
  [105, ['ENOBUFS', 'No buffer space available']],
  [106, ['EISCONN', 'Transport endpoint is already connected']],
  [107, ['ENOTCONN', 'Transport endpoint is not connected']],
  [108, ['ESHUTDOWN', 'Cannot send after transport endpoint shutdown']],
  [109, ['ETOOMANYREFS', 'Too many references: cannot splice']],
  [110, ['ETIMEDOUT', 'Connection timed out']],
  [111, ['ECONNREFUSED', 'Connection refused']],
  [112, ['EHOSTDOWN', 'Host is down']],
  [113, ['EHOSTUNREACH', 'No route to host']],
  [114, ['EALREADY', 'Operation already in progress']],
  [115, ['EINPROGRESS', 'Operation now in progress']],
  [116, ['ESTALE', 'Stale file handle']],
  [117, ['EUCLEAN', 'Structure needs cleaning']],
  [118, ['ENOTNAM', 'Not a XENIX named type file']],
  [119, ['ENAVAIL', 'No XENIX semaphores available']],
  [120, ['EISNAM', 'Is a named type file']],
  [121, ['EREMOTEIO', 'Remote I/O error']],
  [122, ['EDQUOT', 'Disk quota exceeded']],
  [123, ['ENOMEDIUM', 'No medium found']],
  [124, ['EMEDIUMTYPE', 'Wrong medium type']],
  [125, ['ECANCELED', 'Operation canceled']],
  [126, ['ENOKEY', 'Required key not available']],
  [127, ['EKEYEXPIRED', 'Key has expired']],
  [128, ['EKEYREVOKED', 'Key has been revoked']],
  [129, ['EKEYREJECTED', 'Key was rejected by service']],
  [130, ['EOWNERDEAD', 'Owner died']],
  [131, ['ENOTRECOVERABLE', 'State not recoverable']],
  [132, ['ERFKILL', 'Operation not possible due to RF-kill']],
  [133, ['EHWPOISON', 'Memory page has hardware error']],
  [512, ['ERESTARTSYS', 'To be restarted if SA_RESTART is set']],
  [513, ['ERESTARTNOINTR', 'To be restarted']],
  [514, ['ERESTARTNOHAND', 'To be restarted if no handler']],
  [516, ['ERESTART_RESTARTBLOCK', 'Interrupted by signal']],
  [1024, ['WOULD_BLOCK', 'Would block']],
  [1025, ['END_OF_FILE', 'End of file']],
  [1026, ['END_OF_IO_SEQUENCE', 'End of I/O sequence']],
  [1027, ['EXCEEDS_FILE_SIZE_LIMIT', 'File size limit exceeded']],
  [1028, ['SHORT_WRITE', 'Short write']],
])

/** The symbol of an error number, as strace(1) prints it; the decimal number if it has none. */
export function errnoName(err: number): string {
  return DESCRIPTIONS.get(err)?.[0] ?? String(err)
}

/** Names of one number besides the one that it is printed with. */
const ALIASES: ReadonlyMap<string, Errno> = new Map([
  ['EWOULDBLOCK', EAGAIN],
  ['EDEADLOCK', EDEADLK],
  ['ENOTSUP', EOPNOTSUPP],
])

/** The error number of a symbol of Linux's, restart codes included; undefined if it has none. */
export function errnoNumber(name: string): Errno | undefined {
  for (const [number, [known]] of DESCRIPTIONS) if (known === name && number < 1024) return number as Errno
  return ALIASES.get(name)
}

/** The text of strerror(3) for an error number. */
export function errnoText(err: number): string {
  return DESCRIPTIONS.get(err)?.[1] ?? `Unknown error ${err}`
}
