import { createHash, randomBytes, timingSafeEqual, X509Certificate } from 'node:crypto'
import {
  type BusIdentity,
  type Certificate,
  certify,
  controlIdentity,
  type Database,
  Fault,
  HostName,
  hostWord,
  type JoinRequest,
  keyFingerprint,
  livedShare,
  type Peer,
  type Store,
} from '@kilonova/core'
import { type Kysely, sql, type Transaction } from 'kysely'

/** One that asks to come in, or for a new certificate. */
export interface Candidate {
  /** The certificate it has, PEM: kept when it is still good for a while. */
  readonly certificate?: string
  readonly host: string
  readonly addresses: readonly string[]
  readonly publicKey: string
  readonly busKey: string
}

export interface ControllerPorts {
  readonly entrance_port: number
  /** Null where the bus is a cluster of the operator's. */
  readonly bus_port: number | null
  readonly cluster_port: number | null
}

export interface ControllerPlace {
  readonly name: string
  readonly addresses: readonly string[]
  readonly entrance_port: number | null
  readonly bus_port: number | null
  readonly cluster_port: number | null
}

const controllerGoneSec = 60
/** In a controller's certificate, for those who come from its own machine. */
const loopback: readonly string[] = ['localhost', '127.0.0.1']

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
/** Where controllers tell each other of a change. */
export const membersChannel = 'kilonova_members'

/** The machines of this cloud in the store: who belongs to it, and by which keys. */
export class Members {
  readonly #store: Store
  readonly #authority: Certificate
  readonly #days: number

  constructor(store: Store, authority: Certificate, certificateDays: number) {
    this.#store = store
    this.#authority = authority
    this.#days = certificateDays
  }

