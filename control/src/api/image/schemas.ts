import { diskFormats } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import { containerFormats } from './fields.ts'

const statuses = ['queued', 'saving', 'active', 'killed', 'deleted', 'deactivated', 'uploading', 'importing']
const text = { type: 'string' } as const
const textOrNull = { type: ['null', 'string'], maxLength: 255 } as const
const uuid = '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$'
const readOnly = <T extends object>(schema: T) => ({ ...schema, readOnly: true })

const imageProperties = {
  id: { type: 'string', pattern: uuid },
  name: textOrNull,
  status: readOnly({ type: 'string', enum: statuses }),
  visibility: { type: 'string', enum: ['community', 'public', 'private', 'shared'] },
  protected: { type: 'boolean' },
  os_hidden: { type: 'boolean' },
  owner: textOrNull,
  disk_format: { type: ['null', 'string'], enum: [null, ...diskFormats] },
  container_format: { type: ['null', 'string'], enum: [null, ...containerFormats] },
  size: readOnly({ type: ['null', 'integer'] }),
  virtual_size: readOnly({ type: ['null', 'integer'] }),
  checksum: readOnly({ type: ['null', 'string'], maxLength: 32 }),
  os_hash_algo: readOnly({ type: ['null', 'string'], maxLength: 64 }),
  os_hash_value: readOnly({ type: ['null', 'string'], maxLength: 128 }),
  min_disk: { type: 'integer' },
  min_ram: { type: 'integer' },
  tags: { type: 'array', items: { type: 'string', maxLength: 255 } },
  created_at: readOnly(text),
  updated_at: readOnly(text),
  self: readOnly(text),
  file: readOnly(text),
  schema: readOnly(text),
}

const image = {
  name: 'image',
  properties: imageProperties,
  additionalProperties: { type: 'string' },
  links: [
    { rel: 'self', href: '{self}' },
    { rel: 'enclosure', href: '{file}' },
    { rel: 'describedby', href: '{schema}' },
  ],
}

const member = {
  name: 'member',
  properties: {
    image_id: { type: 'string', pattern: uuid },
    member_id: text,
    status: { type: 'string', enum: ['pending', 'accepted', 'rejected'] },
    created_at: text,
    updated_at: text,
    schema: readOnly(text),
  },
}

const listOf = (name: string, item: object) => ({
  name,
  properties: { [name]: { type: 'array', items: item }, first: text, next: text, schema: text },
  links: [
    { rel: 'first', href: '{first}' },
    { rel: 'next', href: '{next}' },
    { rel: 'describedby', href: '{schema}' },
  ],
})

/** What clients read to learn the shape of an image. */
export function imageSchemaRoutes(app: FastifyInstance): void {
  const schemas = { image, images: listOf('images', image), member, members: listOf('members', member) }
  for (const [name, schema] of Object.entries(schemas)) app.get(`/image/v2/schemas/${name}`, () => schema)
}
