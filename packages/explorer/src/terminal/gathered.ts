// Between threads each piece of a stream is a message and an answer, and a program that prints lines makes a piece of each.

/** Bytes that are gathered at most before more is read. */
const LIMIT = 16384

/** The same bytes in fewer pieces: what has come since one was taken is the next. */
export function gathered(source: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let pieces: Uint8Array[] = []
  let length = 0
  let isOver = false
  let wake = () => {}
  let makeRoom = () => {}

  const read = async () => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) break
      pieces.push(value)
      length += value.length
      wake()
      if (length < LIMIT) continue
      await new Promise<void>((resolve) => {
        makeRoom = resolve
      })
    }
    isOver = true
    wake()
  }
  const reading = read()

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (length === 0 && !isOver) {
          await new Promise<void>((resolve, reject) => {
            wake = resolve
            reading.catch(reject)
          })
        }
        if (length === 0) return controller.close()
        const all = new Uint8Array(length)
        let at = 0
        for (const piece of pieces) {
          all.set(piece, at)
          at += piece.length
        }
        pieces = []
        length = 0
        makeRoom()
        controller.enqueue(all)
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
