// Screen: xterm.js, in the colours and the size of the page.

import { FitAddon } from '@xterm/addon-fit'
import { type ITheme, Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'
import type { Size } from './shell-machine.ts'

const DARK = '(prefers-color-scheme: dark)'
/** Colours 0 to 15 that can be read on the ground of the page, by day and by night. */
const COLOURS = {
  light: {
    black: '#1b1f26',
    red: '#b3261e',
    green: '#1b6e3c',
    yellow: '#7d5700',
    blue: '#2458b8',
    magenta: '#8a3a9c',
    cyan: '#0b6b75',
    white: '#59636f',
  },
  dark: {
    black: '#59636f',
    red: '#ff8a80',
    green: '#7bd49b',
    yellow: '#e8c98f',
    blue: '#7fb0ff',
    magenta: '#d8a0e6',
    cyan: '#7fd4de',
    white: '#e4e8ee',
  },
} as const

/** On a phone, 80 columns are too many in any case. */
const NARROW = 600

export interface ScreenEvents {
  onTyped(text: string): void
  onResize(size: Size): void
}

export class Screen {
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly #observer: ResizeObserver
  readonly #dark = matchMedia(DARK)

  constructor(parent: HTMLElement, { onTyped, onResize }: ScreenEvents) {
    this.#terminal = new Terminal({
      cursorBlink: false,
      fontFamily: getComputedStyle(parent).getPropertyValue('--mono'),
      fontSize: parent.clientWidth < NARROW ? 12 : 14,
      lineHeight: 1.15,
      scrollback: 5000,
      minimumContrastRatio: 4.5,
      theme: this.#theme(parent),
    })
    this.#terminal.loadAddon(this.#fit)
    this.#terminal.open(parent)
    this.#terminal.attachCustomKeyEventHandler((event) => !this.#isOfThePage(event))
    this.#terminal.onData(onTyped)
    this.#terminal.onResize(({ cols, rows }) => onResize({ cols, rows }))
    this.#dark.addEventListener('change', () => {
      this.#terminal.options.theme = this.#theme(parent)
    })
    this.#observer = new ResizeObserver(() => {
      if (parent.clientWidth > 0) this.#fit.fit()
    })
    this.#observer.observe(parent)
    this.#fit.fit()
  }

  get size(): Size {
    const { cols, rows } = this.#terminal
    return { cols, rows }
  }

  /** Shows bytes. Resolves when they are on the screen. */
  write(bytes: Uint8Array | string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(bytes, resolve))
  }

  reset(): void {
    this.#terminal.reset()
  }

  focus(): void {
    this.#terminal.focus()
  }

  /** Whether what is shown is read out to people who do not see it. */
  set readOut(on: boolean) {
    this.#terminal.options.screenReaderMode = on
  }

  /**
   * Keys that do here what they do everywhere: Tab goes on to the next part of the page (Ctrl-I types one), Ctrl-V pastes,
   * Ctrl-C copies what is selected.
   */
  #isOfThePage({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
    if (key === 'Tab') return true
    if (!ctrlKey || altKey || metaKey) return false
    return key === 'v' || (key === 'c' && this.#terminal.hasSelection())
  }

  #theme(parent: HTMLElement): ITheme {
    const style = getComputedStyle(parent)
    const [background, foreground] = [style.backgroundColor, style.color]
    const colours = COLOURS[this.#dark.matches ? 'dark' : 'light']
    const bright = Object.entries(colours).map(([name, colour]) => [
      `bright${name[0]?.toUpperCase()}${name.slice(1)}`,
      colour,
    ])
    return {
      ...colours,
      ...Object.fromEntries(bright),
      background,
      foreground,
      cursor: foreground,
      cursorAccent: background,
      selectionBackground: this.#dark.matches ? '#2c4474' : '#cfe0ff',
    }
  }
}
