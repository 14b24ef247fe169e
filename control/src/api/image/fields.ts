import { diskFormats } from '@kilonova/core'
import { z } from 'zod'
import { PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'

export const containerFormats = ['bare', 'ovf', 'ova', 'docker', 'compressed', 'aki', 'ari', 'ami'] as const

/** The fields of an image that its owner may set, each with its check. */
export const imageFields = {
  name: PlainText(255).nullable(),
  visibility: z.enum(['public', 'private', 'shared', 'community']),
  protected: z.boolean(),
  os_hidden: z.boolean(),
  tags: z.array(PlainText(255)).max(128),
  disk_format: z.enum(diskFormats).nullable(),
  container_format: z.enum(containerFormats).nullable(),
  min_disk: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  min_ram: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
} as const

export const readOnlyFields = new Set([
  'status',
  'size',
  'virtual_size',
  'checksum',
  'os_hash_algo',
  'os_hash_value',
  'created_at',
  'updated_at',
  'deleted_at',
  'deleted',
  'self',
  'file',
  'schema',
  'direct_url',
  'locations',
  'stores',
])

const PropertyValue = PlainText(65_535).nullable()
const maxProperties = 128

/** A property of the user's own. @throws {Refusal} 400 or 403 that names it. */
export function checkProperty(name: string, value: unknown): string | undefined {
  const shown = name.slice(0, 100)
  if (name === '' || name.length > 255 || name.includes('\u0000')) {
    throw new Refusal(400, `Property name '${shown}' must have 1 to 255 characters.`)
  }
  if (name.startsWith('os_glance')) throw new Refusal(403, `Property '${shown}' is reserved.`)
  const result = PropertyValue.safeParse(value)
  if (!result.success)
    throw new Refusal(
      400,
      `Provided object does not match schema 'image': property '${shown}' must be a string of at most 65535 characters.`,
    )
  return result.data ?? undefined
}

export function checkPropertyCount(properties: Readonly<Record<string, string>>): void {
  const count = Object.keys(properties).length
  if (count > maxProperties) {
    throw new Refusal(
      413,
      `The limit has been exceeded on the number of allowed image properties. Attempted: ${count}, Maximum: ${maxProperties}`,
    )
  }
}
