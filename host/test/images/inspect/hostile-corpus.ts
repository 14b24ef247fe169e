import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import type { DiskFormat } from '@kilonova/core'
import type { RefusalReason } from '../../../src/images/inspect/refusal.ts'
import { makeRaw, run } from '../kit.ts'

/** One image that must be refused, and the reason that must be given. */
export interface HostileImage {
  readonly name: string
  readonly path: string
  readonly declared: DiskFormat
  readonly reason: RefusalReason
}

type Change = (image: Buffer) => Buffer | void

/** A file that no image may make anybody open: it is not in the state directory. */
export const forbiddenPath = '/etc/hostname'

/** Writes at least 40 hostile images into a directory, from sound ones that qemu-img makes. */
export async function makeHostileCorpus(directory: string): Promise<HostileImage[]> {
  const at = (name: string): string => join(directory, name)
  await makeRaw(at('sound.raw'), 4)
  const formats = ['qcow2', 'vmdk', 'vpc', 'vhdx', 'vdi', 'parallels', 'qed'] as const
  for (const format of formats)
    await run('qemu-img', 'convert', '-f', 'raw', '-O', format, at('sound.raw'), at(`sound.${format}`))
  await run(
    'qemu-img',
    'convert',
    '-f',
    'raw',
    '-O',
    'vmdk',
    '-o',
    'subformat=streamOptimized',
    at('sound.raw'),
    at('sound.stream'),
  )
  const corpus: HostileImage[] = []
  const add = async (
    name: string,
    declared: DiskFormat,
    reason: RefusalReason,
    from: string | Buffer,
    change?: Change,
  ) => {
    const image = typeof from === 'string' ? await readFile(at(from)) : from
    const path = at(`hostile-${corpus.length}.img`)
    await writeFile(path, change?.(image) ?? image)
    corpus.push({ name, path, declared, reason })
  }
  const addMade = (name: string, declared: DiskFormat, reason: RefusalReason, path: string) =>
    corpus.push({ name, path, declared, reason })
  await addQcow2(add)
  await addMadeByQemu(directory, addMade)
  await addVmdk(add)
  await addOthers(add)
  return corpus
}

type Add = (
  name: string,
  declared: DiskFormat,
  reason: RefusalReason,
  from: string | Buffer,
  change?: Change,
) => Promise<void>

