// Which view of the page is shown: the address says it.

import { computed, signal } from '@preact/signals'

export const TERMINAL_FRAGMENT = '#terminal'

export type View = 'scenario' | 'terminal'

const fragment = signal(location.hash)
export const view = computed((): View => (fragment.value === TERMINAL_FRAGMENT ? 'terminal' : 'scenario'))

/** Reads the address anew. @returns the view it is of */
export function showAddress(): View {
  fragment.value = location.hash
  return view.value
}
