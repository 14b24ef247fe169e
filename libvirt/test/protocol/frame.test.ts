import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { MessageStatus, MessageType, PacketParser } from '../../src/protocol/frame.ts'
import { XdrError } from '../../src/xdr/error.ts'

interface Packet {
  readonly type: number
  readonly serial: number
  readonly payload: Buffer
}

function toBytes({ type, serial, payload }: Packet): Buffer {
  const withFds = type === MessageType.replyWithFds
  const bytes = Buffer.alloc(28 + payload.length + (withFds ? 4 : 0))
  bytes.writeUInt32BE(bytes.length, 0)
  bytes.writeUInt32BE(0x2000_8086, 4)
  bytes.writeUInt32BE(1, 8)
  bytes.writeInt32BE(7, 12)
  bytes.writeUInt32BE(type, 16)
  bytes.writeUInt32BE(serial, 20)
  if (withFds) bytes.writeUInt32BE(3, 28)
  payload.copy(bytes, withFds ? 32 : 28)
  // One stray byte travels with each descriptor.
  return withFds ? Buffer.concat([bytes, Buffer.from('fff')]) : bytes
}

const packet = fc.record(
  {
    type: fc.constantFrom(MessageType.reply, MessageType.message, MessageType.stream, MessageType.replyWithFds),
    serial: fc.nat({ max: 0xffff_ffff }),
    payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  },
  { noNullPrototype: true },
)

test('any cut of the stream gives the same packets', () => {
  fc.assert(
    fc.property(
      fc.array(packet, { maxLength: 8 }),
      fc.array(fc.nat({ max: 400 }), { maxLength: 40 }),
      (packets, cuts) => {
        const read: Packet[] = []
        const parser = new PacketParser((header, buffer, start, end) =>
          read.push({ type: header.type, serial: header.serial, payload: Buffer.from(buffer.subarray(start, end)) }),
        )
        const all = Buffer.concat(packets.map(toBytes))
        let at = 0
        for (const cut of [...cuts, all.length]) {
          const chunk = Buffer.from(all.subarray(at, at + cut))
          parser.push(chunk)
          chunk.fill(0xff) // the transport uses its memory again
          at += chunk.length
        }
        if (at >= all.length) assert.deepEqual(read, packets)
      },
    ),
    { numRuns: 2000 },
  )
})

/** Stream packets are no unit of anything: what follows one another is one. An empty one is the end of the data. */
function joined(packets: readonly Packet[]): Packet[] {
  const all: Packet[] = []
  for (const one of packets) {
    const last = all.at(-1)
    const goesOn = last?.type === MessageType.stream && one.type === MessageType.stream && last.serial === one.serial
    if (goesOn && last.payload.length > 0 && one.payload.length > 0) {
      all[all.length - 1] = { ...one, payload: Buffer.concat([last.payload, one.payload]) }
    } else all.push(one)
  }
  return all
}

test('any cut of the stream gives the same stream data in pieces, and no piece changes while it is kept', () => {
  const large = fc.record(
    {
      type: fc.constantFrom(MessageType.reply, MessageType.stream),
      serial: fc.nat({ max: 2 }),
      payload: fc.nat({ max: 90_000 }).map((length) => Buffer.alloc(length, length.toString())),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(large, packet), { maxLength: 6 }),
      fc.array(fc.nat({ max: 60_000 }), { maxLength: 20 }),
      fc.boolean(),
      (packets, cuts, owned) => {
        const read: Packet[] = []
        const parser = new PacketParser((header, buffer, start, end, keeps) => {
          const payload = buffer.subarray(start, end)
          read.push({ type: header.type, serial: header.serial, payload: keeps ? payload : Buffer.from(payload) })
        }, true)
        const all = Buffer.concat(
          packets.map((one) => {
            const bytes = toBytes(one)
            if (one.type === MessageType.stream) bytes.writeUInt32BE(MessageStatus.continue, 24)
            return bytes
          }),
        )
        let at = 0
        for (const cut of [...cuts, all.length]) {
          const chunk = Buffer.from(all.subarray(at, at + cut))
          if (parser.push(chunk, owned) === 0) chunk.fill(0xff) // the transport uses its memory again
          at += chunk.length
        }
        if (at >= all.length) assert.deepEqual(joined(read), joined(packets))
      },
    ),
    { numRuns: 1000 },
  )
})

test('a length that no packet has ends the stream', () => {
  for (const length of [0, 4, 27, 33_554_437, 0xffff_ffff]) {
    const bytes = Buffer.alloc(8)
    bytes.writeUInt32BE(length, 0)
    assert.throws(() => new PacketParser(() => undefined).push(bytes), XdrError)
  }
})

test('a peer that promises 32 MiB and sends a few bytes claims no memory', () => {
  const before = process.memoryUsage().arrayBuffers
  const parsers = Array.from({ length: 200 }, () => {
    const parser = new PacketParser(() => undefined)
    const bytes = Buffer.alloc(64)
    bytes.writeUInt32BE(33_554_432, 0)
    parser.push(bytes)
    return parser
  })
  assert.ok(process.memoryUsage().arrayBuffers - before < 8 * 1024 * 1024)
  assert.equal(parsers.length, 200)
})

test('random bytes never do anything but give packets or an XdrError', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
      const parser = new PacketParser(() => undefined)
      try {
        for (const chunk of chunks) parser.push(Buffer.from(chunk))
      } catch (error) {
        assert.ok(error instanceof XdrError)
      }
    }),
    { numRuns: 3000 },
  )
})
