import { createHash, createPublicKey, generateKeyPair, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import type { Database } from '@kilonova/core'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Cloud } from '../../cloud.ts'
import { limitsOf } from '../../services/quotas.ts'
import { parse, PlainText, queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { requireRole } from '../request.ts'
import { limitOf, nextLinks } from './paging.ts'
import { microsecondsOrNull } from '../time.ts'

type Row = Selectable<Database['keypairs']>
interface ByName {
  Params: { name: string }
}

const KeyName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[A-Za-z0-9 \-_@.]+$/, 'a key name has letters, digits, blanks, and - _ @ .')
const sizes = { name: KeyName, public_key: PlainText(16_384).min(1).optional() }
const NewKey = z.strictObject({ keypair: z.strictObject(sizes) })
const TypedKey = z.strictObject({ keypair: z.strictObject({ ...sizes, type: z.enum(['ssh', 'x509']).optional() }) })
const OwnedKey = z.strictObject({
  keypair: z.strictObject({ ...sizes, type: z.enum(['ssh', 'x509']).optional(), user_id: PlainText(255).optional() }),
})

const colons = (hex: string): string => hex.replace(/..(?=.)/g, '$&:')

/** @throws {Refusal} 400 for a text that is no public key. */
function fingerprint(type: string, publicKey: string): string {
  if (type === 'x509') {
    try {
      return colons(createHash('sha1').update(new X509Certificate(publicKey).raw).digest('hex'))
    } catch {
      throw new Refusal(400, 'Keypair data is invalid: failed to generate X509 fingerprint')
    }
  }
  const [kind, blob = ''] = publicKey.trim().split(/\s+/)
  const bytes = Buffer.from(blob, 'base64')
  const named = bytes.length > 4 ? bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString() : ''
  if (kind === undefined || named !== kind || /[\r\n]/.test(publicKey.trim())) {
    throw new Refusal(400, 'Keypair data is invalid: failed to generate fingerprint')
  }
  return colons(createHash('md5').update(bytes).digest('hex'))
}

const sshString = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
/** A number's bytes with a zero in front when they would read as negative. */
const sshNumber = (bytes: Buffer): Buffer =>
  sshString(((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]))

async function generate(): Promise<{ publicKey: string; privateKey: string }> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const blob = Buffer.concat([
    sshString(Buffer.from('ssh-rsa')),
    sshNumber(Buffer.from(e, 'base64url')),
    sshNumber(Buffer.from(n, 'base64url')),
  ])
  return {
    publicKey: `ssh-rsa ${blob.toString('base64')} Generated-by-Kilonova`,
    privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
  }
}

function view(request: FastifyRequest, row: Row) {
  return {
    name: row.name,
    public_key: row.public_key,
    fingerprint: row.fingerprint,
    ...(request.minor >= 2 ? { type: row.type } : {}),
  }
}

/** Whose keys: one's own, or, for an admin, anybody's. */
function ownerOf(request: FastifyRequest, asked: string | undefined): string {
  if (asked === undefined || request.minor < 10 || asked === request.caller.userId) return request.caller.userId
  requireRole(request, 'admin')
  return asked
}

async function createKey(cloud: Cloud, request: FastifyRequest) {
  const schema = request.minor >= 10 ? OwnedKey : request.minor >= 2 ? TypedKey : NewKey
  const { keypair }: z.infer<typeof OwnedKey> = parse(schema, request.body)
  const type = keypair.type ?? 'ssh'
  const userId = ownerOf(request, keypair.user_id)
  if (keypair.public_key === undefined && (request.minor >= 92 || type !== 'ssh')) {
    throw new Refusal(400, "Invalid input for field/attribute keypair. Value: {…}. 'public_key' is a required property")
  }
  const made = keypair.public_key === undefined ? await generate() : undefined
  const publicKey = made?.publicKey ?? keypair.public_key ?? ''
  const row = await cloud.store.transaction(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`keys of ${userId}`}))`.execute(trx)
    const count = trx.selectFrom('keypairs').select((eb) => eb.fn.countAll<number>().as('count'))
    const { count: has } = await count.where('user_id', '=', userId).executeTakeFirstOrThrow()
    const { key_pairs: limit } = await limitsOf(trx, cloud.settings.quotas, request.caller.projectId ?? '')
    if (limit >= 0 && has >= limit) throw new Refusal(403, 'Quota exceeded, too many key pairs.')
    return trx
      .insertInto('keypairs')
      .values({
        user_id: userId,
        name: keypair.name,
        type,
        public_key: publicKey,
        fingerprint: fingerprint(type, publicKey),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
  })
  if (row === undefined) throw new Refusal(409, `Key pair '${keypair.name}' already exists.`)
  const shown = { ...view(request, row), user_id: userId }
  return made === undefined ? shown : { ...shown, private_key: made.privateKey }
}

async function keyOr404(cloud: Cloud, request: FastifyRequest<ByName>): Promise<Row> {
  const userId = ownerOf(request, queryText(request.query, 'user_id'))
  const row = await cloud.store.db
    .selectFrom('keypairs')
    .selectAll()
    .where('user_id', '=', userId)
    .where('name', '=', request.params.name)
    .executeTakeFirst()
  if (row === undefined) throw new Refusal(404, `Keypair ${request.params.name} not found for user ${userId}`)
  return row
}

/** SSH keys (and certificates) by name, for one user. */
export function keypairRoutes(app: FastifyInstance, cloud: Cloud): void {
  const path = '/compute/v2.1/os-keypairs'
  app.get(path, async (request) => {
    const userId = ownerOf(request, queryText(request.query, 'user_id'))
    const limit = request.minor >= 35 ? limitOf(request) : 1000
    let query = cloud.store.db.selectFrom('keypairs').selectAll().where('user_id', '=', userId)
    const marker = request.minor >= 35 ? queryText(request.query, 'marker') : undefined
    if (marker !== undefined) query = query.where('name', '>', marker)
    const rows = await query
      .orderBy('name')
      .limit(limit + 1)
      .execute()
    const shown = rows.slice(0, limit)
    const links = nextLinks(request, 'keypairs', 'os-keypairs', rows.length > limit, shown.at(-1)?.name)
    return { keypairs: shown.map((row) => ({ keypair: view(request, row) })), ...(request.minor >= 35 ? links : {}) }
  })
  app.post(path, async (request, reply) => {
    requireRole(request, 'reader')
    const keypair = await createKey(cloud, request)
    return reply.code(request.minor >= 2 ? 201 : 200).send({ keypair })
  })
  app.get<ByName>(`${path}/:name`, async (request) => {
    const row = await keyOr404(cloud, request)
    const times = { created_at: microsecondsOrNull(row.created_at), deleted: false, deleted_at: null, updated_at: null }
    return { keypair: { ...view(request, row), user_id: row.user_id, id: 1, ...times } }
  })
  app.delete<ByName>(`${path}/:name`, async (request, reply) => {
    const row = await keyOr404(cloud, request)
    await cloud.store.db
      .deleteFrom('keypairs')
      .where('user_id', '=', row.user_id)
      .where('name', '=', row.name)
      .execute()
    return reply.code(request.minor >= 2 ? 204 : 202).send()
  })
}
