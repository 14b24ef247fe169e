import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { checkpoint, dataHeader, FrameError, FrameReader } from '../../src/transfer/frames.ts'
import { joined, lengthOf, without } from '../../src/transfer/intervals.ts'

const partEnd = 10_000

/** A stream of data frames at these places, each 100 bytes, and a checkpoint behind them. */
function streamOf(places: readonly number[]): Buffer {
  const hash = createHash('sha256')
  const frames: Buffer[] = []
  for (const place of places) {
    const header = dataHeader(place, 100)
    const bytes = Buffer.alloc(100, place % 251)
    hash.update(header).update(bytes)
    frames.push(header, bytes)
  }
  return Buffer.concat([...frames, checkpoint(partEnd, hash.digest())])
}

async function readAll(pieces: readonly Buffer[]): Promise<{ file: Buffer; whole: boolean }> {
  const file = Buffer.alloc(partEnd)
  const reader = new FrameReader(0, partEnd, {
    data: (offset, bytes) => void bytes.copy(file, offset),
    checkpoint: () => undefined,
  })
  for (const piece of pieces) await reader.push(piece)
  return { file, whole: reader.isWhole }
}

const places = fc
  .uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 20 })
  .map((numbers) => numbers.sort((a, b) => a - b).map((one) => one * 100))

test('any cut of the stream gives the same file', () =>
  fc.assert(
    fc.asyncProperty(places, fc.array(fc.integer({ min: 0, max: 3000 })), async (at, cuts) => {
      const stream = streamOf(at)
      const edges = [0, ...cuts.filter((cut) => cut < stream.length).sort((a, b) => a - b), stream.length]
      const pieces = edges.slice(1).map((to, index) => stream.subarray(edges[index], to))
      const { file, whole } = await readAll(pieces)
      assert.ok(whole)
      for (const place of at) assert.deepEqual(file.subarray(place, place + 100), Buffer.alloc(100, place % 251))
    }),
  ))

test('a byte that changed on the way is never taken for right', () =>
  fc.assert(
    fc.asyncProperty(places, fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, where, change) => {
      const stream = streamOf(at)
      const index = where % stream.length
      stream[index] = (stream[index] ?? 0) ^ change
      const ended = await readAll([stream]).then(
        ({ whole }) => whole,
        (error: unknown) => {
          assert.ok(error instanceof FrameError, String(error))
          return false
        },
      )
      assert.equal(ended, false)
    }),
  ))

test('bytes outside the part that was asked for are refused', async () => {
  for (const place of [partEnd - 50, partEnd, 2 ** 40]) {
    await assert.rejects(readAll([dataHeader(place, 100)]), FrameError)
  }
  await assert.rejects(readAll([dataHeader(0, 2 ** 31)]), FrameError)
})

const intervals = fc.array(fc.tuple(fc.nat(1000), fc.nat(100)).map(([from, length]) => ({ from, to: from + length })))

test('what is left and what is taken make the whole, once', () =>
  fc.assert(
    fc.property(intervals, (taken) => {
      const whole = { from: 0, to: 1200 }
      assert.equal(lengthOf(without(whole, taken)) + lengthOf(joined(taken)), 1200)
    }),
  ))
