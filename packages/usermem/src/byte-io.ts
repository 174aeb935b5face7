// Plain readers and writers of host arrays (Go's io.Reader and io.Writer), which safemem's adapters convert.

import type { Transfer } from './transfer.ts'

/** A source of bytes for a host array. */
export interface ByteReader {
  /** Fills the start of `dst`. At the end of the source: 0 bytes and END_OF_FILE. `dst` is not kept. */
  read(dst: Uint8Array): Transfer
}

/** A sink of bytes from a host array. */
export interface ByteWriter {
  /** Takes the bytes of `src`; fewer than all only with an error. `src` is not kept. */
  write(src: Uint8Array): Transfer
}
