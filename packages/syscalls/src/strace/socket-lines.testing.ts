// Lines about sockets that strace(1) 6.1 printed on Linux 6.18 for a program that made these calls on the same memory, one
// after the other. Not shipped.

type Poke = readonly [at: number, hex: string]
/** A call, what is put into memory before it, and its line. */
export type SocketLine = readonly [
  name: string,
  args: readonly number[],
  pokes: readonly Poke[],
  line: string,
]

export const SOCKET_LINES: readonly SocketLine[] = [
  ['socket', [1, 1, 0], [], 'socket(AF_UNIX, SOCK_STREAM, 0)         = 3'],
  ['socket', [1, 526338, 0], [], 'socket(AF_UNIX, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = 4'],
  [
    'socket',
    [99, 77, 5],
    [],
    'socket(0x63 /* AF_??? */, 0x4d /* SOCK_??? */, 5) = -1 EINVAL (Invalid argument)',
  ],
  [
    'socket',
    [1, 261, 0],
    [],
    'socket(AF_UNIX, SOCK_SEQPACKET|0x100 /* SOCK_??? */, 0) = -1 EINVAL (Invalid argument)',
  ],
  ['socket', [1, 3, 1], [], 'socket(AF_UNIX, SOCK_RAW, 1)            = 5'],
  [
    'socket',
    [0, 0, 0],
    [],
    'socket(AF_UNSPEC, 0, 0)                 = -1 EAFNOSUPPORT (Address family not supported by protocol)',
  ],
  [
    'socket',
    [1, 10, 0],
    [],
    'socket(AF_UNIX, SOCK_PACKET, 0)         = -1 ESOCKTNOSUPPORT (Socket type not supported)',
  ],
  ['socketpair', [1, 1, 0, 0x10000000], [], 'socketpair(AF_UNIX, SOCK_STREAM, 0, [6, 7]) = 0'],
  ['socketpair', [1, 2, 0, 0], [], 'socketpair(AF_UNIX, SOCK_DGRAM, 0, NULL) = -1 EFAULT (Bad address)'],
  [
    'socketpair',
    [1, 119, 0, 0x10000000],
    [],
    'socketpair(AF_UNIX, 0x77 /* SOCK_??? */, 0, 0x10000000) = -1 EINVAL (Invalid argument)',
  ],
  [
    'bind',
    [3, 0x10000100, 7],
    [[0x10000100, '01000061626301']],
    'bind(3, {sa_family=AF_UNIX, sun_path=@"abc\\1"}, 7) = 0',
  ],
  ['bind', [3, 0x10000100, 2], [], 'bind(3, {sa_family=AF_UNIX}, 2)         = 0'],
  ['bind', [3, 0x10000100, 1], [], 'bind(3, 0x10000100, 1)                  = -1 EINVAL (Invalid argument)'],
  ['bind', [3, 0, 5], [], 'bind(3, NULL, 5)                        = -1 EFAULT (Bad address)'],
  ['bind', [3, 8, 5], [], 'bind(3, 0x8, 5)                         = -1 EFAULT (Bad address)'],
  ['bind', [3, 0x10000100, -1], [], 'bind(3, 0x10000100, -1)                 = -1 EINVAL (Invalid argument)'],
  [
    'bind',
    [3, 0x10000100, 200],
    [
      [
        0x10000100,
        '010000616263010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'bind(3, {sa_family=AF_UNIX, sun_path=@"abc\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0"}, 200) = -1 EINVAL (Invalid argument)',
  ],
  [
    'bind',
    [3, 0x10000100, 3],
    [],
    'bind(3, {sa_family=AF_UNIX, sun_path=@""}, 3) = -1 EINVAL (Invalid argument)',
  ],
  [
    'bind',
    [-1, 0x10000100, 5],
    [[0x10000100, '01002f746d702f7800']],
    'bind(-1, {sa_family=AF_UNIX, sun_path="/tm"}, 5) = -1 EBADF (Bad file descriptor)',
  ],
  [
    'bind',
    [3, 0x10000100, 110],
    [],
    'bind(3, {sa_family=AF_UNIX, sun_path="/tmp/x"}, 110) = -1 EINVAL (Invalid argument)',
  ],
  ['listen', [3, 5], [], 'listen(3, 5)                            = 0'],
  ['listen', [3, -1], [], 'listen(3, -1)                           = 0'],
  ['socket', [1, 1, 0], [], 'socket(AF_UNIX, SOCK_STREAM, 0)         = 8'],
  [
    'connect',
    [8, 0x10000100, 7],
    [
      [
        0x10000100,
        '010000616263010000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'connect(8, {sa_family=AF_UNIX, sun_path=@"abc\\1"}, 7) = 0',
  ],
  [
    'connect',
    [8, 0x10000100, 2],
    [[0x10000100, '0000']],
    'connect(8, {sa_family=AF_UNSPEC}, 2)    = -1 EINVAL (Invalid argument)',
  ],
  [
    'accept',
    [3, 0x10000200, 0x10000400],
    [[0x10000400, '6e000000']],
    'accept(3, {sa_family=AF_UNIX}, [110 => 2]) = 9',
  ],
  [
    'accept4',
    [99, 0, 0, 526336],
    [],
    'accept4(99, NULL, NULL, SOCK_CLOEXEC|SOCK_NONBLOCK) = -1 EBADF (Bad file descriptor)',
  ],
  [
    'accept4',
    [3, 0, 0, 17],
    [],
    'accept4(3, NULL, NULL, 0x11 /* SOCK_??? */) = -1 EINVAL (Invalid argument)',
  ],
  [
    'getsockname',
    [3, 0x10000200, 0x10000400],
    [[0x10000400, '6e000000']],
    'getsockname(3, {sa_family=AF_UNIX, sun_path=@"abc\\1"}, [110 => 7]) = 0',
  ],
  [
    'getpeername',
    [8, 0x10000200, 0x10000400],
    [[0x10000400, '03000000']],
    'getpeername(8, {sa_family=AF_UNIX, sun_path=@""}, [3 => 7]) = 0',
  ],
  [
    'getsockname',
    [3, 0x10000200, 0x10000400],
    [[0x10000400, '00000000']],
    'getsockname(3, 0x10000200, [0 => 7])    = 0',
  ],
  [
    'getsockname',
    [3, 0x10000200, 0x10000400],
    [[0x10000400, 'ffffffff']],
    'getsockname(3, 0x10000200, [-1])        = -1 EINVAL (Invalid argument)',
  ],
  [
    'getsockname',
    [3, 0x10000200, 0x10000400],
    [[0x10000400, '02000000']],
    'getsockname(3, {sa_family=AF_UNIX}, [2 => 7]) = 0',
  ],
  [
    'getsockname',
    [3, 0x10000200, 8],
    [],
    'getsockname(3, 0x10000200, 0x8)         = -1 EFAULT (Bad address)',
  ],
  ['getsockname', [3, 0, 0], [], 'getsockname(3, NULL, NULL)              = -1 EFAULT (Bad address)'],
  [
    'getpeername',
    [3, 0x10000200, 0x10000400],
    [[0x10000400, '07000000']],
    'getpeername(3, 0x10000200, [7])         = -1 ENOTCONN (Transport endpoint is not connected)',
  ],
  ['shutdown', [8, 0], [], 'shutdown(8, SHUT_RD)                    = 0'],
  ['shutdown', [8, 1], [], 'shutdown(8, SHUT_WR)                    = 0'],
  ['shutdown', [8, 2], [], 'shutdown(8, SHUT_RDWR)                  = 0'],
  ['shutdown', [8, 3], [], 'shutdown(8, 0x3 /* SHUT_??? */)         = -1 EINVAL (Invalid argument)'],
  [
    'sendto',
    [6, 0x10000600, 5, 0, 0, 0],
    [[0x10000600, '68656c6c6f']],
    'sendto(6, "hello", 5, 0, NULL, 0)       = 5',
  ],
  [
    'sendto',
    [6, 0x10000600, 5, 16592, 0x10000100, 7],
    [[0x10000100, '01000061626301']],
    'sendto(6, "hello", 5, MSG_PROBE|MSG_DONTWAIT|MSG_EOR|MSG_NOSIGNAL, {sa_family=AF_UNIX, sun_path=@"abc\\1"}, 7) = -1 EISCONN (Transport endpoint is already connected)',
  ],
  ['sendto', [6, 8, 5, 0, 0, 0], [], 'sendto(6, 0x8, 5, 0, NULL, 0)           = -1 EFAULT (Bad address)'],
  ['sendto', [6, 0x10000600, 1, -2147483648, 0, 0], [], 'sendto(6, "h", 1, MSG_CMSG_COMPAT, NULL, 0) = 1'],
  ['recvfrom', [7, 0x10000600, 3, 34, 0, 0], [], 'recvfrom(7, "hel", 3, MSG_PEEK|MSG_TRUNC, NULL, NULL) = 3'],
  [
    'recvfrom',
    [7, 0x10000600, 100, 0, 0x10000200, 0x10000400],
    [[0x10000400, '6e000000']],
    'recvfrom(7, "helloh", 100, 0, 0x10000200, [110 => 0]) = 6',
  ],
  [
    'recvfrom',
    [7, 0x10000600, 100, 64, 0x10000200, 0x10000400],
    [[0x10000400, '32000000']],
    'recvfrom(7, 0x10000600, 100, MSG_DONTWAIT, 0x10000200, [50]) = -1 EAGAIN (Resource temporarily unavailable)',
  ],
  ['socket', [1, 2, 0], [], 'socket(AF_UNIX, SOCK_DGRAM, 0)          = 10'],
  [
    'bind',
    [10, 0x10000100, 5],
    [[0x10000100, '0100006464000000000000000000']],
    'bind(10, {sa_family=AF_UNIX, sun_path=@"dd"}, 5) = 0',
  ],
  [
    'sendto',
    [4, 0x10000600, 2, 0, 0x10000100, 5],
    [],
    'sendto(4, "he", 2, 0, {sa_family=AF_UNIX, sun_path=@"dd"}, 5) = 2',
  ],
  [
    'recvfrom',
    [10, 0x10000600, 1, 32, 0x10000200, 0x10000400],
    [[0x10000400, '6e000000']],
    'recvfrom(10, "h", 1, MSG_TRUNC, 0x10000200, [110 => 0]) = 2',
  ],
  [
    'bind',
    [4, 0x10000100, 6],
    [[0x10000100, '010000656565']],
    'bind(4, {sa_family=AF_UNIX, sun_path=@"eee"}, 6) = 0',
  ],
  [
    'sendto',
    [4, 0x10000600, 2, 0, 0x10000100, 5],
    [[0x10000100, '0100006464']],
    'sendto(4, "he", 2, 0, {sa_family=AF_UNIX, sun_path=@"dd"}, 5) = 2',
  ],
  [
    'recvfrom',
    [10, 0x10000600, 10, 0, 0x10000200, 0x10000400],
    [[0x10000400, '03000000']],
    'recvfrom(10, "he", 10, 0, {sa_family=AF_UNIX, sun_path=@""}, [3 => 6]) = 2',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [0x10000700, '0006001000000000030000000000000003060010000000000200000000000000'],
      [0x10000600, '6162636465'],
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_controllen=0, msg_flags=0}, 0) = 5',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 32768],
    [
      [
        0x10000300,
        '0001001000000000050000000000000000070010000000000200000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'sendmsg(6, {msg_name={sa_family=AF_UNIX, sun_path=@"dd"}, msg_namelen=5, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_controllen=0, msg_flags=0}, MSG_MORE) = -1 EISCONN (Transport endpoint is already connected)',
  ],
  [
    'sendmsg',
    [4, 0x10000300, 0],
    [],
    'sendmsg(4, {msg_name={sa_family=AF_UNIX, sun_path=@"dd"}, msg_namelen=5, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_controllen=0, msg_flags=0}, 0) = 5',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000050000000000000000070010000000000200000000000000000400100000000038000000000000000000000000000000',
      ],
      [
        0x10000400,
        '1800000000000000010000000100000000000000010000001c00000000000000010000000200000000000000000000000000000000000000',
      ],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=5, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[0, 1]}, {cmsg_len=28, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS, cmsg_data={pid=0, uid=0, gid=0}}], msg_controllen=56, msg_flags=0}, 0) = -1 ESRCH (No such process)',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000400100000000018000000000000000000000000000000',
      ],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[0, 1]}], msg_controllen=24, msg_flags=0}, 0) = 5',
  ],
  [
    'recvmsg',
    [7, 0x10000300, 0],
    [
      [0x10000740, '00020010000000003200000000000000'],
      [
        0x10000300,
        '00080010000000006e0000000000000040070010000000000100000000000000000400100000000000010000000000000000000000000000',
      ],
    ],
    'recvmsg(7, {msg_name=0x10000800, msg_namelen=110 => 0, msg_iov=[{iov_base="abcdeabcde", iov_len=50}], msg_iovlen=1, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[11, 12]}], msg_controllen=24, msg_flags=0}, 0) = 10',
  ],
  [
    'recvmsg',
    [7, 0x10000300, 64],
    [
      [
        0x10000300,
        '00080010000000006e0000000000000040070010000000000100000000000000000400100000000000010000000000000000000000000000',
      ],
    ],
    'recvmsg(7, {msg_namelen=110}, MSG_DONTWAIT) = -1 EAGAIN (Resource temporarily unavailable)',
  ],
  [
    'recvmsg',
    [10, 0x10000300, 0],
    [
      [
        0x10000300,
        '00080010000000006e0000000000000040070010000000000100000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'recvmsg(10, {msg_name={sa_family=AF_UNIX, sun_path=@"eee"}, msg_namelen=110 => 6, msg_iov=[{iov_base="abcde", iov_len=50}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, 0) = 5',
  ],
  ['recvmsg', [7, 8, 0], [], 'recvmsg(7, 0x8, 0)                      = -1 EFAULT (Bad address)'],
  ['sendmsg', [7, 0, 0], [], 'sendmsg(7, NULL, 0)                     = -1 EFAULT (Bad address)'],
  [
    'setsockopt',
    [7, 1, 16, 0x10000000, 4],
    [[0x10000000, '01000000']],
    'setsockopt(7, SOL_SOCKET, SO_PASSCRED, [1], 4) = 0',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000400100000000018000000000000000000000000000000',
      ],
      [0x10000400, '180000000000000001000000010000000000000001000000'],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=[{cmsg_len=24, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[0, 1]}], msg_controllen=24, msg_flags=0}, 0) = 5',
  ],
  [
    'recvmsg',
    [7, 0x10000300, 0x40000000],
    [
      [
        0x10000300,
        '00080010000000006e0000000000000040070010000000000100000000000000000400100000000014000000000000000000000000000000',
      ],
    ],
    'recvmsg(7, {msg_name=0x10000800, msg_namelen=110 => 0, msg_iov=[{iov_base="abcde", iov_len=50}], msg_iovlen=1, msg_control=[{cmsg_len=20, cmsg_level=SOL_SOCKET, cmsg_type=SCM_CREDENTIALS}], msg_controllen=20, msg_flags=MSG_CTRUNC|MSG_CMSG_CLOEXEC}, MSG_CMSG_CLOEXEC) = 5',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000400100000000018000000000000000000000000000000',
      ],
      [0x10000400, 'f40100000000000001000000010000000000000001000000'],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=[{cmsg_len=500, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS, cmsg_data=[0, 1]}], msg_controllen=24, msg_flags=0}, 0) = -1 EINVAL (Invalid argument)',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000400100000000018000000000000000000000000000000',
      ],
      [0x10000400, '030000000000000001000000010000000000000001000000'],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=[{cmsg_len=3, cmsg_level=SOL_SOCKET, cmsg_type=SCM_RIGHTS}, ... /* 0x10000410 */], msg_controllen=24, msg_flags=0}, 0) = -1 EINVAL (Invalid argument)',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000400100000000018000000000000000000000000000000',
      ],
      [0x10000400, '1600000000000000010000004d0000000000000001000000'],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=[{cmsg_len=22, cmsg_level=SOL_SOCKET, cmsg_type=0x4d /* SCM_??? */}], msg_controllen=24, msg_flags=0}, 0) = -1 EINVAL (Invalid argument)',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000400100000000018000000000000000000000000000000',
      ],
      [0x10000400, '1600000000000000290000004d0000000000000001000000'],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=[{cmsg_len=22, cmsg_level=SOL_IPV6, cmsg_type=0x4d}], msg_controllen=24, msg_flags=0}, 0) = 5',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000080000000000000018000000000000000000000000000000',
      ],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_control=0x8, msg_controllen=24, msg_flags=0}, 0) = -1 EFAULT (Bad address)',
  ],
  [
    'sendmsg',
    [6, 0x10000300, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000000000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'sendmsg(6, {msg_name=NULL, msg_namelen=0, msg_iov=[], msg_iovlen=0, msg_controllen=0, msg_flags=0}, 0) = 0',
  ],
  [
    'setsockopt',
    [7, 1, 16, 0x10000000, 4],
    [[0x10000000, '00000000']],
    'setsockopt(7, SOL_SOCKET, SO_PASSCRED, [0], 4) = 0',
  ],
  ['recvfrom', [7, 0x10000200, 100, 64, 0, 0], [], 'recvfrom(7, "abcde", 100, MSG_DONTWAIT, NULL, NULL) = 5'],
  [
    'sendmmsg',
    [6, 0x10000300, 2, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000700100000000001000000000000000000000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'sendmmsg(6, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_controllen=0, msg_flags=0}, msg_len=5}, {msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=3}], 2, 0) = 2',
  ],
  [
    'recvmmsg',
    [7, 0x10000300, 2, 65536, 0],
    [
      [0x10000780, '0002001000000000030000000000000032020010000000003200000000000000'],
      [
        0x10000300,
        '0000000000000000000000000000000080070010000000000100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000900700100000000001000000000000000000000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'recvmmsg(7, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=3}, {msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="deabc", iov_len=50}], msg_iovlen=1, msg_controllen=0, msg_flags=0}, msg_len=5}], 2, MSG_WAITFORONE, NULL) = 2',
  ],
  [
    'recvmmsg',
    [7, 0x10000300, 2, 64, 0],
    [],
    'recvmmsg(7, 0x10000300, 2, MSG_DONTWAIT, NULL) = -1 EAGAIN (Resource temporarily unavailable)',
  ],
  [
    'recvmmsg',
    [7, 0x10000300, 2, 64, 0x10000000],
    [[0x10000000, '01000000000000000500000000000000']],
    'recvmmsg(7, 0x10000300, 2, MSG_DONTWAIT, {tv_sec=1, tv_nsec=5}) = -1 EAGAIN (Resource temporarily unavailable)',
  ],
  [
    'sendmmsg',
    [-1, 0x10000300, 2, 0],
    [
      [
        0x10000300,
        '0000000000000000000000000000000000070010000000000200000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000700100000000001000000000000000000000000000000000000000000000000000000000000000000000000000000',
      ],
    ],
    'sendmmsg(-1, [{msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}, {iov_base="de", iov_len=2}], msg_iovlen=2, msg_controllen=0, msg_flags=0}}, {msg_hdr={msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base="abc", iov_len=3}], msg_iovlen=1, msg_controllen=0, msg_flags=0}}], 2, 0) = -1 EBADF (Bad file descriptor)',
  ],
  ['sendmmsg', [6, 8, 2, 0], [], 'sendmmsg(6, 0x8, 2, 0)                  = -1 EFAULT (Bad address)'],
  ['sendmmsg', [6, 0x10000300, 0, 0], [], 'sendmmsg(6, [], 0, 0)                   = 0'],
  ['recvmmsg', [7, 0x10000300, 0, 0, 0], [], 'recvmmsg(7, [], 0, 0, NULL)             = 0 (Timeout)'],
  [
    'setsockopt',
    [6, 1, 7, 0x10000000, 4],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, SO_SNDBUF, [1], 4) = 0',
  ],
  [
    'setsockopt',
    [6, 1, 20, 0x10000000, 16],
    [[0x10000000, '0300000000000000f401000000000000']],
    'setsockopt(6, SOL_SOCKET, SO_RCVTIMEO_OLD, "\\3\\0\\0\\0\\0\\0\\0\\0\\364\\1\\0\\0\\0\\0\\0\\0", 16) = 0',
  ],
  [
    'setsockopt',
    [6, 1, 21, 0x10000000, 8],
    [[0x10000000, '0300000000000000f401000000000000']],
    'setsockopt(6, SOL_SOCKET, SO_SNDTIMEO_OLD, "\\3\\0\\0\\0\\0\\0\\0\\0", 8) = -1 EINVAL (Invalid argument)',
  ],
  [
    'setsockopt',
    [6, 1, 13, 0x10000000, 8],
    [[0x10000000, '0100000005000000']],
    'setsockopt(6, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, 8) = 0',
  ],
  [
    'setsockopt',
    [6, 1, 13, 0x10000000, 4],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, SO_LINGER, 0x10000000, 4) = -1 EINVAL (Invalid argument)',
  ],
  [
    'setsockopt',
    [6, 1, 99, 0x10000000, 4],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, 0x63 /* SO_??? */, [1], 4) = -1 ENOPROTOOPT (Protocol not available)',
  ],
  [
    'setsockopt',
    [6, 77, 1, 0x10000000, 4],
    [[0x10000000, '01000000']],
    'setsockopt(6, 0x4d /* SOL_?? */, 1, [1], 4) = -1 EOPNOTSUPP (Operation not supported)',
  ],
  [
    'setsockopt',
    [6, 1, 3, 0x10000000, 4],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, SO_TYPE, [1], 4) = -1 ENOPROTOOPT (Protocol not available)',
  ],
  [
    'setsockopt',
    [6, 1, 16, 0, 4],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, SO_PASSCRED, NULL, 4) = -1 EFAULT (Bad address)',
  ],
  [
    'setsockopt',
    [6, 1, 16, 0x10000000, 2],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, SO_PASSCRED, 0x10000000, 2) = -1 EINVAL (Invalid argument)',
  ],
  [
    'setsockopt',
    [6, 1, 16, 0x10000000, 8],
    [[0x10000000, '00000000']],
    'setsockopt(6, SOL_SOCKET, SO_PASSCRED, [0], 8) = 0',
  ],
  [
    'setsockopt',
    [6, 1, 16, 0x10000000, -1],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, SO_PASSCRED, 0x10000000, -1) = -1 EINVAL (Invalid argument)',
  ],
  [
    'setsockopt',
    [6, 1, 42, 0x10000000, 4],
    [[0x10000000, 'ffffffff']],
    'setsockopt(6, SOL_SOCKET, SO_PEEK_OFF, [-1], 4) = 0',
  ],
  [
    'setsockopt',
    [6, 1, 20, 8, 16],
    [[0x10000000, '01000000']],
    'setsockopt(6, SOL_SOCKET, SO_RCVTIMEO_OLD, 0x8, 16) = -1 EFAULT (Bad address)',
  ],
  [
    'getsockopt',
    [6, 1, 1, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_DEBUG, [0], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 2, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_REUSEADDR, [0], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 3, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_TYPE, [1], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 4, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_ERROR, [0], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 7, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_SNDBUF, [4608], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 8, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_RCVBUF, [212992], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 13, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, [100 => 8]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 16, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_PASSCRED, [0], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 18, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_RCVLOWAT, [1], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 19, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_SNDLOWAT, [1], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 20, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_RCVTIMEO_OLD, "\\3\\0\\0\\0\\0\\0\\0\\0\\240\\17\\0\\0\\0\\0\\0\\0", [100 => 16]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 28, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_PEERNAME, 0x10000000, [100]) = -1 EINVAL (Invalid argument)',
  ],
  [
    'getsockopt',
    [6, 1, 30, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_ACCEPTCONN, [0], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 38, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_PROTOCOL, [0], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 39, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_DOMAIN, [1], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 42, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_PEEK_OFF, [-1], [100 => 4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 59, 0x10000000, 0x10000400],
    [[0x10000400, '64000000']],
    'getsockopt(6, SOL_SOCKET, SO_PEERGROUPS, 0x10000000, [100 => 0]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 3, 0x10000000, 0x10000400],
    [[0x10000400, '02000000']],
    'getsockopt(6, SOL_SOCKET, SO_TYPE, "\\1\\0", [2]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 20, 0x10000000, 0x10000400],
    [[0x10000400, '04000000']],
    'getsockopt(6, SOL_SOCKET, SO_RCVTIMEO_OLD, [3], [4]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 3, 0x10000000, 0x10000400],
    [[0x10000400, 'ffffffff']],
    'getsockopt(6, SOL_SOCKET, SO_TYPE, 0x10000000, [-1]) = -1 EINVAL (Invalid argument)',
  ],
  [
    'getsockopt',
    [6, 1, 99, 0x10000000, 0x10000400],
    [[0x10000400, '04000000']],
    'getsockopt(6, SOL_SOCKET, 0x63 /* SO_??? */, 0x10000000, [4]) = -1 ENOPROTOOPT (Protocol not available)',
  ],
  [
    'getsockopt',
    [6, 1, 13, 0x10000000, 0x10000400],
    [[0x10000400, '08000000']],
    'getsockopt(6, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=5}, [8]) = 0',
  ],
  [
    'getsockopt',
    [6, 1, 13, 0x10000000, 0x10000400],
    [[0x10000400, '04000000']],
    'getsockopt(6, SOL_SOCKET, SO_LINGER, {l_onoff=1}, [4]) = 0',
  ],
  [
    'getsockopt',
    [6, 77, 1, 0x10000000, 0x10000400],
    [[0x10000400, '04000000']],
    'getsockopt(6, 0x4d /* SOL_?? */, 1, 0x10000000, [4]) = -1 EOPNOTSUPP (Operation not supported)',
  ],
  [
    'getsockopt',
    [6, 1, 3, 0x10000000, 0],
    [],
    'getsockopt(6, SOL_SOCKET, SO_TYPE, 0x10000000, NULL) = -1 EFAULT (Bad address)',
  ],
  [
    'getsockopt',
    [6, 1, 3, 0, 0x10000400],
    [[0x10000400, '04000000']],
    'getsockopt(6, SOL_SOCKET, SO_TYPE, NULL, [4]) = -1 EFAULT (Bad address)',
  ],
  [
    'getsockopt',
    [4, 1, 17, 0x10000000, 0x10000400],
    [[0x10000400, '0c000000']],
    'getsockopt(4, SOL_SOCKET, SO_PEERCRED, {pid=0, uid=-1, gid=-1}, [12]) = 0',
  ],
  [
    'getsockopt',
    [4, 1, 17, 0x10000000, 0x10000400],
    [[0x10000400, '04000000']],
    'getsockopt(4, SOL_SOCKET, SO_PEERCRED, {pid=0}, [4]) = 0',
  ],
]
