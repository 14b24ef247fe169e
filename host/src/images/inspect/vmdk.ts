import type { FormatFacts } from './image-facts.ts'
import type { ByteReader } from './reader.ts'
import { need, quote, refuse, safe, within } from './refusal.ts'

/** Source: VMware Virtual Disk Format 1.1, "hosted sparse extent"; QEMU's block/vmdk.c. */
const sectorSize = 512
const maxDescriptorBytes = 2 ** 20
const directoryAtEnd = 0xffff_ffff_ffff_ffffn
const acceptedTypes = new Set(['monolithicSparse', 'streamOptimized'])

/**
 * A sparse extent with its descriptor inside. Descriptors that stand alone name other files by nature, and are refused.
 * @throws {Fault} `imageRefused`.
 */
export async function inspectVmdk(reader: ByteReader): Promise<FormatFacts> {
  const magic = (await reader.read(0, 4)).toString('latin1')
  if (magic === 'COWD') throw refuse('unsupported', 'is a VMDK of the old COWD kind')
  if (magic !== 'KDMV') throw await refuseDescriptor(reader)
  const header = await need(reader, 0, sectorSize, 'VMDK header')
  const version = header.readUInt32LE(4)
  if (version < 1 || version > 3) throw refuse('unknown-feature', `is of VMDK version ${version}; 1 to 3 are known`)
  const capacity = safe(header.readBigUInt64LE(12), 'capacity')
  const grainSectors = safe(header.readBigUInt64LE(20), 'grain size')
  const descriptorOffset = safe(header.readBigUInt64LE(28), 'descriptor offset') * sectorSize
  const descriptorSize = safe(header.readBigUInt64LE(36), 'descriptor size') * sectorSize
  const tableEntries = header.readUInt32LE(44)
  // With no capacity QEMU would follow the descriptor to whatever files it names.
  if (capacity === 0) throw refuse('foreign-extent', 'is a VMDK without capacity, whose data would be in other files')
  if (descriptorOffset === 0) throw refuse('lying-header', 'is a VMDK extent without a descriptor of its own')
  if (descriptorSize > maxDescriptorBytes || descriptorSize === 0) {
    throw refuse('lying-header', `claims a VMDK descriptor of ${descriptorSize} bytes`)
  }
  within(reader, descriptorOffset, descriptorSize, 'VMDK descriptor')
  checkDescriptor((await need(reader, descriptorOffset, descriptorSize, 'VMDK descriptor')).toString('latin1'))
  if (grainSectors < 1 || grainSectors > 0x200000 || (grainSectors & (grainSectors - 1)) !== 0) {
    throw refuse('lying-header', `claims VMDK grains of ${grainSectors} sectors`)
  }
  if (tableEntries === 0 || tableEntries > 512)
    throw refuse('lying-header', `claims ${tableEntries} entries in each grain table`)
  await checkDirectory(reader, header, { capacity, grainSectors, tableEntries })
  return { virtualSizeBytes: capacity * sectorSize }
}

async function checkDirectory(
  reader: ByteReader,
  header: Buffer,
  size: { capacity: number; grainSectors: number; tableEntries: number },
): Promise<void> {
  let directory = header.readBigUInt64LE(56)
  if (directory === directoryAtEnd) {
    // A stream's true header is a footer: 512 bytes, before the end-of-stream marker of 512 bytes.
    const footer = await need(reader, Math.max(0, reader.sizeBytes - 1024), sectorSize, 'VMDK footer')
    if (footer.toString('latin1', 0, 4) !== 'KDMV') throw refuse('cut-short', 'is a VMDK stream without its footer')
    directory = footer.readBigUInt64LE(56)
    if (footer.readBigUInt64LE(12) !== header.readBigUInt64LE(12)) {
      throw refuse('lying-header', 'is a VMDK whose header and footer contradict each other')
    }
  }
  const entries = Math.ceil(size.capacity / (size.grainSectors * size.tableEntries))
  if (entries * 4 > 64 * 2 ** 20) throw refuse('lying-header', `claims a VMDK grain directory of ${entries} entries`)
  const offset = safe(directory, 'grain directory offset') * sectorSize
  if (offset === 0) throw refuse('lying-header', 'is a VMDK without a grain directory')
  within(reader, offset, entries * 4, 'VMDK grain directory')
}

/** @throws {Fault} unless the descriptor speaks of this file alone. */
function checkDescriptor(text: string): void {
  const end = text.indexOf('\0')
  const lines = (end === -1 ? text : text.slice(0, end)).split(/\r?\n/).map((line) => line.trim())
  const value = (key: string): string | undefined => {
    const line = lines.find((one) => one.toLowerCase().startsWith(`${key.toLowerCase()}=`))
    return line
      ?.slice(key.length + 1)
      .replaceAll('"', '')
      .trim()
  }
  const type = value('createType')
  if (type === undefined || !acceptedTypes.has(type)) {
    throw refuse(
      'foreign-extent',
      `is a VMDK of type ${quote(type ?? 'none')}; only monolithicSparse and streamOptimized hold all their data`,
      'convert it: qemu-img convert -O vmdk -o subformat=streamOptimized',
    )
  }
  const parent = value('parentCID')
  if ((parent !== undefined && !/^f{8}$/i.test(parent)) || value('parentFileNameHint') !== undefined) {
    throw refuse('backing-file', `is a VMDK with a parent (${quote(value('parentFileNameHint') ?? parent ?? '')})`)
  }
  const extents = lines.filter((line) => /^(RW|RDONLY|NOACCESS)\b/i.test(line))
  if (extents.length !== 1) throw refuse('foreign-extent', `is a VMDK of ${extents.length} extents; one was expected`)
  const match = /^RW\s+\d+\s+SPARSE\s+"([^"]*)"\s*$/i.exec(extents[0] ?? '')
  if (match === null) throw refuse('foreign-extent', `is a VMDK with the extent ${quote(extents[0] ?? '')}`)
  if (/[/\\]|^\.\.?$|:/.test(match[1] ?? '')) {
    throw refuse('foreign-extent', `is a VMDK whose extent names the path ${quote(match[1] ?? '')}`)
  }
}

async function refuseDescriptor(reader: ByteReader): Promise<Error> {
  const text = (await reader.read(0, 64 * 1024)).toString('latin1')
  const extents = text.split(/\r?\n/).filter((line) => /^\s*(RW|RDONLY|NOACCESS)\b/i.test(line))
  return refuse(
    'foreign-extent',
    `is a VMDK descriptor whose data is in other files (${quote(extents[0] ?? 'no extent')})`,
    'convert it: qemu-img convert -O vmdk -o subformat=streamOptimized',
  )
}

/** Whether the bytes begin as any kind of VMDK: extent, old extent, or a descriptor on its own. */
export function looksLikeVmdk(head: Buffer): boolean {
  const magic = head.toString('latin1', 0, 4)
  if (magic === 'KDMV' || magic === 'COWD') return true
  // QEMU's probe skips comments and blank lines, then wants a version line; be at least as generous.
  const text = head.toString('latin1', 0, Math.min(head.length, 4096))
  if (/^\s*# Disk DescriptorFile/i.test(text)) return true
  return /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*version\s*=\s*\d/i.test(text)
}
