import type { FormatFacts, InspectionLimits } from './image-facts.ts'
import type { ByteReader } from './reader.ts'
import { need, quote, refuse, safe, within } from './refusal.ts'
import { countMapped } from './qcow2-tables.ts'

/** Offsets and limits of the qcow2 header. Source: QEMU's docs/interop/qcow2.txt. */
const v2HeaderLength = 72
const v3HeaderLength = 104
const compressionTypeOffset = 104
const dirtyBit = 1n
const corruptBit = 2n
const dataFileBit = 4n
const compressionBit = 8n
const extendedL2Bit = 16n
const knownBits = dirtyBit | corruptBit | dataFileBit | compressionBit | extendedL2Bit
const maxL1Bytes = 32 * 2 ** 20
const maxRefcountTableBytes = 8 * 2 ** 20
const extensionEnd = 0
const extensionBackingFormat = 0xe2792aca
const extensionDataFile = 0x44415441
const extensionEncryption = 0x0537be77

export interface Qcow2Header {
  readonly version: 2 | 3
  readonly clusterSizeBytes: number
  readonly virtualSizeBytes: number
  readonly l1Entries: number
  readonly l1Offset: number
  readonly extendedL2: boolean
  readonly internalSnapshots: number
}

/** Reads and checks header, extensions and tables of a qcow2 image. @throws {Fault} `imageRefused`. */
export async function inspectQcow2(
  reader: ByteReader,
  limits: InspectionLimits,
  signal?: AbortSignal,
): Promise<FormatFacts> {
  const header = await readQcow2Header(reader)
  if (header.internalSnapshots > 0 && limits.allowInternalSnapshots !== true) {
    throw refuse(
      'internal-snapshots',
      `holds ${header.internalSnapshots} internal snapshots, which whoever downloads it could read`,
      'remove them with qemu-img snapshot -d, or convert the image with qemu-img convert, and upload the result',
    )
  }
  const mappedBytes =
    header.virtualSizeBytes > limits.maxVirtualSizeBytes ? 0 : await countMapped(reader, header, signal)
  return {
    virtualSizeBytes: header.virtualSizeBytes,
    clusterSizeBytes: header.clusterSizeBytes,
    mappedBytes,
    internalSnapshots: header.internalSnapshots,
  }
}

/** The header alone, with all that it may not say refused. */
export async function readQcow2Header(reader: ByteReader): Promise<Qcow2Header> {
  const base = await need(reader, 0, v2HeaderLength, 'qcow2 header')
  const version = base.readUInt32BE(4)
  if (version !== 2 && version !== 3)
    throw refuse('unsupported', `is of qcow version ${version}; only 2 and 3 are read`)
  const backingOffset = base.readBigUInt64BE(8)
  const backingLength = base.readUInt32BE(16)
  if (backingOffset !== 0n || backingLength !== 0) {
    throw refuse('backing-file', `has a backing file (${await backingName(reader, backingOffset, backingLength)})`)
  }
  const clusterBits = base.readUInt32BE(20)
  if (clusterBits < 9 || clusterBits > 21) throw refuse('lying-header', `claims clusters of 2^${clusterBits} bytes`)
  const crypt = base.readUInt32BE(32)
  if (crypt !== 0) throw refuse('encrypted', `is encrypted (method ${crypt})`, 'upload it decrypted')

  const headerLength = version === 3 ? await checkVersion3(reader) : v2HeaderLength
  await checkExtensions(reader, headerLength, 2 ** clusterBits)
  return checkTables(reader, base, version, clusterBits, await hasExtendedL2(reader, version))
}

async function hasExtendedL2(reader: ByteReader, version: 2 | 3): Promise<boolean> {
  if (version === 2) return false
  return ((await need(reader, 72, 8, 'qcow2 header')).readBigUInt64BE(0) & extendedL2Bit) !== 0n
}

/** @returns the header's length. */
async function checkVersion3(reader: ByteReader): Promise<number> {
  const rest = await need(reader, v2HeaderLength, v3HeaderLength - v2HeaderLength, 'qcow2 header')
  const incompatible = rest.readBigUInt64BE(0)
  const refcountOrder = rest.readUInt32BE(24)
  const headerLength = rest.readUInt32BE(28)
  if ((incompatible & dataFileBit) !== 0n) throw refuse('data-file', 'keeps its data in another file')
  const unknown = incompatible & ~knownBits
  if (unknown !== 0n)
    throw refuse('unknown-feature', `needs features that are not known (bits 0x${unknown.toString(16)})`)
  if ((incompatible & corruptBit) !== 0n) throw refuse('corrupt', 'is marked corrupt by the program that wrote it')
  if (refcountOrder > 6) throw refuse('lying-header', `claims reference counts of 2^${refcountOrder} bits`)
  if (headerLength < v3HeaderLength || headerLength > 4096 || headerLength % 8 !== 0) {
    throw refuse('lying-header', `claims a header of ${headerLength} bytes`)
  }
  const compressionType =
    headerLength > compressionTypeOffset ? ((await need(reader, compressionTypeOffset, 1, 'qcow2 header'))[0] ?? 0) : 0
  if (compressionType > 1)
    throw refuse('unknown-feature', `is compressed by method ${compressionType}; 0 and 1 are known`)
  if (((incompatible & compressionBit) !== 0n) !== (compressionType !== 0)) {
    throw refuse('lying-header', 'contradicts itself about its compression')
  }
  return headerLength
}

