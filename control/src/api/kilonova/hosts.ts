import { type Database, Fault, HostName } from '@kilonova/core'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { goOn } from '../../conductor/settle-host.ts'
import { spokenVersion, versionRefusal } from '../../scheduler/spoken-version.ts'
import { removeHost } from '../../services/hosts/remove-host.ts'
import { parse } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'

const NewToken = z.strictObject({ lifetime_sec: z.int().min(10).max(604_800).optional() })
/** `lost`: it is gone for good, with what is on it. */
const Removal = z.strictObject({ lost: z.enum(['true', 'false']).optional() })

/** Machines come and go: for administrators. */
export function hostRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.post('/kilonova/v1/host-tokens', async (request, reply) => {
    requireRole(request, 'admin')
    const { lifetime_sec: lifetimeSec } = parse(NewToken, request.body ?? {})
    const { manyHosts, settings } = cloud
    if (manyHosts === undefined) throw new Fault('invalid', 'this service has no bus to other machines')
    const { token, expiresAt } = await manyHosts.makeToken(lifetimeSec ?? settings.hosts.tokenLifetimeSec)
    return reply.code(201).send({ host_token: { token, expires_at: expiresAt.toISOString() } })
  })
  app.get('/kilonova/v1/hosts', async (request) => {
    requireRole(request, 'admin')
    const { db } = cloud.store
    const [rows, joined] = await Promise.all([
      db.selectFrom('hosts').select(['name', 'facts']).orderBy('name').execute(),
      neverHeardOf(db),
    ])
    return {
      joined,
      hosts: rows.map(({ name, facts }) => ({
        name,
        version: typeof facts['version'] === 'string' ? facts['version'] : null,
        protocol: spokenVersion(facts),
        refused: versionRefusal(spokenVersion(facts)) ?? null,
      })),
    }
  })
  app.get('/kilonova/v1/bus-users', async (request) => {
    requireRole(request, 'admin')
    if (cloud.manyHosts === undefined) throw new Fault('invalid', 'this service has no bus to other machines')
    return { bus_users: await cloud.manyHosts.busUsers() }
  })
  app.delete<{ Params: { name: string } }>('/kilonova/v1/hosts/:name', async (request, reply) => {
    requireRole(request, 'admin')
    const name = HostName.safeParse(request.params.name)
    const { lost } = parse(Removal, request.query)
    if (!name.success || !(await removeHost(cloud, name.data, { lost: lost === 'true' }))) {
      throw new Refusal(404, `There is no host ${request.params.name.slice(0, 64)}.`)
    }
    if (lost === 'true') await goOn(cloud, name.data)
    return reply.code(204).send()
  })
}

/** Hosts that were let in, and whose agent has not run since: of these nothing else is known. */
function neverHeardOf(db: Kysely<Database>) {
  return db
    .selectFrom('members')
    .select(['name', 'addresses', 'joined_at'])
    .where('role', '=', 'host')
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('hosts').select('hosts.name').whereRef('hosts.name', '=', 'members.name'))),
    )
    .orderBy('name')
    .execute()
}
