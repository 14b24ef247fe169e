import { Fault, type ServerSpec } from '@kilonova/core'

const gib = 2 ** 30

/** In GiB, with as many digits as tell two sizes apart. */
const inGiB = (bytes: number): string => `${Number((bytes / gib).toFixed(bytes % gib === 0 ? 0 : 2))} GiB`

/**
 * The root disk's size in bytes: the flavor's, or the image's when the flavor says 0.
 * @throws {Fault} `imageRefused` when the image does not fit, naming both sizes.
 */
export function rootSizeBytes(spec: ServerSpec, imageBytes: number): number {
  const { flavor, image } = spec
  if (flavor.rootGiB === 0) return imageBytes
  const flavorBytes = flavor.rootGiB * gib
  if (image.minDiskGiB > flavor.rootGiB) {
    throw tooSmall(spec, `needs a disk of at least ${image.minDiskGiB} GiB`, image.minDiskGiB * gib)
  }
  if (imageBytes > flavorBytes) throw tooSmall(spec, `is ${inGiB(imageBytes)}`, imageBytes)
  return flavorBytes
}

function tooSmall({ flavor, image }: ServerSpec, why: string, neededBytes: number): Fault {
  return new Fault(
    'imageRefused',
    `image ${image.name} ${why}, larger than the ${flavor.rootGiB} GiB disk of flavor ${flavor.name}`,
    {
      next: `choose a flavor with a disk of at least ${Math.ceil(neededBytes / gib)} GiB`,
      fields: { reason: 'too-large', imageBytes: neededBytes, flavorBytes: flavor.rootGiB * gib },
    },
  )
}