async function addQcow2(add: Add): Promise<void> {
  const q = (name: string, reason: RefusalReason, change: Change) =>
    add(`qcow2: ${name}`, 'qcow2', reason, 'sound.qcow2', change)
  const incompatible =
    (bit: bigint): Change =>
    (image) =>
      void image.writeBigUInt64BE(image.readBigUInt64BE(72) | bit, 72)
  await q('backing file patched in', 'backing-file', (image) => {
    image.writeBigUInt64BE(512n, 8)
    image.writeUInt32BE(forbiddenPath.length, 16)
    image.write(forbiddenPath, 512)
  })
  await q('backing name of no length', 'backing-file', (image) => void image.writeBigUInt64BE(512n, 8))
  await q('backing name out of the file', 'backing-file', (image) => {
    image.writeBigUInt64BE(2n ** 60n, 8)
    image.writeUInt32BE(0xffff_ffff, 16)
  })
  await q('data file bit', 'data-file', incompatible(4n))
  await q('unknown incompatible bit', 'unknown-feature', incompatible(1n << 40n))
  await q('corrupt bit', 'corrupt', incompatible(2n))
  await q('compression bit without a type', 'lying-header', incompatible(8n))
  await q('unknown compression', 'unknown-feature', (image) => void (image[104] = 9))
  await q('data file extension without its bit', 'data-file', (image) => extension(image, 0x44415441, forbiddenPath))
  await q('backing format extension alone', 'backing-file', (image) => extension(image, 0xe2792aca, 'raw'))
  await q('encryption extension', 'encrypted', (image) => extension(image, 0x0537be77, '0123456789abcdef'))
  await q('extension longer than the cluster', 'lying-header', (image) => void image.writeUInt32BE(0x7fff_0000, 116))
  await q('AES encryption', 'encrypted', (image) => void image.writeUInt32BE(1, 32))
  await q('version 9', 'unsupported', (image) => void image.writeUInt32BE(9, 4))
  await q('version 1', 'unsupported', (image) => void image.writeUInt32BE(1, 4))
  await q('clusters of 1 byte', 'lying-header', (image) => void image.writeUInt32BE(0, 20))
  await q('clusters of 2 GiB', 'lying-header', (image) => void image.writeUInt32BE(31, 20))
  await q('absurd virtual size', 'lying-header', (image) => void image.writeBigUInt64BE(2n ** 63n, 24))
  await q('virtual size of 1 PiB', 'lying-header', (image) => void image.writeBigUInt64BE(2n ** 50n, 24))
  await q('L1 table beyond the end', 'lying-header', (image) => void image.writeBigUInt64BE(2n ** 40n, 40))
  await q('L1 table of 4 billion entries', 'lying-header', (image) => void image.writeUInt32BE(0xffff_ffff, 36))
  await q('L1 table of no entries', 'lying-header', (image) => void image.writeUInt32BE(0, 36))
  await q('refcount table beyond the end', 'lying-header', (image) => void image.writeBigUInt64BE(2n ** 40n, 48))
  await q('refcount table of 4 billion clusters', 'lying-header', (image) => void image.writeUInt32BE(0xffff_ffff, 56))
  await q('refcounts of 2^77 bits', 'lying-header', (image) => void image.writeUInt32BE(77, 96))
  await q('4 billion snapshots', 'lying-header', (image) => void image.writeUInt32BE(0xffff_ffff, 60))
  await q('header of 3 bytes', 'lying-header', (image) => void image.writeUInt32BE(3, 100))
  await q(
    'L2 table beyond the end',
    'cut-short',
    (image) => void image.writeBigUInt64BE((1n << 63n) | (1n << 40n), Number(image.readBigUInt64BE(40))),
  )
  await q(
    'data beyond the end',
    'lying-header',
    (image) => void image.writeBigUInt64BE((1n << 63n) | (1n << 40n), l2Offset(image)),
  )
  await q('header cut short', 'cut-short', (image) => image.subarray(0, 50))
  await q('file cut after its header', 'lying-header', (image) => image.subarray(0, 65_536))
  await q('also an ISO', 'ambiguous', (image) => void image.write('\x01CD001', 32_768, 'latin1'))
  await add('qcow2: one compressed cluster for a whole disk', 'qcow2', 'bomb', compressionBomb())
  await add('qcow2: one L2 table for a whole disk', 'qcow2', 'bomb', sharedTables())
  await add('qcow2 declared raw', 'raw', 'wrong-format', 'sound.qcow2')
  await add('qcow2 declared a kernel', 'aki', 'wrong-format', 'sound.qcow2')
}

