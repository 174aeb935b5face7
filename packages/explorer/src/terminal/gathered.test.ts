import { expect, test } from 'vitest'
import { gathered } from './gathered.ts'

const turn = () => new Promise((resolve) => setTimeout(resolve))

/** A stream, and what feeds it and ends it. */
function fed() {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let cancelled: unknown
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given
      },
      cancel: (reason) => {
        cancelled = reason
      },
    },
    { highWaterMark: 0 },
  )
  const reader = gathered(stream).getReader()
  return {
    feed: (...bytes: number[]) => controller?.enqueue(Uint8Array.from(bytes)),
    close: () => controller?.close(),
    fail: () => controller?.error(new Error('broken')),
    /** Bytes that wait in the source. */
    get waiting() {
      return -(controller?.desiredSize ?? 0)
    },
    get cancelled() {
      return cancelled
    },
    take: async () => {
      const { value } = await reader.read()
      return value === undefined ? undefined : [...value]
    },
    cancel: (reason: string) => reader.cancel(reason),
  }
}

test('what has come since the last piece was taken comes together, and then the end', async () => {
  const stream = fed()
  stream.feed(1)
  stream.feed(2, 3)
  await turn()
  expect(await stream.take()).toEqual([1, 2, 3])
  const next = stream.take()
  await turn()
  stream.feed(4)
  expect(await next).toEqual([4])
  stream.feed(5)
  stream.close()
  await turn()
  expect([await stream.take(), await stream.take()]).toEqual([[5], undefined])
})

test('no more is read than 16 KiB ahead', async () => {
  const stream = fed()
  for (let i = 0; i < 100; i++) stream.feed(...new Uint8Array(1024))
  await turn()
  expect(stream.waiting).toBe(84)
  expect((await stream.take())?.length).toBe(16_384)
  await turn()
  expect(stream.waiting).toBe(68)
})

test('errors pass, and who cancels it cancels the source', async () => {
  const broken = fed()
  const next = broken.take()
  broken.fail()
  await expect(next).rejects.toThrow('broken')
  const left = fed()
  await left.cancel('enough')
  expect(left.cancelled).toBe('enough')
})
