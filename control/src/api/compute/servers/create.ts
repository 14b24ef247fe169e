import { randomBytes, randomUUID } from 'node:crypto'
import { type FlavorSpec, type InjectedFile, type LocalDisks, newId, seal, ServerId } from '@kilonova/core'
import { along } from '@kilonova/core/store'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Insertable, Transaction } from 'kysely'
import type { Database } from '@kilonova/core'
import type { Cloud } from '../../../cloud.ts'
import type { NicRequest } from '../../../services/network/ports.ts'
import { limitsOf, takeQuota } from '../../../services/quotas.ts'
import { parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import { baseUrl, projectOf, requireRole } from '../../request.ts'
import { findFlavor, toFlavorSpec } from '../flavors.ts'
import { type CreateBody, createSchema, type NewServer } from './create-schema.ts'
import { checkFits, chooseImage, diskDemandGiB, type ImageChoice, imageIdOf } from './image-choice.ts'
import { chooseNics } from './nic-choice.ts'
import { choosePlace, type Place } from './place-choice.ts'
import { chooseGroups } from './security-groups.ts'
import { localDisksOf } from './local-disks.ts'
import { serverLinks } from './view.ts'

interface Wish {
  readonly server: NewServer
  readonly project: string
  readonly flavor: FlavorSpec
  readonly choice: ImageChoice
  readonly publicKeys: Record<string, string>
  readonly nics: NicRequest[]
  readonly place: Place
  readonly group: string | undefined
  readonly injected: readonly InjectedFile[]
  readonly localDisks: LocalDisks | undefined
  readonly securityGroups: readonly string[] | undefined
  readonly count: number
}

/** A DNS label from any name; a name without a usable character gives one from the server's id. */
export function hostnameFrom(name: string, id: string): string {
  const label = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/[^a-z0-9.-]+/g, '')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, 63)
    .replace(/[.-]+$/, '')
  return label === '' ? `server-${id}` : label
}

function countOf(server: NewServer, nics: readonly NicRequest[]): number {
  const least = server.min_count ?? 1
  const most = server.max_count ?? least
  if (least > most) throw new Refusal(400, 'min_count must be <= max_count')
  const fixed = nics.some((nic) => 'portId' in nic || nic.address !== undefined)
  if (most > 1 && server.hostname !== undefined)
    throw new Refusal(400, 'Unable to allocate a single hostname to multiple instances')
  if (most > 1 && fixed)
    throw new Refusal(400, 'Invalid input received: a port or a fixed address is for one server only.')
  return most
}

async function publicKeysOf(
  cloud: Cloud,
  userId: string,
  name: string | null | undefined,
): Promise<Record<string, string>> {
  if (name === null || name === undefined) return {}
  const row = await cloud.store.db
    .selectFrom('keypairs')
    .select(['name', 'public_key'])
    .where('user_id', '=', userId)
    .where('name', '=', name)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal(400, 'Invalid key_name provided.')
  return { [row.name]: row.public_key }
}

const hintKeys = ['os:scheduler_hints', 'OS-SCH-HNT:scheduler_hints'] as const

/** The hints may lie in the server or beside it. */
function withHints(body: CreateBody): NewServer {
  const given = hintKeys.map((key) => body.server[key] ?? body[key]).find((hints) => hints !== undefined)
  return given === undefined ? body.server : { ...body.server, 'os:scheduler_hints': given }
}

async function groupOf(cloud: Cloud, request: FastifyRequest, server: NewServer): Promise<string | undefined> {
  const id = server['os:scheduler_hints']?.group
  if (id === undefined) return undefined
  const group = await cloud.store.db.selectFrom('server_groups').selectAll().where('id', '=', id).executeTakeFirst()
  if (group === undefined || group.project_id !== request.caller.projectId) {
    throw new Refusal(400, `ServerGroup ${id} could not be found`)
  }
  return id
}