async function addMadeByQemu(
  directory: string,
  add: (name: string, declared: DiskFormat, reason: RefusalReason, path: string) => unknown,
): Promise<void> {
  const at = (name: string): string => join(directory, name)
  const make = async (name: string, options: string, size = '4M') => {
    await run('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', options, '-u', at(name), size)
    return at(name)
  }
  add(
    'qemu-img: backing file',
    'qcow2',
    'backing-file',
    await make('m1', `backing_file=${forbiddenPath},backing_fmt=raw`),
  )
  add(
    'qemu-img: json backing file',
    'qcow2',
    'backing-file',
    await make(
      'm2',
      `backing_file=json:{"driver":"raw"\\,"file":{"driver":"file"\\,"filename":"${forbiddenPath}"}},backing_fmt=raw`.replaceAll(
        '\\,',
        ',,',
      ),
    ),
  )
  add(
    'qemu-img: http backing file',
    'qcow2',
    'backing-file',
    await make('m3', 'backing_file=http://127.0.0.1:1/x,backing_fmt=raw'),
  )
  await run(
    'qemu-img',
    'create',
    '-q',
    '-f',
    'qcow2',
    '-o',
    `data_file=${at('foreign.data')},data_file_raw=on`,
    at('m4'),
    '4M',
  )
  add('qemu-img: external data file', 'qcow2', 'data-file', at('m4'))
  await run('qemu-img', 'create', '-q', '-f', 'qcow2', at('m5'), '4M')
  await run('qemu-img', 'snapshot', '-c', 'secret', at('m5'))
  add('qemu-img: internal snapshot', 'qcow2', 'internal-snapshots', at('m5'))
  add('qemu-img: virtual size of 3 TiB', 'qcow2', 'too-large', await make('m6', 'cluster_size=2M', '3T'))
  await run('qemu-img', 'create', '-q', '-f', 'vmdk', '-o', 'subformat=monolithicFlat', at('m7'), '4M')
  add('qemu-img: flat VMDK', 'vmdk', 'foreign-extent', at('m7'))
  await run('qemu-img', 'create', '-q', '-f', 'vmdk', '-o', 'subformat=twoGbMaxExtentSparse', at('m8'), '4M')
  add('qemu-img: split VMDK', 'vmdk', 'foreign-extent', at('m8'))
  await run(
    'qemu-img',
    'create',
    '-q',
    '-f',
    'vmdk',
    '-o',
    `backing_file=${at('sound.vmdk')},backing_fmt=vmdk`,
    at('m9'),
    '4M',
  )
  add('qemu-img: VMDK with a parent', 'vmdk', 'backing-file', at('m9'))
  await run(
    'qemu-img',
    'create',
    '-q',
    '-f',
    'qed',
    '-o',
    `backing_file=${at('sound.raw')},backing_fmt=raw`,
    at('m10'),
    '4M',
  )
  add('qemu-img: QED with a backing file', 'qcow2', 'backing-file', at('m10'))
  // It measures its own speed first, and gives up where it got too little of a busy processor.
  const luks = ['create', '-q', '-f', 'luks', '--object', 'secret,id=s,data=x', '-o', 'key-secret=s,iter-time=10']
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run('qemu-img', ...luks, at('m11'), '4M')
      break
    } catch (error) {
      if (attempt === 10 || !String(error).includes('accurate CPU usage')) throw error
    }
  }
  add('qemu-img: LUKS declared raw', 'raw', 'encrypted', at('m11'))
}

