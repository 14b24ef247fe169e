import { DiskFormat, type FlavorSpec, ImageSpec } from '@kilonova/core'
import type { Cloud } from '../../../cloud.ts'
import type { Caller } from '../../../services/identity/tokens.ts'
import { findImage } from '../../image/access.ts'
import type { ImageRow } from '../../image/view.ts'
import { Refusal } from '../../refusal.ts'
import type { NewServer } from './create-schema.ts'
import { isBlankLocal } from './local-disks.ts'

const gibibyte = 1024 ** 3

export type StoredImage = Omit<ImageSpec, 'locations'>

export interface ImageChoice {
  readonly image: StoredImage
  readonly kernel: StoredImage | undefined
  readonly ramdisk: StoredImage | undefined
  /** What the guest's root disk has to hold at least, in bytes. */
  readonly virtualSizeBytes: number
}

/** The image that a server is to boot, from imageRef or from the one local disk of its mapping. */
export function imageIdOf(server: NewServer): string {
  const disks = (server.block_device_mapping_v2 ?? []).filter((disk) => !isBlankLocal(disk))
  const foreign = disks.find((disk) => disk.source_type !== 'image' || disk.destination_type === 'volume')
  if (foreign !== undefined) {
    throw new Refusal(
      400,
      'Block Device Mapping is Invalid: only the image itself as a local root disk is taken; volumes need a volume service, which this cloud has not.',
    )
  }
  if (disks.length > 0 && (server.block_device_mapping?.length ?? 0) > 0)
    throw new Refusal(400, 'Using different block_device_mapping syntaxes is not allowed in the same request.')
  const [root, ...more] = disks
  if (more.length > 0)
    throw new Refusal(
      400,
      'Block Device Mapping is Invalid: Boot sequence for the instance and image/block device mapping combination is not valid.',
    )
  if (root !== undefined && root.boot_index !== 0)
    throw new Refusal(
      400,
      'Block Device Mapping is Invalid: Mapping image to local is not supported but for the disk that is booted from (boot_index 0).',
    )
  const named = server.imageRef?.split('/').at(-1) ?? ''
  const id = named === '' ? (root?.uuid ?? '') : named
  if (id === '') throw new Refusal(400, 'Invalid imageRef provided.')
  if (root?.uuid !== undefined && root.uuid.toLowerCase() !== id.toLowerCase())
    throw new Refusal(400, 'Block Device Mapping is Invalid: its image is not imageRef.')
  return id.toLowerCase()
}

function toSpec(image: ImageRow): StoredImage {
  if (image.status !== 'active') throw new Refusal(400, `Image ${image.id} is not active.`)
  return ImageSpec.omit({ locations: true }).parse({
    id: image.id,
    name: image.name ?? '',
    diskFormat: DiskFormat.parse(image.disk_format),
    containerFormat: image.container_format,
    sizeBytes: Number(image.size_bytes),
    sha256: image.sha256,
    minDiskGiB: image.min_disk_gib,
    minRamMiB: image.min_ram_mib,
    properties: image.properties,
  })
}

async function partOf(
  cloud: Cloud,
  caller: Caller,
  image: ImageRow,
  property: string,
): Promise<StoredImage | undefined> {
  const id = image.properties[property]
  if (id === undefined || id === '') return undefined
  const part = await findImage(cloud.store, caller, id)
  if (part === undefined)
    throw new Refusal(400, `Image ${image.id} names ${property} ${id.slice(0, 64)}, which could not be found.`)
  return toSpec(part)
}

/** An image with all places that a host may fetch it from. @throws {Refusal} 400 as `chooseImage` does. */
export async function locatedImage(cloud: Cloud, caller: Caller, id: string): Promise<ImageSpec> {
  const row = await findImage(cloud.store, caller, id)
  if (row === undefined) throw new Refusal(400, `Image ${id} could not be found.`)
  return { ...toSpec(row), locations: [...row.locations, cloud.imageFiles.locationOf(row.id)] }
}

/** @throws {Refusal} 400 for an image that is not there, or not ready. */
export async function chooseImage(cloud: Cloud, caller: Caller, id: string): Promise<ImageChoice> {
  const as = `${caller.isAdmin ? 'admin' : 'member'} of ${caller.projectId}`
  const row = await cloud.reads.read(`image ${id} for ${as}`, () => findImage(cloud.store, caller, id))
  if (row === undefined) throw new Refusal(400, `Can not find requested image`)
  const image = toSpec(row)
  const [kernel, ramdisk] = await Promise.all([
    partOf(cloud, caller, row, 'kernel_id'),
    partOf(cloud, caller, row, 'ramdisk_id'),
  ])
  const stored = image.diskFormat === 'raw' || image.diskFormat === 'ami' ? image.sizeBytes : 0
  return { image, kernel, ramdisk, virtualSizeBytes: Math.max(stored, Number(row.virtual_size_bytes ?? 0)) }
}

/** @throws {Refusal} 400 with the figures, in Nova's words. */
export function checkFits(flavor: FlavorSpec, { image, virtualSizeBytes }: ImageChoice): void {
  if (flavor.memoryMiB < image.minRamMiB) throw new Refusal(400, "Flavor's memory is too small for requested image.")
  const diskBytes = flavor.rootGiB * gibibyte
  if (diskBytes === 0) return
  if (virtualSizeBytes > diskBytes) {
    throw new Refusal(
      400,
      `Flavor's disk is too small for requested image. Flavor disk is ${diskBytes} bytes, image is ${virtualSizeBytes} bytes.`,
    )
  }
  if (image.minDiskGiB > flavor.rootGiB) {
    throw new Refusal(
      400,
      `Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is ${diskBytes} bytes, minimum size is ${image.minDiskGiB * gibibyte} bytes.`,
    )
  }
}

/** What a server takes of its host's disk, in GiB. */
export function diskDemandGiB(flavor: FlavorSpec, { image, virtualSizeBytes }: ImageChoice): number {
  const root =
    flavor.rootGiB > 0
      ? flavor.rootGiB
      : Math.max(image.minDiskGiB, Math.ceil(Math.max(virtualSizeBytes, image.sizeBytes) / gibibyte))
  return root + flavor.ephemeralGiB + Math.ceil(flavor.swapMiB / 1024)
}
