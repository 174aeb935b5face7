// What the kernel logs to: the part of pino's interface that it uses, so that a pino logger fits as it is.

/** Writes one record; the first argument holds its fields. */
export type LogMethod = (fields: object, message: string) => void

export interface Logger {
  debug: LogMethod
  info: LogMethod
  warn: LogMethod
  error: LogMethod
  /** A logger that adds `bindings` to each record. */
  child(bindings: object): Logger
}

const nothing: LogMethod = () => {}

/** Logs nothing. */
export const NO_LOG: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  child: () => NO_LOG,
}
