// Raw system calls of the host, by way of koffi: the only place that knows of it.

/** Makes a system call of the host. @returns its value, or -errno; a bigint where a number is not exact. */
export type RawSyscall = (number: number, args: readonly (number | bigint)[]) => number | bigint

/** Memory of this process as an array; it must stay mapped. */
export type RawMemory = (at: number, length: number) => ArrayBuffer

export interface Raw {
  readonly syscall: RawSyscall
  readonly memory: RawMemory
}

const LARGEST = 2n ** 64n

/** What a register holds: koffi wants what is unsigned to be so. */
function register(value: number | bigint | undefined): number | bigint {
  if (value === undefined) return 0
  if (value >= 0) return value
  return BigInt(value) + LARGEST
}

/** @throws Error, one line, if there is no way to make system calls here. */
export async function loadRaw(): Promise<Raw> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `the host's kernel can be asked on Linux on x86-64 only, not on ${process.platform} ${process.arch}`,
    )
  }
  const koffi = await import('koffi').catch(() => {
    throw new Error('the optional package koffi, which makes system calls of the host, is not installed')
  })
  const { default: ffi } = koffi
  const call = ffi
    .load(null)
    .func(
      'int64_t syscall(int64_t nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f)',
    )
  return {
    syscall(number, [a, b, c, d, e, f]) {
      const result = call(
        number,
        register(a),
        register(b),
        register(c),
        register(d),
        register(e),
        register(f),
      )
      return result === -1 ? -ffi.errno() : result
    },
    memory: (at, length) => ffi.view(BigInt(at), length),
  }
}
