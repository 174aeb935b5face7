// Parameters of eventfd, ioctl, splice and their kin, as strace(1) shows them.

import type { ParamDecoder } from '../spec.ts'

/** A C unsigned int. */
export function uint(declaration: string): ParamDecoder {
  return { declaration, output: false, decode: (d, i) => String(d.args.uint(i)) }
}
