// What a byte is to a terminal: the kernel's own classes, which take bytes above 127 for Latin-1. Linux: lib/ctype.c,
// include/linux/ctype.h.

/** ECMA-48 C0, and DEL; not C1. */
export function isControl(c: number): boolean {
  return c < 32 || c === 127
}

function isUpper(c: number): boolean {
  return (c >= 65 && c <= 90) || (c >= 192 && c <= 222 && c !== 215)
}

function isLower(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 223 && c !== 247)
}

export function isAlphanumeric(c: number): boolean {
  return isUpper(c) || isLower(c) || (c >= 48 && c <= 57)
}

export function toLower(c: number): number {
  return isUpper(c) ? c + 32 : c
}

export function toUpper(c: number): number {
  return isLower(c) ? c - 32 : c
}
