import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { snapshotFlowOf } from '../../services/images/snapshot-images.ts'
import { sweepImages } from '../../services/images/sweep.ts'
import { parse, PlainText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { noContent, requireRole } from '../request.ts'
import { readableImage, writableImage } from './access.ts'
import { seconds } from '../time.ts'
import { imageView } from './view.ts'

interface ById {
  Params: { id: string }
}
interface ByTag {
  Params: { id: string; tag: string }
}
interface ByMember {
  Params: { id: string; member: string }
}

/** Show, delete, tags, switching off and on. */
export function imageManageRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { store } = cloud
  app.get<ById>('/image/v2/images/:id', async (request) =>
    imageView(await readableImage(store, request.caller, request.params.id)),
  )
  app.delete<ById>('/image/v2/images/:id', async (request, reply) => {
    requireRole(request, 'member')
    const image = await writableImage(store, request.caller, request.params.id)
    if (image.protected) throw new Refusal(403, `Image ${image.id} is protected and cannot be deleted.`)
    // Gone for users at once; its bytes go when no server is being built from them any more.
    await store.db
      .updateTable('images')
      .set({ deleted_at: new Date(), status: 'deleted', updated_at: new Date() })
      .where('id', '=', image.id)
      .execute()
    // A snapshot that is just filling it has nothing more to do.
    const flowId = await snapshotFlowOf(store.db, image.id)
    if (flowId !== undefined) await cloud.engine.cancel(flowId)
    await sweepImages(store, cloud.imageFiles)
    return noContent(reply)
  })
  app.put<ByTag>('/image/v2/images/:id/tags/:tag', async (request, reply) => {
    await changeTags(cloud, request, (tags) => [...new Set([...tags, request.params.tag])])
    return noContent(reply)
  })
  app.delete<ByTag>('/image/v2/images/:id/tags/:tag', async (request, reply) => {
    const { tag } = request.params
    await changeTags(cloud, request, (tags) => {
      if (!tags.includes(tag)) throw new Refusal(404, `Tag '${tag}' not found.`)
      return tags.filter((one) => one !== tag)
    })
    return noContent(reply)
  })
  for (const [action, from, to] of [
    ['deactivate', 'active', 'deactivated'],
    ['reactivate', 'deactivated', 'active'],
  ] as const) {
    app.post<ById>(`/image/v2/images/:id/actions/${action}`, async (request, reply) => {
      requireRole(request, 'admin')
      const image = await writableImage(store, request.caller, request.params.id)
      if (image.status !== from && image.status !== to) {
        throw new Refusal(403, `Not allowed to ${action} image in status '${image.status}'`)
      }
      await store.db.updateTable('images').set({ status: to }).where('id', '=', image.id).execute()
      return noContent(reply)
    })
  }
  memberRoutes(app, cloud)
}

/** Changes them as they are in this moment: of two requests at once neither undoes the other. */
async function changeTags(
  cloud: Cloud,
  request: FastifyRequest<ByTag>,
  changed: (tags: readonly string[]) => string[],
): Promise<void> {
  requireRole(request, 'member')
  parse(PlainText(255), request.params.tag)
  const { id } = await writableImage(cloud.store, request.caller, request.params.id)
  await cloud.store.transaction(async (trx) => {
    const there = trx.selectFrom('images').select('tags').where('id', '=', id).where('deleted_at', 'is', null)
    const image = await there.forUpdate().executeTakeFirst()
    if (image === undefined) throw new Refusal(404, `No image found with ID ${id}`)
    const tags = changed(image.tags)
    if (tags.length > 128) throw new Refusal(413, 'An image may have 128 tags at most.')
    await trx.updateTable('images').set({ tags, updated_at: new Date() }).where('id', '=', id).execute()
  })
}

const NewMember = z.looseObject({ member: PlainText(255).min(1) })
const MemberChange = z.looseObject({ status: z.enum(['pending', 'accepted', 'rejected']) })

type Row = { image_id: string; project_id: string; status: string; created_at: Date; updated_at: Date }
const memberView = (row: Row) => ({
  image_id: row.image_id,
  member_id: row.project_id,
  status: row.status,
  created_at: seconds(row.created_at),
  updated_at: seconds(row.updated_at),
  schema: '/v2/schemas/member',
})

/** Sharing an image with other projects. */
function memberRoutes(app: FastifyInstance, cloud: Cloud): void {
  const { db } = cloud.store
  const path = '/image/v2/images/:id/members'
  app.get<ById>(path, async (request) => {
    const image = await readableImage(cloud.store, request.caller, request.params.id)
    const { caller } = request
    const owner = caller.isAdmin || image.project_id === caller.projectId
    let query = db.selectFrom('image_members').selectAll().where('image_id', '=', image.id)
    if (!owner) query = query.where('project_id', '=', caller.projectId ?? '')
    return { members: (await query.execute()).map(memberView), schema: '/v2/schemas/members' }
  })
  app.post<ById>(path, async (request) => {
    requireRole(request, 'member')
    const { member } = parse(NewMember, request.body)
    const image = await writableImage(cloud.store, request.caller, request.params.id)
    if (image.visibility !== 'shared') throw new Refusal(403, 'Only shared images have members.')
    const row = await db
      .insertInto('image_members')
      .values({ image_id: image.id, project_id: member })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw new Refusal(409, `Member ${member} is duplicated for image ${image.id}`)
    return memberView(row)
  })
  app.put<ByMember>(`${path}/:member`, async (request) => {
    const { status } = parse(MemberChange, request.body)
    const image = await readableImage(cloud.store, request.caller, request.params.id)
    if (!request.caller.isAdmin && request.caller.projectId !== request.params.member) {
      throw new Refusal(403, 'Only the member itself may accept or refuse an image.')
    }
    const row = await db
      .updateTable('image_members')
      .set({ status, updated_at: new Date() })
      .where('image_id', '=', image.id)
      .where('project_id', '=', request.params.member)
      .returningAll()
      .executeTakeFirst()
    if (row === undefined)
      throw new Refusal(404, `${request.params.member} not found in the member list of the image ${image.id}.`)
    return memberView(row)
  })
  app.delete<ByMember>(`${path}/:member`, async (request, reply) => {
    requireRole(request, 'member')
    const image = await writableImage(cloud.store, request.caller, request.params.id)
    const gone = await db
      .deleteFrom('image_members')
      .where('image_id', '=', image.id)
      .where('project_id', '=', request.params.member)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n)
      throw new Refusal(404, `${request.params.member} not found in the member list of the image ${image.id}.`)
    return noContent(reply)
  })
}
