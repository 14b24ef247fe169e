import { ephemeralFormats, type FlavorSpec, type LocalDisks } from '@kilonova/core'
import { Refusal } from '../../refusal.ts'
import type { NewServer } from './create-schema.ts'

type Mapped = NonNullable<NewServer['block_device_mapping_v2']>[number]

/** An empty disk of the host: what is neither an image nor a volume. */
export const isBlankLocal = (disk: Mapped): boolean =>
  disk.source_type === 'blank' && disk.destination_type !== 'volume'

const invalid = (why: string): Refusal => new Refusal(400, `Block Device Mapping is Invalid: ${why}`)

/**
 * Ephemeral disks and swap as the mapping asks for them, within what the flavor gives; undefined when it names none, and
 * then there is one ephemeral disk and one swap as the flavor says. Sizes are GiB, and MiB for swap. Source: Nova.
 * @throws {Refusal} 400 in Nova's words.
 */
export function localDisksOf(server: NewServer, flavor: FlavorSpec, most: number): LocalDisks | undefined {
  const mapped = server.block_device_mapping_v2 ?? []
  const local = mapped.filter((disk) => disk.destination_type !== 'volume')
  if (most >= 0 && local.length > most) throw invalid('You specified more local devices than the limit allows')
  const blank = mapped.filter(isBlankLocal)
  if (blank.length === 0) return undefined
  for (const disk of blank) {
    if (disk.boot_index !== undefined && disk.boot_index !== null && disk.boot_index >= 0) {
      throw invalid('Boot sequence for the instance and image/block device mapping combination is not valid.')
    }
  }
  const swaps = blank.filter((disk) => disk.guest_format === 'swap')
  const others = blank.filter((disk) => disk.guest_format !== 'swap')
  const swapMiB = swaps.length === 0 ? flavor.swapMiB : (swaps[0]?.volume_size ?? flavor.swapMiB)
  if (swaps.length > 1 || swapMiB > flavor.swapMiB) {
    throw invalid('Swap drive requested is larger than instance type allows.')
  }
  const ephemerals =
    others.length === 0 && flavor.ephemeralGiB > 0
      ? [{ sizeGiB: flavor.ephemeralGiB }]
      : others.map(({ volume_size, guest_format: format }) => {
          const sizeGiB = volume_size ?? flavor.ephemeralGiB
          if (sizeGiB < 1) throw invalid('an ephemeral disk has at least 1 GiB.')
          if (format === undefined || format === null || format === '') return { sizeGiB }
          const known = ephemeralFormats.find((one) => one === format)
          if (known === undefined) {
            throw invalid(
              `InvalidBlockDeviceFormat: ${JSON.stringify(format)} is not supported; use one of ${ephemeralFormats.join(', ')}.`,
            )
          }
          return { sizeGiB, format: known }
        })
  if (ephemerals.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0) > flavor.ephemeralGiB) {
    throw invalid('Ephemeral disks requested are larger than the instance type allows.')
  }
  return { ephemerals, swapMiB }
}
