import type { FormatFacts } from './image-facts.ts'
import type { ByteReader } from './reader.ts'
import { need, refuse, safe, within } from './refusal.ts'

/** Source: [MS-VHDX]. Little-endian; identifiers are GUIDs in mixed order, compared here as their bytes in hex. */
const kib = 1024
const regionOffset = 192 * kib
const regionMetadata = '06a27c8b90479a4bb8fe575f050f886e'
const regionBat = '6677c22d23f600429d64115e9bfd4a08'
const itemFileParameters = '3767a1ca36fa434db3b633f0aa44e76b'
const itemVirtualSize = '2442a52f1bcd7648b2115dbed83bf4b8'
const itemParentLocator = '2d5fd3a80bb34d45abf7d3d84834ab0c'
const knownItems = new Set([
  itemFileParameters,
  itemVirtualSize,
  itemParentLocator,
  'ab12cabee6b2234593efc309e000c746', // page 83 data
  '1dbf41816fa90947ba47f233a8faab5f', // logical sector size
  'c748a3cd5d4471449cc9e9885251c556', // physical sector size
])

/** @throws {Fault} `imageRefused`. */
export async function inspectVhdx(reader: ByteReader): Promise<FormatFacts> {
  await checkHeaders(reader)
  const regions = await readRegions(reader)
  const metadata = regions.get(regionMetadata)
  const bat = regions.get(regionBat)
  if (metadata === undefined || bat === undefined)
    throw refuse('lying-header', 'is a VHDX without its metadata or block table')
  within(reader, bat.offset, bat.length, 'VHDX block table')
  within(reader, metadata.offset, metadata.length, 'VHDX metadata')
  const table = await need(reader, metadata.offset, 64 * kib, 'VHDX metadata table')
  if (table.toString('latin1', 0, 8) !== 'metadata')
    throw refuse('lying-header', 'is a VHDX with a broken metadata table')
  const count = table.readUInt16LE(10)
  if (count > 2047) throw refuse('lying-header', `claims ${count} VHDX metadata items`)
  const items = new Map<string, Buffer>()
  for (let index = 0; index < count; index += 1) {
    const entry = table.subarray(32 + index * 32, 64 + index * 32)
    const id = entry.toString('hex', 0, 16)
    if (id === itemParentLocator) throw refuse('backing-file', 'is a VHDX with a parent')
    const required = (entry.readUInt32LE(24) & 4) !== 0
    if (!knownItems.has(id)) {
      if (required) throw refuse('unknown-feature', `needs an unknown VHDX metadata item (${id})`)
      continue
    }
    const offset = entry.readUInt32LE(16)
    const length = entry.readUInt32LE(20)
    if (length > 64 * kib || offset + length > metadata.length)
      throw refuse('lying-header', 'has a VHDX metadata item out of its region')
    items.set(id, await need(reader, metadata.offset + offset, length, 'VHDX metadata item'))
  }
  return readFacts(items, bat.length)
}

function readFacts(items: ReadonlyMap<string, Buffer>, batBytes: number): FormatFacts {
  const parameters = items.get(itemFileParameters)
  const size = items.get(itemVirtualSize)
  if (parameters === undefined || parameters.length < 8 || size === undefined || size.length < 8) {
    throw refuse('lying-header', 'is a VHDX that does not say its size')
  }
  const blockSize = parameters.readUInt32LE(0)
  if ((parameters.readUInt32LE(4) & 2) !== 0) throw refuse('backing-file', 'is a VHDX with a parent')
  if (blockSize < 2 ** 20 || blockSize > 256 * 2 ** 20 || (blockSize & (blockSize - 1)) !== 0) {
    throw refuse('lying-header', `claims VHDX blocks of ${blockSize} bytes`)
  }
  const virtualSizeBytes = safe(size.readBigUInt64LE(0), 'virtual size')
  if (Math.ceil(virtualSizeBytes / blockSize) * 8 > batBytes) {
    throw refuse('lying-header', 'is a VHDX whose block table is shorter than its size needs')
  }
  return { virtualSizeBytes, clusterSizeBytes: blockSize }
}

/** The newer of the two headers counts. A log that must be replayed would be written by whoever opens the file. */
async function checkHeaders(reader: ByteReader): Promise<void> {
  const both = await Promise.all([64 * kib, 128 * kib].map((at) => need(reader, at, 4 * kib, 'VHDX header')))
  const good = both.filter((header) => header.toString('latin1', 0, 4) === 'head')
  if (good.length === 0) throw refuse('lying-header', 'is a VHDX without a header')
  const newest = good.reduce((one, other) => (other.readBigUInt64LE(8) > one.readBigUInt64LE(8) ? other : one))
  if (newest.readUInt16LE(66) !== 1) throw refuse('unknown-feature', `is of VHDX version ${newest.readUInt16LE(66)}`)
  if (newest.subarray(48, 64).some((byte) => byte !== 0)) {
    throw refuse(
      'corrupt',
      'is a VHDX that was not closed cleanly (its log must be replayed)',
      'convert it with qemu-img convert',
    )
  }
}

async function readRegions(reader: ByteReader): Promise<Map<string, { offset: number; length: number }>> {
  const table = await need(reader, regionOffset, 64 * kib, 'VHDX region table')
  if (table.toString('latin1', 0, 4) !== 'regi') throw refuse('lying-header', 'is a VHDX with a broken region table')
  const count = table.readUInt32LE(8)
  if (count > 2047) throw refuse('lying-header', `claims ${count} VHDX regions`)
  const regions = new Map<string, { offset: number; length: number }>()
  for (let index = 0; index < count; index += 1) {
    const entry = table.subarray(16 + index * 32, 48 + index * 32)
    const id = entry.toString('hex', 0, 16)
    const required = (entry.readUInt32LE(28) & 1) !== 0
    if (id !== regionMetadata && id !== regionBat) {
      if (required) throw refuse('unknown-feature', `needs an unknown VHDX region (${id})`)
      continue
    }
    regions.set(id, { offset: safe(entry.readBigUInt64LE(16), 'region offset'), length: entry.readUInt32LE(24) })
  }
  return regions
}