  /** A token for one host. Only its hash is kept. */
  async makeToken(lifetimeSec: number): Promise<{ id: string; secret: string; expiresAt: Date }> {
    const [id, secret] = [randomBytes(9).toString('base64url'), randomBytes(32).toString('base64url')]
    const { expires_at } = await this.#store.db
      .insertInto('host_tokens')
      .values({
        id,
        secret_hash: hashOf(secret),
        expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${lifetimeSec})`,
      })
      .returning('expires_at')
      .executeTakeFirstOrThrow()
    // What is long past is of no use to anybody.
    await this.#store.db
      .deleteFrom('host_tokens')
      .where('expires_at', '<', sql<Date>`clock_timestamp() - interval '30 days'`)
      .execute()
    return { id, secret, expiresAt: expires_at }
  }

  /**
   * Takes a host in for its token, in one transaction. The same host with the same key may ask again while the token
   * lasts: its answer may have been lost.
   * @param from the address that the request came from: an agent beside a controller shares its address.
   * @returns its certificate. @throws {Fault} `forbidden` for a token that is wrong, used or too old; `conflict` for a
   * name that another machine has.
   */
  async redeem(request: JoinRequest, from: string): Promise<string> {
    const fingerprint = fingerprintOf(request.publicKey)
    return this.#store.transaction(async (trx) => {
      const token = await trx
        .selectFrom('host_tokens')
        .selectAll()
        .select(sql<boolean>`expires_at < clock_timestamp()`.as('expired'))
        .where('id', '=', request.tokenId)
        .forUpdate()
        .executeTakeFirst()
      const given = Buffer.from(hashOf(request.secret))
      if (token === undefined || !timingSafeEqual(given, Buffer.from(token.secret_hash))) throw wrongToken()
      if (token.expired) throw refused('this token is too old')
      const again = token.used_by_key === fingerprint && token.used_for === request.host
      if (token.used_at !== null && !again) throw refused('this token was used already')
      await trx
        .updateTable('host_tokens')
        .set({ used_at: sql<Date>`clock_timestamp()`, used_by_key: fingerprint, used_for: request.host })
        .where('id', '=', request.tokenId)
        .execute()
      const claimed = request.addresses.filter((one) => one !== from || loopback.includes(one))
      await refuseOthersNames(trx, request.host, [request.host, ...claimed])
      return this.#admit(trx, { ...request, host: request.host })
    })
  }

  /** Takes in the host of a controller's own process, which needs no token; its key may be a new one. */
  admitOwn(candidate: Candidate): Promise<string> {
    return this.#store.transaction(async (trx) => {
      const fingerprint = fingerprintOf(candidate.publicKey)
      const before = await readMember(trx, 'host', candidate.host)
      if (before !== undefined && before.key_fingerprint !== fingerprint) await dropMember(trx, 'host', before.name)
      const kept = before === undefined ? undefined : stillGood(candidate, before)
      return kept ?? this.#admit(trx, candidate)
    })
  }

  /** A controller makes itself known, with a key that lives as long as its process. */
  async admitController(
    name: string,
    publicKey: string,
    addresses: readonly string[],
    ports: ControllerPorts,
  ): Promise<string> {
    const certificate = certify(this.#authority, {
      names: [name, ...new Set([...addresses, ...loopback])],
      ...{ publicKey, days: this.#days },
    })
    const told = {
      key_fingerprint: fingerprintOf(publicKey),
      public_key: publicKey,
      addresses: [...addresses],
      ...ports,
      serials: [new X509Certificate(certificate).serialNumber],
      renewed_at: sql<Date>`clock_timestamp()`,
    }
    await this.#store.db
      .insertInto('members')
      .values({ role: 'controller', name, bus_key: null, ...told })
      .onConflict((conflict) => conflict.columns(['role', 'name']).doUpdateSet(told))
      .execute()
    await this.#tell()
    return certificate
  }

  /** A new certificate for the key that a host has. */
  async renew(host: string, fingerprint: string, addresses: readonly string[]): Promise<string> {
    return this.#store.transaction(async (trx) => {
      const member = await readMember(trx, 'host', host)
      if (member === undefined || member.key_fingerprint !== fingerprint) throw refused(`${host} was removed`)
      // What it has already is its own: the host beside a controller shares its name and address.
      const fresh = addresses.filter((one) => !member.addresses.includes(one))
      await refuseOthersNames(trx, member.name, fresh)
      return this.#certify(trx, member.name, member.public_key, addresses)
    })
  }

  /** @returns the fingerprint of its key; undefined when there is no such host. Its certificates are revoked. */
  async remove(host: string): Promise<string | undefined> {
    const gone = await this.#store.transaction(async (trx) => {
      const member = await readMember(trx, 'host', host)
      if (member !== undefined) await dropMember(trx, 'host', member.name)
      return member?.key_fingerprint
    })
    if (gone !== undefined) await this.#tell()
    return gone
  }

  async peers(): Promise<Peer[]> {
    const rows = await this.#store.db
      .selectFrom('members')
      .select(['name', 'role', 'key_fingerprint as keyFingerprint'])
      .orderBy('role')
      .orderBy('name')
      .execute()
    return rows
  }

  /** Those that were heard of a moment ago: a host asks no dead one. */
  async controllers(): Promise<ControllerPlace[]> {
    return this.#store.db
      .selectFrom('members')
      .select(['name', 'addresses', 'entrance_port', 'bus_port', 'cluster_port'])
      .where('role', '=', 'controller')
      .where('renewed_at', '>', sql<Date>`clock_timestamp() - make_interval(secs => ${controllerGoneSec})`)
      .orderBy('name')
      .execute()
  }

  /** This controller lives; those that have not for long are forgotten, and their certificates with them. */
  async touchController(name: string): Promise<void> {
    await this.#store.db
      .updateTable('members')
      .set({ renewed_at: sql<Date>`clock_timestamp()` })
      .where('role', '=', 'controller')
      .where('name', '=', name)
      .execute()
    await this.#store.db
      .deleteFrom('members')
      .where('role', '=', 'controller')
      .where('renewed_at', '<', sql<Date>`clock_timestamp() - interval '1 day'`)
      .execute()
  }

  /** The identities of the bus: one per host, and one that controllers share. */
  async busIdentities(controllerKey: string): Promise<BusIdentity[]> {
    const rows = await this.#store.db
      .selectFrom('members')
      .select(['name', 'bus_key'])
      .where('role', '=', 'host')
      .where('bus_key', 'is not', null)
      .orderBy('name')
      .execute()
    const hosts = rows.flatMap(({ name, bus_key: publicKey }) =>
      publicKey === null ? [] : [{ name: hostWord(HostName.parse(name)), publicKey }],
    )
    return [{ name: controlIdentity, publicKey: controllerKey }, ...hosts]
  }

  async revokedSerials(): Promise<string[]> {
    const rows = await this.#store.db.selectFrom('revoked_certificates').select('serial').orderBy('serial').execute()
    return rows.map(({ serial }) => serial)
  }

  async #admit(trx: Transaction<Database>, candidate: Candidate): Promise<string> {
    const { host, addresses, publicKey, busKey } = candidate
    if (hostWord(HostName.parse(host)) === controlIdentity) {
      throw new Fault('invalid', `a host may not be named ${host}`, { next: 'choose another name with --name' })
    }
    if (!/^U[A-Z2-7]{55}$/.test(busKey)) throw new Fault('invalid', 'this is no key for the bus')
    const fingerprint = fingerprintOf(publicKey)
    const before = await readMember(trx, 'host', host)
    if (before !== undefined && before.key_fingerprint !== fingerprint) {
      throw new Fault('conflict', `another machine is ${before.name} in this cloud`, {
        next: `choose another name with --name, or remove that host first: kilonova host remove ${before.name}`,
      })
    }
    if (before === undefined) {
      await trx
        .insertInto('members')
        .values({
          role: 'host',
          name: host,
          key_fingerprint: fingerprint,
          public_key: publicKey,
          bus_key: busKey,
          addresses: [...addresses],
          entrance_port: null,
          bus_port: null,
          cluster_port: null,
        })
        .execute()
    }
    await sql`select pg_notify(${membersChannel}, '')`.execute(trx)
    return this.#certify(trx, host, publicKey, addresses)
  }

  async #certify(
    trx: Transaction<Database>,
    host: string,
    publicKey: string,
    addresses: readonly string[],
  ): Promise<string> {
    const certificate = certify(this.#authority, { names: [host, ...addresses], publicKey, days: this.#days })
    const serial = new X509Certificate(certificate).serialNumber
    await trx
      .updateTable('members')
      .set({
        addresses: [...addresses],
        serials: sql<string[]>`array_append(serials, ${serial})`,
        renewed_at: sql<Date>`clock_timestamp()`,
      })
      .where('role', '=', 'host')
      .where('name', '=', host)
      .execute()
    return certificate
  }

  async #tell(): Promise<void> {
    await sql`select pg_notify(${membersChannel}, '')`.execute(this.#store.db)
  }
}

function readMember(db: Kysely<Database>, role: 'host' | 'controller', name: string) {
  return db
    .selectFrom('members')
    .selectAll()
    .where('role', '=', role)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()
}

async function dropMember(trx: Transaction<Database>, role: 'host' | 'controller', name: string): Promise<void> {
  const gone = await trx
    .deleteFrom('members')
    .where('role', '=', role)
    .where('name', '=', name)
    .returning('serials')
    .executeTakeFirst()
  for (const serial of gone?.serials ?? []) {
    await trx
      .insertInto('revoked_certificates')
      .values({ serial, name })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/**
 * A certificate is good for the names in it: none may be another member's, or a host could pass for a controller. By
 * `localhost` the bus's servers are known (its client asks them for it when they are reached by an address).
 */
async function refuseOthersNames(trx: Transaction<Database>, host: string, names: readonly string[]): Promise<void> {
  const wanted = names.map((one) => one.toLowerCase())
  const rows = await trx.selectFrom('members').select(['role', 'name', 'addresses']).execute()
  const others = rows.filter(({ role, name }) => role !== 'host' || name.toLowerCase() !== host.toLowerCase())
  const taken = new Set([...loopback, ...others.flatMap(({ name, addresses: theirs }) => [name, ...theirs])])
  const clash = wanted.find((one) => [...taken].some((name) => name.toLowerCase() === one))
  if (clash === undefined) return
  throw new Fault('conflict', `${clash} is the name or address of another machine of this cloud`, {
    next: 'give the host its own with --name and --address',
  })
}

function stillGood(candidate: Candidate, member: { serials: string[]; addresses: string[] }): string | undefined {
  if (candidate.certificate === undefined) return undefined
  const { serialNumber } = new X509Certificate(candidate.certificate)
  const fresh = livedShare(candidate.certificate) < 0.5
  const same = JSON.stringify(member.addresses) === JSON.stringify(candidate.addresses)
  return fresh && same && member.serials.includes(serialNumber) ? candidate.certificate : undefined
}

const fingerprintOf = (publicKey: string): string => {
  try {
    return keyFingerprint(publicKey)
  } catch (cause) {
    throw new Fault('invalid', 'this is no public key', { cause })
  }
}

const refused = (why: string): Fault =>
  new Fault('forbidden', why, { next: 'make a new token with `kilonova host token`, and join again' })
const wrongToken = (): Fault => refused('this token is not one of this cloud')