/** @throws {Refusal} 403 over a quota, in Nova's words. */
function injectedFiles(cloud: Cloud, server: NewServer): InjectedFile[] {
  const { injectedFiles: most, injectedFilePathBytes, injectedFileContentBytes } = cloud.settings.quotas
  const files = server.personality ?? []
  const over = (limit: number, value: number): boolean => limit >= 0 && value > limit
  if (over(most, files.length)) throw new Refusal(403, `Personality file limit exceeded: Maximum number is ${most}`)
  return files.map(({ path, contents }) => {
    const content = Buffer.from(contents, 'base64')
    if (over(injectedFilePathBytes, Buffer.byteLength(path))) {
      throw new Refusal(403, `Personality file path exceeds maximum ${injectedFilePathBytes}`)
    }
    if (over(injectedFileContentBytes, content.length)) {
      throw new Refusal(403, `Personality file content exceeds maximum ${injectedFileContentBytes}`)
    }
    return { path, contentBase64: content.toString('base64') }
  })
}

async function checkMetadata(cloud: Cloud, project: string, { metadata = {} }: NewServer): Promise<void> {
  const items = Object.keys(metadata).length
  if (items === 0) return
  const { metadata_items: limit } = await limitsOf(cloud.store.db, cloud.settings.quotas, project)
  if (limit >= 0 && items > limit) throw new Refusal(403, `Maximum number of metadata items exceeds ${limit}`)
}

/** Everything that can be refused at once is refused here, before anything is written. */
async function understand(cloud: Cloud, request: FastifyRequest): Promise<Wish> {
  const server = withHints(parse(createSchema(request.minor), request.body))
  const project = projectOf(request)
  const { caller } = request
  const flavorId = server.flavorRef.split('/').at(-1) ?? ''
  // Many ask for the same at one moment: what depends on nothing else is read once for all of them.
  const as = `${caller.isAdmin ? 'admin' : 'member'} of ${project}`
  const [flavorRow, choice, publicKeys, nics, place, group, securityGroups] = await Promise.all([
    cloud.reads.read(`flavor ${flavorId} for ${as}`, () => findFlavor(cloud, caller, flavorId)),
    chooseImage(cloud, caller, imageIdOf(server)),
    publicKeysOf(cloud, caller.userId, server.key_name),
    chooseNics(cloud, caller, server.networks),
    choosePlace(cloud, caller, server),
    groupOf(cloud, request, server),
    chooseGroups(cloud, server, project),
  ])
  if (flavorRow === undefined || flavorRow.disabled)
    throw new Refusal(400, `Flavor ${flavorId.slice(0, 255)} could not be found.`)
  const flavor = toFlavorSpec(flavorRow)
  checkFits(flavor, choice)
  const injected = injectedFiles(cloud, server)
  const localDisks = localDisksOf(server, flavor, cloud.settings.quotas.localDisks)
  await checkMetadata(cloud, project, server)
  return {
    server,
    project,
    flavor,
    choice,
    publicKeys,
    nics,
    place,
    group,
    securityGroups,
    injected,
    localDisks,
    count: countOf(server, nics),
  }
}

/** What no server has at its beginning. */
const fresh = {
  locked_by: null,
  locked_reason: null,
  fault: null,
  launched_at: null,
  terminated_at: null,
  deleted_at: null,
} as const

function rowOf(
  wish: Wish,
  request: FastifyRequest,
  id: string,
  index: number,
  reservation: string,
): Insertable<Database['servers']> {
  const { server, flavor, choice, place } = wish
  const { caller } = request
  const name = wish.count === 1 ? server.name : `${server.name}-${index + 1}`
  const hostname = server.hostname ?? hostnameFrom(name, id)
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value))
  return {
    id,
    project_id: wish.project,
    user_id: caller.userId,
    project_name: caller.projectName ?? '',
    user_name: caller.userName,
    name,
    description: server.description ?? (request.minor < 19 ? name : null),
    hostname,
    vm_state: 'building',
    task_state: 'scheduling',
    host: null,
    hypervisor_hostname: null,
    requested_zone: place.zone,
    requested_host: place.host,
    flavor: JSON.stringify(flavor),
    vcpus: flavor.vcpus,
    memory_mib: flavor.memoryMiB,
    disk_gib: diskDemandGiB(flavor, choice),
    image_id: choice.image.id,
    image: JSON.stringify(choice.image),
    kernel: json(choice.kernel),
    ramdisk: json(choice.ramdisk),
    metadata: JSON.stringify(server.metadata ?? {}),
    tags: [...new Set(server.tags ?? [])],
    key_name: server.key_name ?? null,
    public_keys: JSON.stringify(wish.publicKeys),
    user_data: server.user_data ?? null,
    local_disks: json(wish.localDisks),
    injected_files: JSON.stringify(wish.injected),
    // Injected files are on the config drive and nowhere else: who asks for them asks for it.
    config_drive:
      wish.injected.length > 0 ||
      (server.config_drive ?? wish.choice.image.properties['img_config_drive'] === 'mandatory'),
    disk_config: server['OS-DCF:diskConfig'] ?? 'MANUAL',
    access_ipv4: server.accessIPv4 ?? '',
    access_ipv6: server.accessIPv6 ?? '',
    ...fresh,
    scheduler_hints: JSON.stringify(server['os:scheduler_hints'] ?? {}),
    security_groups: [...new Set(server.security_groups?.map((group) => group.name ?? 'default') ?? ['default'])],
    reservation_id: reservation,
    launch_index: index,
  }
}