async function backingName(reader: ByteReader, offset: bigint, length: number): Promise<string> {
  if (offset > BigInt(reader.sizeBytes) || length > 1023) return 'its name cannot be read'
  return quote(await reader.read(Number(offset), length))
}

/** Extensions lie between the header and the end of the first cluster. */
async function checkExtensions(reader: ByteReader, start: number, clusterSize: number): Promise<void> {
  const area = await reader.read(0, Math.min(clusterSize, 2 ** 21))
  let at = start
  while (at + 8 <= area.length) {
    const type = area.readUInt32BE(at)
    const length = area.readUInt32BE(at + 4)
    if (type === extensionEnd) return
    if (at + 8 + length > area.length)
      throw refuse('lying-header', 'has a header extension that leaves its first cluster')
    const data = area.subarray(at + 8, at + 8 + length)
    if (type === extensionDataFile) throw refuse('data-file', `names an external data file (${quote(data)})`)
    if (type === extensionEncryption) throw refuse('encrypted', 'has an encryption header', 'upload it decrypted')
    if (type === extensionBackingFormat && length > 0) {
      throw refuse('backing-file', `names the format of a backing file (${quote(data)})`)
    }
    at += 8 + Math.ceil(length / 8) * 8
  }
}

function checkTables(
  reader: ByteReader,
  base: Buffer,
  version: 2 | 3,
  clusterBits: number,
  extendedL2: boolean,
): Qcow2Header {
  const clusterSize = 2 ** clusterBits
  const virtualSizeBytes = safe(base.readBigUInt64BE(24), 'virtual size')
  if (virtualSizeBytes % 512 !== 0 && version === 2) {
    throw refuse('lying-header', `claims a virtual size of ${virtualSizeBytes} bytes, which is no number of sectors`)
  }
  const l1Entries = base.readUInt32BE(36)
  const l1Offset = safe(base.readBigUInt64BE(40), 'L1 table offset')
  const refcountOffset = safe(base.readBigUInt64BE(48), 'refcount table offset')
  const refcountBytes = base.readUInt32BE(56) * clusterSize
  const internalSnapshots = base.readUInt32BE(60)
  const snapshotsOffset = safe(base.readBigUInt64BE(64), 'snapshot table offset')

  if (l1Entries * 8 > maxL1Bytes) throw refuse('lying-header', `claims an L1 table of ${l1Entries} entries`)
  const l2EntriesPerTable = clusterSize / (extendedL2 ? 16 : 8)
  const needed = Math.ceil(virtualSizeBytes / (clusterSize * l2EntriesPerTable))
  if (l1Entries < needed) {
    throw refuse('lying-header', `has ${l1Entries} L1 entries where its virtual size needs ${needed}`)
  }
  if (l1Entries > 0) tableAt(reader, l1Offset, l1Entries * 8, clusterSize, 'L1 table')
  if (refcountBytes === 0 || refcountBytes > maxRefcountTableBytes) {
    throw refuse('lying-header', `claims a refcount table of ${refcountBytes} bytes`)
  }
  tableAt(reader, refcountOffset, refcountBytes, clusterSize, 'refcount table')
  if (internalSnapshots > 65_536) throw refuse('lying-header', `claims ${internalSnapshots} internal snapshots`)
  if (internalSnapshots > 0) tableAt(reader, snapshotsOffset, internalSnapshots * 40, clusterSize, 'snapshot table')
  return {
    version,
    clusterSizeBytes: clusterSize,
    virtualSizeBytes,
    l1Entries,
    l1Offset,
    extendedL2,
    internalSnapshots,
  }
}

function tableAt(reader: ByteReader, offset: number, length: number, clusterSize: number, what: string): void {
  if (offset === 0 || offset % clusterSize !== 0) throw refuse('lying-header', `puts its ${what} at ${offset}`)
  within(reader, offset, length, what)
}
