import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { adminCodecs } from '../../src/protocol/generated/admin.js'
import { lxcCodecs } from '../../src/protocol/generated/lxc.js'
import { qemuCodecs } from '../../src/protocol/generated/qemu.js'
import { remoteCodecs } from '../../src/protocol/generated/remote.js'
import { XdrError } from '../../src/xdr/error.ts'
import { XdrReader } from '../../src/xdr/reader.ts'
import { XdrWriter } from '../../src/xdr/writer.ts'
import { programFacts, structValue } from '../support/arbitrary.ts'

const tables = { remote: remoteCodecs, qemu: qemuCodecs, lxc: lxcCodecs, admin: adminCodecs }
type Table = keyof typeof tables
const programs = Object.keys(tables) as Table[]

function encode(table: Table, struct: string, value: object): Buffer {
  const writer = new XdrWriter()
  tables[table][struct]?.write(writer, value as never)
  return Buffer.from(writer.buffer.subarray(0, writer.length))
}

function decode(table: Table, struct: string, bytes: Buffer): unknown {
  const reader = new XdrReader(bytes)
  const value = tables[table][struct]?.read(reader)
  assert.equal(reader.remaining, 0, 'bytes are left over')
  return value
}

for (const table of programs) {
  test(`${table}: what is written of any struct is read back the same`, () => {
    const facts = programFacts(table)
    for (const struct of Object.keys(tables[table])) {
      fc.assert(
        fc.property(structValue(facts, struct), (value) => {
          assert.deepEqual(decode(table, struct, encode(table, struct, value)), value)
        }),
        { numRuns: 12 },
      )
    }
  })
}

/** A small generator, so that a hundred thousand cases take a second and a failure names its seed. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state
  }
}

test('hostile bytes in any struct end in an XdrError or a value, never in anything else', () => {
  const random = randomNumbers(20_260_401)
  const next = (): number => random.next().value
  let cases = 0
  for (const table of programs) {
    for (const [struct, codec] of Object.entries(tables[table])) {
      for (let run = 0; run < 140; run += 1, cases += 1) {
        const bytes = Buffer.alloc(next() % 96)
        // Small words, as counts and flags are, get further into a struct than noise does.
        for (let at = 0; at < bytes.length; at += 1) bytes[at] = at % 4 === 3 || next() % 3 === 0 ? next() >>> 24 : 0
        try {
          codec.read(new XdrReader(bytes))
        } catch (error) {
          assert.ok(error instanceof XdrError, `${struct}: ${String(error)} for ${bytes.toString('hex')}`)
        }
      }
    }
  }
  assert.ok(cases >= 100_000, `only ${cases} cases`)
})

test('a packet with bytes changed or cut off is refused or read, and allocates no more than it holds', () => {
  const facts = programFacts('remote')
  const before = process.memoryUsage().arrayBuffers
  fc.assert(
    fc.property(
      fc
        .constantFrom(...Object.keys(remoteCodecs).filter((name) => name.endsWith('_ret')))
        .chain((struct) => fc.tuple(fc.constant(struct), structValue(facts, struct))),
      fc.nat(),
      fc.nat({ max: 255 }),
      ([struct, value], place, byte) => {
        const bytes = encode('remote', struct, value)
        if (bytes.length === 0) return
        bytes[place % bytes.length] = byte
        try {
          remoteCodecs[struct]?.read(new XdrReader(bytes.subarray(0, place % (bytes.length + 1))))
        } catch (error) {
          assert.ok(error instanceof XdrError, String(error))
        }
      },
    ),
    { numRuns: 4000 },
  )
  assert.ok(process.memoryUsage().arrayBuffers - before < 64 * 1024 * 1024)
})

test('bounds of the tables are kept when writing', () => {
  const writer = new XdrWriter()
  assert.throws(() => writer.string('x'.repeat(11), 10), XdrError)
  assert.throws(() => writer.string('a\0b', 10), XdrError)
  assert.throws(() => writer.i32(2 ** 31), XdrError)
  assert.throws(() => writer.u32(-1), XdrError)
  assert.throws(() => writer.u32(1.5), XdrError)
  assert.throws(() => writer.u64(2n ** 64n), XdrError)
  assert.throws(() => writer.u64(2 ** 60), XdrError)
  assert.throws(() => writer.uuid('not-a-uuid'), XdrError)
  assert.throws(() => writer.array([1, 2, 3], (w, v) => w.i32(v), 2), XdrError)
})