async function joinGroup(
  cloud: Cloud,
  trx: Transaction<Database>,
  { group = '', project }: Wish,
  ids: readonly string[],
): Promise<void> {
  await trx.selectFrom('server_groups').select('id').where('id', '=', group).forUpdate().executeTakeFirstOrThrow()
  const count = trx.selectFrom('server_group_members').select((eb) => eb.fn.countAll<number>().as('count'))
  const { count: has } = await count.where('group_id', '=', group).executeTakeFirstOrThrow()
  const { server_group_members: limit } = await limitsOf(trx, cloud.settings.quotas, project)
  if (limit >= 0 && has + ids.length > limit) throw new Refusal(403, 'Quota exceeded, too many servers in group')
  await trx
    .insertInto('server_group_members')
    .values(ids.map((id) => ({ group_id: group, server_id: id })))
    .execute()
}

/** Records, action log and flows in one transaction: all of the servers are asked for, or none. */
async function write(
  cloud: Cloud,
  request: FastifyRequest,
  wish: Wish,
  reservation: string,
  password: string,
): Promise<string[]> {
  const ids = Array.from({ length: wish.count }, () => newId<'server'>())
  const { flavor, count } = wish
  const sealed = seal(password, cloud.sealKey)
  await cloud.store.transaction(async (trx) => {
    const more = { instances: count, cores: count * flavor.vcpus, ram: count * flavor.memoryMiB }
    await takeQuota(trx, cloud.settings.quotas, wish.project, more)
    const rows = ids.map((id, index) => rowOf(wish, request, id, index, reservation))
    await along(trx, trx.insertInto('servers').values(rows))
    if (wish.group !== undefined) await joinGroup(cloud, trx, wish, ids)
    for (const id of ids) {
      const input = {
        serverId: id,
        nics: wish.nics,
        ...(wish.securityGroups === undefined ? {} : { securityGroups: wish.securityGroups }),
        adminPassword: sealed,
      }
      const options = { serverId: ServerId.parse(id), newServer: true, requestId: request.id }
      const flowId = await cloud.engine.submit(trx, cloud.flows.build, input, options)
      const action = {
        ...{ id: randomUUID(), server_id: id, action: 'create', request_id: request.id, flow_id: flowId },
        ...{ user_id: request.caller.userId, project_id: wish.project, message: null },
      }
      await along(trx, trx.insertInto('server_actions').values(action))
    }
  })
  cloud.engine.kick()
  return ids
}

/** POST /servers: the record and its flow are there when it answers; the host is never waited for. */
export function serverCreateRoute(app: FastifyInstance, cloud: Cloud): void {
  app.post('/compute/v2.1/servers', async (request, reply) => {
    requireRole(request, 'member')
    const wish = await understand(cloud, request)
    const password = wish.server.adminPass ?? randomBytes(9).toString('base64url')
    const reservation = `r-${randomBytes(5).toString('hex').slice(0, 8)}`
    const [id = ''] = await write(cloud, request, wish, reservation, password)
    if (wish.server.return_reservation_id === true) return reply.code(202).send({ reservation_id: reservation })
    const base = baseUrl(request)
    const groups = wish.server.security_groups?.map((group) => ({ name: group.name ?? 'default' }))
    return reply
      .code(202)
      .header('Location', `${base}/compute/v2.1/servers/${id}`)
      .send({
        server: {
          id,
          links: serverLinks(base, id),
          'OS-DCF:diskConfig': wish.server['OS-DCF:diskConfig'] ?? 'MANUAL',
          adminPass: password,
          security_groups: groups ?? [{ name: 'default' }],
        },
      })
  })
}
