// Assertions about the sentry itself. What a guest sends is never asserted: that is an errno.

/** Throws if something that the sentry owes itself does not hold. Keep `condition` cheap; it is always evaluated. */
export function invariant(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`invariant broken: ${what}`)
}
