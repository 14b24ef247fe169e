import { newId } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { baseUrl, projectOf, requireRole } from '../request.ts'
import { checkProperty, checkPropertyCount, imageFields, readOnlyFields } from './fields.ts'
import { imageView } from './view.ts'

const NewImage = z.looseObject({
  id: z
    .string()
    .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, 'not a UUID')
    .transform((id) => id.toLowerCase())
    .optional(),
  owner: PlainText(255).optional(),
  name: imageFields.name.optional(),
  visibility: imageFields.visibility.optional(),
  protected: imageFields.protected.optional(),
  os_hidden: imageFields.os_hidden.optional(),
  tags: imageFields.tags.optional(),
  disk_format: imageFields.disk_format.optional(),
  container_format: imageFields.container_format.optional(),
  min_disk: imageFields.min_disk.optional(),
  min_ram: imageFields.min_ram.optional(),
})
const fixed = new Set(Object.keys(NewImage.shape))

/** The fields that are none of Glance's own are the user's properties. */
function propertiesOf(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const properties: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    if (fixed.has(name)) continue
    if (readOnlyFields.has(name)) throw new Refusal(403, `Attribute '${name}' is read-only.`)
    const text = checkProperty(name, value)
    if (text !== undefined) properties[name] = text
  }
  checkPropertyCount(properties)
  return properties
}

export function imageCreateRoute(app: FastifyInstance, cloud: Cloud): void {
  app.post('/image/v2/images', async (request, reply) => {
    requireRole(request, 'member')
    const project = projectOf(request)
    const body = parse(NewImage, request.body ?? {})
    const { isAdmin } = request.caller
    if (body.visibility === 'public' && !isAdmin) throw new Refusal(403, 'You are not authorized to publicize images.')
    if (body.owner !== undefined && body.owner !== project && !isAdmin) {
      throw new Refusal(403, "You are not permitted to create images owned by '" + body.owner + "'.")
    }
    const row = await cloud.store.db
      .insertInto('images')
      .values({
        id: body.id ?? newId<'image'>(),
        name: body.name ?? null,
        project_id: body.owner ?? project,
        status: 'queued',
        visibility: body.visibility ?? 'shared',
        disk_format: body.disk_format ?? null,
        container_format: body.container_format ?? null,
        min_disk_gib: body.min_disk ?? 0,
        min_ram_mib: body.min_ram ?? 0,
        protected: body.protected ?? false,
        os_hidden: body.os_hidden ?? false,
        tags: [...new Set(body.tags ?? [])],
        properties: JSON.stringify(propertiesOf(body)),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new Refusal(409, `Image ID ${body.id ?? ''} already exists!`)
    return reply
      .code(201)
      .header('Location', `${baseUrl(request)}/image/v2/images/${row.id}`)
      .send(imageView(row))
  })
}
