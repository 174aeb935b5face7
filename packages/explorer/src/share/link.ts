// Links: a scenario and a step of it in the fragment of an address. An example goes by its name, another text compressed.

/** What a link shows. */
export interface Shown {
  /** The name of an example; undefined for a text. */
  readonly example?: string | undefined
  readonly text?: string | undefined
  /** 0 is before the first step. */
  readonly step: number
}

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))

const through = (bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) =>
  new Response(new Blob([bytes]).stream().pipeThrough(stream))

const pack = async (text: string): Promise<string> =>
  toBase64Url(await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw')).bytes())

/** The text that was packed last: of one text there are links to many steps. */
let last = { text: '', packed: pack('') }

/** "#example=append.yaml&step=2". */
export async function fragmentOf({ example, text = '', step }: Shown): Promise<string> {
  if (example === undefined && last.text !== text) last = { text, packed: pack(text) }
  const what = example === undefined ? `text=${await last.packed}` : `example=${example}`
  return `#${what}&step=${step}`
}

/** What a fragment shows; undefined if it is none of ours. */
export async function shownBy(fragment: string): Promise<Shown | undefined> {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''))
  const step = Math.max(0, Math.trunc(Number(parts.get('step') ?? 0)) || 0)
  const example = parts.get('example') ?? undefined
  if (example !== undefined) return { example, step }
  const packed = parts.get('text')
  if (packed === null) return undefined
  try {
    return { text: await through(fromBase64Url(packed), new DecompressionStream('deflate-raw')).text(), step }
  } catch {
    return undefined
  }
}
