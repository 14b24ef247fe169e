import type { Cloud } from '../../cloud.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { invalidText, parse } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { writableImage } from './access.ts'
import { checkProperty, checkPropertyCount, imageFields, readOnlyFields } from './fields.ts'
import { type ImageRow, imageView } from './view.ts'

const Change = z.looseObject({
  op: z.enum(['add', 'replace', 'remove']),
  path: z.string().regex(/^\//, 'a JSON pointer begins with /').max(1024),
  value: z.unknown().optional(),
})
const Changes = z.array(Change).min(1).max(256)
type Change = z.infer<typeof Change>

const unescapePointer = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

const columns = {
  name: 'name',
  visibility: 'visibility',
  protected: 'protected',
  os_hidden: 'os_hidden',
  tags: 'tags',
  disk_format: 'disk_format',
  container_format: 'container_format',
  min_disk: 'min_disk_gib',
  min_ram: 'min_ram_mib',
} as const
type FieldName = keyof typeof columns
const isField = (name: string): name is FieldName => Object.hasOwn(columns, name)

interface Changed {
  fields: Record<string, unknown>
  tags: string[]
  properties: Record<string, string>
}

function applyField(changed: Changed, image: ImageRow, name: FieldName, { op, value }: Change): void {
  if (op === 'remove') throw new Refusal(403, `Property '${name}' may not be removed.`)
  const result = imageFields[name].safeParse(value)
  if (!result.success)
    throw new Refusal(400, invalidText(result.error, value).replace('attribute body', `attribute ${name}`))
  const fixedByData = name === 'disk_format' || name === 'container_format'
  if (fixedByData && image.status !== 'queued') {
    throw new Refusal(403, `Attribute '${name}' can be changed only while the image is queued.`)
  }
  if (name === 'tags') changed.tags = [...new Set(result.data as string[])]
  else changed.fields[columns[name]] = result.data
}

function applyTag(changed: Changed, index: string, { op, value }: Change): void {
  if (op === 'remove') {
    const at = Number(index)
    if (!/^\d{1,3}$/.test(index) || at >= changed.tags.length)
      throw new Refusal(400, `There is no tag ${index.slice(0, 20)}.`)
    changed.tags.splice(at, 1)
    return
  }
  changed.tags = [...new Set(parse(imageFields.tags, [...changed.tags, value]))]
}

function applyProperty(changed: Changed, name: string, { op, value }: Change): void {
  const has = Object.hasOwn(changed.properties, name)
  if (op !== 'add' && !has) throw new Refusal(409, `Property ${name.slice(0, 100)} does not exist.`)
  const text = op === 'remove' ? undefined : checkProperty(name, value)
  if (text === undefined) delete changed.properties[name]
  else changed.properties = { ...changed.properties, [name]: text }
}

function apply(image: ImageRow, changes: readonly Change[]): Changed {
  const changed: Changed = { fields: {}, tags: [...image.tags], properties: { ...image.properties } }
  for (const change of changes) {
    const [name = '', index, ...rest] = change.path.slice(1).split('/').map(unescapePointer)
    if (rest.length > 0 || (index !== undefined && name !== 'tags')) {
      throw new Refusal(400, `Invalid JSON pointer for this resource: '${change.path.slice(0, 200)}'.`)
    }
    if (readOnlyFields.has(name) || name === 'id' || name === 'owner') {
      throw new Refusal(403, `Attribute '${name}' is read-only.`)
    }
    if (index !== undefined) applyTag(changed, index, change)
    else if (isField(name)) applyField(changed, image, name, change)
    else applyProperty(changed, name, change)
  }
  checkPropertyCount(changed.properties)
  return changed
}

/** PATCH with Glance's JSON patch: all the changes or none. */
export function imagePatchRoute(app: FastifyInstance, cloud: Cloud): void {
  app.patch<{ Params: { id: string } }>('/image/v2/images/:id', async (request) => {
    requireRole(request, 'member')
    const changes = parse(Changes, request.body)
    const image = await writableImage(cloud.store, request.caller, request.params.id)
    const { fields, tags, properties } = apply(image, changes)
    if (fields['visibility'] === 'public' && image.visibility !== 'public' && !request.caller.isAdmin) {
      throw new Refusal(403, 'You are not authorized to publicize images.')
    }
    const row = await cloud.store.db
      .updateTable('images')
      .set({ ...fields, tags, properties: JSON.stringify(properties), updated_at: new Date() })
      .where('id', '=', image.id)
      .where('updated_at', '=', image.updated_at)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new Refusal(409, `Image ${image.id} was changed by another request. Try again.`)
    return imageView(row)
  })
}