async function addVmdk(add: Add): Promise<void> {
  const v = (name: string, reason: RefusalReason, change: Change) =>
    add(`vmdk: ${name}`, 'vmdk', reason, 'sound.vmdk', change)
  const descriptor =
    (edit: (text: string) => string): Change =>
    (image) => {
      const offset = Number(image.readBigUInt64LE(28)) * 512
      const length = Number(image.readBigUInt64LE(36)) * 512
      // qemu-img may leave a byte of a longer text behind the end of the text.
      const [text = ''] = image.toString('latin1', offset, offset + length).split('\0', 1)
      image.fill(0, offset, offset + length).write(edit(text), offset, 'latin1')
    }
  await v(
    'extent that is a device',
    'foreign-extent',
    descriptor((text) => text.replace(/^RW .*$/m, `RW 8192 FLAT "${forbiddenPath}" 0`)),
  )
  await v(
    'extent with a path',
    'foreign-extent',
    descriptor((text) => text.replace(/SPARSE "[^"]*"/, `SPARSE "${forbiddenPath}"`)),
  )
  await v(
    'second extent',
    'foreign-extent',
    descriptor((text) => text.replace(/^(RW .*)$/m, `$1\nRW 8192 FLAT "x" 0`)),
  )
  await v(
    'type of a flat disk',
    'foreign-extent',
    descriptor((text) => text.replace('monolithicSparse', 'monolithicFlat')),
  )
  await v(
    'parent hint',
    'backing-file',
    descriptor((text) => `${text}\nparentFileNameHint="${forbiddenPath}"\n`),
  )
  await v(
    'no capacity, so that the descriptor counts',
    'foreign-extent',
    (image) => void image.writeBigUInt64LE(0n, 12),
  )
  await v('descriptor beyond the end', 'lying-header', (image) => void image.writeBigUInt64LE(2n ** 30n, 28))
  await v('grain directory beyond the end', 'lying-header', (image) => void image.writeBigUInt64LE(2n ** 30n, 56))
  await v('absurd capacity', 'lying-header', (image) => void image.writeBigUInt64LE(2n ** 62n, 12))
  await add('vmdk: stream without its footer', 'vmdk', 'cut-short', 'sound.stream', (image) => {
    image.writeBigUInt64LE(2n ** 64n - 1n, 56)
    return image.subarray(0, image.length - 1024 - (image.length % 512))
  })
  const text = `# Disk DescriptorFile\nversion=1\ncreateType="monolithicFlat"\nparentCID=ffffffff\nRW 8 FLAT "${forbiddenPath}" 0\n`
  await add('vmdk: descriptor alone', 'vmdk', 'foreign-extent', Buffer.from(text.padEnd(4096)))
  await add('vmdk: descriptor declared raw', 'raw', 'wrong-format', Buffer.from(text.padEnd(4096)))
  await add('vmdk: COWD', 'vmdk', 'unsupported', Buffer.from('COWD'.padEnd(4096, '\0')))
}

async function addOthers(add: Add): Promise<void> {
  await add(
    'vhd: differencing',
    'vhd',
    'lying-header',
    'sound.vpc',
    (image) => void image.writeUInt32BE(4, image.length - 512 + 60),
  )
  await add('vhd: differencing with a right checksum', 'vhd', 'backing-file', 'sound.vpc', (image) => {
    const footer = image.subarray(image.length - 512)
    footer.writeUInt32BE(4, 60)
    checksum(footer, 64)
  })
  await add('vhd: names a parent', 'vhd', 'backing-file', 'sound.vpc', (image) => {
    const header = image.subarray(512, 1536)
    header.write('parent', 40)
    checksum(header, 36)
  })
  await add('vhd: without footer', 'vhd', 'cut-short', 'sound.vpc', (image) => image.subarray(0, image.length - 512))
  await add('vhd: declared raw', 'raw', 'wrong-format', 'sound.vpc')
  await add('vhdx: cut short', 'vhdx', 'cut-short', 'sound.vhdx', (image) => image.subarray(0, 70_000))
  await add('vhdx: with a parent', 'vhdx', 'backing-file', 'sound.vhdx', (image) => {
    const at = image.indexOf(Buffer.from('3767a1ca36fa434db3b633f0aa44e76b', 'hex'))
    const region = at - (at % 65_536)
    const offset = region + image.readUInt32LE(at + 16)
    image.writeUInt32LE(image.readUInt32LE(offset + 4) | 2, offset + 4)
  })
  await add('vhdx: with a log to replay', 'vhdx', 'corrupt', 'sound.vhdx', (image) => {
    for (const at of [65_536, 131_072]) image.fill(7, at + 48, at + 64)
  })
  await add('vhdx: unknown required region', 'vhdx', 'unknown-feature', 'sound.vhdx', (image) => {
    image.fill(9, 196_608 + 16, 196_608 + 32)
    image.writeUInt32LE(1, 196_608 + 44)
  })
  await add('vdi: difference', 'vdi', 'backing-file', 'sound.vdi', (image) => void image.writeUInt32LE(4, 76))
  await add('vdi: names a parent', 'vdi', 'backing-file', 'sound.vdi', (image) => void image.fill(1, 440, 456))
  await add(
    'vdi: map beyond the end',
    'vdi',
    'lying-header',
    'sound.vdi',
    (image) => void image.writeUInt32LE(0xffff_fff0, 340),
  )
  await add(
    'vdi: more blocks in use than there are',
    'vdi',
    'lying-header',
    'sound.vdi',
    (image) => void image.writeUInt32LE(0xffff, 388),
  )
  await add(
    'ploop: not closed',
    'ploop',
    'corrupt',
    'sound.parallels',
    (image) => void image.writeUInt32LE(0x746f6e59, 44),
  )
  await add(
    'ploop: table beyond the end',
    'ploop',
    'lying-header',
    'sound.parallels',
    (image) => void image.writeUInt32LE(0xffff_ffff, 32),
  )
  await add('qed declared qcow2', 'qcow2', 'unsupported', 'sound.qed')
  await add('raw declared qcow2', 'qcow2', 'wrong-format', 'sound.raw')
  await add('raw declared iso', 'iso', 'wrong-format', 'sound.raw')
  await add('nothing at all', 'raw', 'empty', Buffer.alloc(0))
}

/** Puts one header extension before all others of a qcow2 image, and ends the list. */
function extension(image: Buffer, type: number, data: string): void {
  const at = image.readUInt32BE(100)
  image.fill(0, at, at + 512)
  image.writeUInt32BE(type, at)
  image.writeUInt32BE(data.length, at + 4)
  image.write(data, at + 8)
}

const l2Offset = (image: Buffer): number =>
  Number(image.readBigUInt64BE(Number(image.readBigUInt64BE(40))) & 0x00ff_ffff_ffff_fe00n)

/** A header, refcounts and an L1 table, with clusters of 64 KiB; the L1 table is the fourth cluster. */
function skeleton(virtualSizeBytes: number, clusters: number): Buffer {
  const size = 65_536
  const image = Buffer.alloc(clusters * size)
  image.write('QFI\xfb', 0, 'latin1')
  image.writeUInt32BE(3, 4)
  image.writeUInt32BE(16, 20)
  image.writeBigUInt64BE(BigInt(virtualSizeBytes), 24)
  image.writeUInt32BE(Math.ceil(virtualSizeBytes / (size * 8192)), 36)
  image.writeBigUInt64BE(BigInt(3 * size), 40)
  image.writeBigUInt64BE(BigInt(size), 48)
  image.writeUInt32BE(1, 56)
  image.writeUInt32BE(4, 96)
  image.writeUInt32BE(104, 100)
  return image
}

/** 4 GiB from half a megabyte: every L2 entry names one compressed cluster. */
function compressionBomb(): Buffer {
  const size = 65_536
  const tables = 8
  const image = skeleton(tables * size * 8192, 4 + tables + 1)
  const packed = deflateRawSync(Buffer.alloc(size, 0x41), { windowBits: 12 })
  const dataAt = (4 + tables) * size
  packed.copy(image, dataAt)
  for (let table = 0; table < tables; table += 1) {
    const at = (4 + table) * size
    image.writeBigUInt64BE((1n << 63n) | BigInt(at), 3 * size + table * 8)
    for (let entry = 0; entry < 8192; entry += 1) image.writeBigUInt64BE((1n << 62n) | BigInt(dataAt), at + entry * 8)
  }
  return image
}

function sharedTables(): Buffer {
  const size = 65_536
  const image = skeleton(8 * size * 8192, 6)
  for (let table = 0; table < 8; table += 1)
    image.writeBigUInt64BE((1n << 63n) | BigInt(4 * size), 3 * size + table * 8)
  for (let entry = 0; entry < 8192; entry += 1)
    image.writeBigUInt64BE((1n << 63n) | BigInt(5 * size), 4 * size + entry * 8)
  return image
}

function checksum(bytes: Buffer, at: number): void {
  bytes.writeUInt32BE(0, at)
  bytes.writeUInt32BE(~bytes.reduce((sum, byte) => sum + byte, 0) >>> 0, at)
}
