// The modes of a terminal (include/uapi/asm-generic/termbits.h, termios.h; termios(3)). The same on x86-64 and riscv64.

import { defineStruct, type StructValue } from './struct.ts'
import { byteArray, u8, u16, u32 } from './struct-fields.ts'

// c_iflag: what becomes of input.
export const IGNBRK = 0o1
export const BRKINT = 0o2
export const IGNPAR = 0o4
export const PARMRK = 0o10
export const INPCK = 0o20
export const ISTRIP = 0o40
export const INLCR = 0o100
export const IGNCR = 0o200
export const ICRNL = 0o400
export const IUCLC = 0o1000
export const IXON = 0o2000
export const IXANY = 0o4000
export const IXOFF = 0o10000
export const IMAXBEL = 0o20000
export const IUTF8 = 0o40000

// c_oflag: what becomes of output.
export const OPOST = 0o1
export const OLCUC = 0o2
export const ONLCR = 0o4
export const OCRNL = 0o10
export const ONOCR = 0o20
export const ONLRET = 0o40
/** The bits that say what becomes of tabs, and the value by which they become blanks. */
export const TABDLY = 0o14000
export const XTABS = 0o14000

// c_cflag: the line.
export const CBAUD = 0o10017
export const B38400 = 0o17
/** The speed is not one of the B* constants: it is in c_ospeed. */
export const BOTHER = 0o10000
export const CSIZE = 0o60
export const CS8 = 0o60
export const CREAD = 0o200
export const PARENB = 0o400
export const HUPCL = 0o2000
export const CIBAUD = 0o2003600000
/** By how many bits the input's speed is above the output's. */
export const IBSHIFT = 16

// c_lflag: lines, echo, signals.
export const ISIG = 0o1
export const ICANON = 0o2
export const ECHO = 0o10
export const ECHOE = 0o20
export const ECHOK = 0o40
export const ECHONL = 0o100
export const NOFLSH = 0o200
export const TOSTOP = 0o400
export const ECHOCTL = 0o1000
export const ECHOPRT = 0o2000
export const ECHOKE = 0o4000
export const IEXTEN = 0o100000
export const EXTPROC = 0o200000

// Indices of c_cc: the special characters, of which 0 stands for none, and the two numbers of raw reads.
export const VINTR = 0
export const VQUIT = 1
export const VERASE = 2
export const VKILL = 3
export const VEOF = 4
/** Tenths of a second. */
export const VTIME = 5
/** Bytes. */
export const VMIN = 6
export const VSWTC = 7
export const VSTART = 8
export const VSTOP = 9
export const VSUSP = 10
export const VEOL = 11
export const VREPRINT = 12
export const VDISCARD = 13
export const VWERASE = 14
export const VLNEXT = 15
export const VEOL2 = 16
/** Elements of c_cc. */
export const NCCS = 19
/** Elements of the c_cc of `struct termio`. */
export const NCC = 8

const MODES = { c_iflag: u32, c_oflag: u32, c_cflag: u32, c_lflag: u32, c_line: u8 } as const

/** `struct termios` as the kernel has it: TCGETS, TCSETS. */
const TERMIOS_FIELDS = { ...MODES, c_cc: byteArray(NCCS) } as const
export const TERMIOS = defineStruct('termios', 36, TERMIOS_FIELDS)

/** `struct termios2`: with speeds in bits a second: TCGETS2, TCSETS2. */
const TERMIOS2_FIELDS = { ...TERMIOS_FIELDS, c_ispeed: u32, c_ospeed: u32 } as const
export const TERMIOS2 = defineStruct('termios2', 44, TERMIOS2_FIELDS)
export type Termios = StructValue<typeof TERMIOS2_FIELDS>

/** `struct termio`: the lower halves of the flags: TCGETA, TCSETA. */
const TERMIO_FIELDS = {
  c_iflag: u16,
  c_oflag: u16,
  c_cflag: u16,
  c_lflag: u16,
  c_line: u8,
  c_cc: byteArray(NCC),
} as const
export const TERMIO = defineStruct('termio', 18, TERMIO_FIELDS)

const WINSIZE_FIELDS = { ws_row: u16, ws_col: u16, ws_xpixel: u16, ws_ypixel: u16 } as const

/** `struct winsize`: rows and columns; pixels. */
export const WINSIZE = defineStruct('winsize', 8, WINSIZE_FIELDS)
export type Winsize = StructValue<typeof WINSIZE_FIELDS>
