// FileOwner: who is told of what happens to an open file without asking: F_SETOWN of fcntl(2). Linux: struct fown_struct.

export interface FileOwner {
  /** Sends the signal, if there still is somebody. */
  signal(signal: number): void
}
