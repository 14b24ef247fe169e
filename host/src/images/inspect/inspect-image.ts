import type { DiskFormat } from '@kilonova/core'
import { detectFormats } from './detect.ts'
import { type FormatFacts, type FoundFormat, type InspectionLimits } from './image-facts.ts'
import { findPartitions, type RawContent } from './partitions.ts'
import { inspectPloop } from './ploop.ts'
import { inspectQcow2 } from './qcow2.ts'
import { refuseExpansion } from './qcow2-tables.ts'
import { type ByteReader, openReader } from './reader.ts'
import { refuseLuks, refuseQed } from './refused-formats.ts'
import { refuse } from './refusal.ts'
import { inspectVdi } from './vdi.ts'
import { inspectVhd } from './vhd.ts'
import { inspectVhdx } from './vhdx.ts'
import { inspectVmdk } from './vmdk.ts'

/** An image that may be opened, as what it was found to be. */
export interface InspectedImage extends FormatFacts {
  readonly format: 'raw' | 'qcow2' | 'vmdk' | 'vhd' | 'vhdx' | 'vdi' | 'ploop' | 'iso'
  readonly fileSizeBytes: number
  /** What is on a raw disk; `none` for the other formats, which are not looked into. */
  readonly content: RawContent
}

export interface InspectOptions {
  readonly signal?: AbortSignal
}

/** What each declared format must be found as. Kernels, ramdisks and AMIs are bytes without a container. */
const wanted: Record<DiskFormat, FoundFormat> = {
  raw: 'raw',
  qcow2: 'qcow2',
  vmdk: 'vmdk',
  vhd: 'vhd',
  vhdx: 'vhdx',
  vdi: 'vdi',
  ploop: 'ploop',
  iso: 'iso',
  aki: 'raw',
  ari: 'raw',
  ami: 'raw',
}

/**
 * Decides whether any tool may open an image, from its own bytes and without running anything. Reads headers and
 * tables only, each at most once and none larger than 8 MiB at a time.
 * @param declared the format that the image's owner gave it; what is found must be the same.
 * @throws {Fault} `imageRefused`, with `fields.reason` for programs, saying why.
 */
export async function inspectImage(
  path: string,
  declared: DiskFormat,
  limits: InspectionLimits,
  options: InspectOptions = {},
): Promise<InspectedImage> {
  await using reader = await openReader(path)
  return await inspectReader(reader, declared, limits, options)
}

/** The same for bytes that are elsewhere than in a file. */
export async function inspectReader(
  reader: ByteReader,
  declared: DiskFormat,
  limits: InspectionLimits,
  { signal }: InspectOptions = {},
): Promise<InspectedImage> {
  if (reader.sizeBytes === 0) throw refuse('empty', 'is empty', 'upload its data')
  const found = await detectFormats(reader)
  if (found.length > 1) throw refuse('ambiguous', `is ${found.join(' and ')} at once`)
  const format = found[0] ?? 'raw'
  if (format === 'qed') throw await refuseQed(reader)
  if (format === 'luks') throw await refuseLuks(reader)
  if (format === 'qcow1') throw refuse('unsupported', 'is of qcow version 1', 'convert it: qemu-img convert -O qcow2')
  if (format !== wanted[declared]) {
    throw refuse(
      'wrong-format',
      `was declared ${declared} but is ${format}`,
      'declare the disk format that the file has',
    )
  }
  const facts = await inspectFormat(reader, format, limits, signal)
  if (facts.virtualSizeBytes === 0) throw refuse('empty', 'has a virtual size of 0 bytes', 'upload its data')
  if (facts.virtualSizeBytes > limits.maxVirtualSizeBytes) {
    const gib = (bytes: number): number => Math.ceil(bytes / 2 ** 30)
    throw refuse(
      'too-large',
      `has a virtual size of ${gib(facts.virtualSizeBytes)} GiB; at most ${gib(limits.maxVirtualSizeBytes)} GiB are accepted`,
      'shrink the image, or raise images.maxVirtualSizeGiB in the settings of the hosts',
    )
  }
  if (facts.mappedBytes !== undefined) refuseExpansion(facts.mappedBytes, reader.sizeBytes)
  const content = format === 'raw' ? await findPartitions(reader) : 'none'
  return { ...facts, format, fileSizeBytes: reader.sizeBytes, content }
}

function inspectFormat(
  reader: ByteReader,
  format: InspectedImage['format'],
  limits: InspectionLimits,
  signal?: AbortSignal,
): Promise<FormatFacts> {
  switch (format) {
    case 'raw':
    case 'iso':
      return Promise.resolve({ virtualSizeBytes: Math.ceil(reader.sizeBytes / 512) * 512 })
    case 'qcow2':
      return inspectQcow2(reader, limits, signal)
    case 'vmdk':
      return inspectVmdk(reader)
    case 'vhd':
      return inspectVhd(reader)
    case 'vhdx':
      return inspectVhdx(reader)
    case 'vdi':
      return inspectVdi(reader)
    case 'ploop':
      return inspectPloop(reader)
    default:
      return format satisfies never
  }
}
