declare module 'virtual:source-lines' {
  /** Lines of declarations, by "path#symbol". */
  const lines: Readonly<Record<string, number>>
  export default lines
}

declare module 'virtual:examples' {
  /** The texts of the teaching scenarios, by the names of their files. */
  const examples: Readonly<Record<string, string>>
  export default examples
}

declare module 'virtual:linux' {
  /** What Linux made of them. */
  const recorded: import('./examples.ts').Recorded
  export default recorded
}

declare module 'virtual:guest-files' {
  /** The addresses of what the machine of the terminal has to begin with, by name. */
  const addresses: Readonly<Record<import('./terminal/shell-machine.ts').Provided, string>>
  export default addresses
}
