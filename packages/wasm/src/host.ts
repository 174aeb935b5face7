// As much of the standard WebAssembly as is used here; a core package must not depend on the DOM's types.

/** Memory of generated code. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer
  grow(delta: number): number
}

/** A table of functions. */
export interface WasmTable {
  readonly length: number
  grow(delta: number): number
  set(index: number, value: object | null): void
}

declare const WebAssembly: {
  Memory: new (descriptor: { initial: number; maximum: number }) => WasmMemory
  Table: new (descriptor: { element: 'anyfunc'; initial: number }) => WasmTable
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: unknown }
}

/** A memory of `initial` pages of 64 KiB that may grow to `maximum`. */
export function createMemory(initial: number, maximum: number): WasmMemory {
  return new WebAssembly.Memory({ initial, maximum })
}

export function createTable(initial: number): WasmTable {
  return new WebAssembly.Table({ element: 'anyfunc', initial })
}

export function compile(bytes: Uint8Array): object {
  return new WebAssembly.Module(bytes)
}

/** The exports of an instance, which are what the caller says. */
export function instantiate<Exports>(module: object, imports: object): Exports {
  return new WebAssembly.Instance(module, imports).exports as Exports
}
