import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Store } from '@kilonova/core'
import { sql } from 'kysely'
import { z } from 'zod'

/** Who asks, as their token says. */
export interface Caller {
  readonly userId: string
  readonly userName: string
  readonly projectId: string | null
  readonly projectName: string | null
  readonly roles: readonly string[]
  readonly isAdmin: boolean
  /** True for a token of the whole cloud. */
  readonly system: boolean
  readonly methods: readonly string[]
  readonly issuedAt: Date
  readonly expiresAt: Date
  readonly auditId: string
}

export interface TokenClaims {
  readonly userId: string
  readonly userName: string
  readonly projectId: string | null
  readonly projectName: string | null
  readonly roles: readonly string[]
  readonly system?: boolean
  readonly methods: readonly string[]
  readonly expiresAt: Date
}

const Payload = z.object({
  u: z.string(),
  un: z.string(),
  p: z.string().nullable(),
  pn: z.string().nullable(),
  r: z.array(z.string()),
  s: z.boolean(),
  m: z.array(z.string()),
  i: z.int(),
  e: z.int(),
  a: z.string(),
})

const prefix = 'kn1'
const longestToken = 8192
const refreshMs = 30_000
const channel = 'kilonova_revocations'

type RevocationKind = 'token' | 'user' | 'project'

/** What was given to `subject` until then is good no more; after `expiresAt` there is nothing left of it. */
interface Revocation {
  readonly issuedBefore: number
  readonly expiresAt: number
}

/** What controllers tell each other: the revocation itself, so that none of them reads all that there are for it. */
const Told = z.object({ key: z.string(), issuedBefore: z.number(), expiresAt: z.number() })

/**
 * Tokens that carry their own truth: signed (HMAC-SHA-256 under a key derived from the service's), with their expiry.
 * Checking one asks nothing of the store; what was revoked before its time is kept in memory, and told between
 * processes by the store.
 */
export class Tokens implements AsyncDisposable {
  readonly #key: Buffer
  readonly #store: Store
  readonly #revoked = new Map<string, Revocation>()
  /** Tokens whose signature was checked already, by text: a client sends the same one again and again. */
  readonly #known = new Map<string, Caller>()
  #listening: AsyncDisposable | undefined
  #timer: NodeJS.Timeout | undefined

  private constructor(store: Store, secretKey: Uint8Array) {
    this.#store = store
    this.#key = Buffer.from(hkdfSync('sha256', secretKey, '', 'kilonova tokens', 32))
  }

  static async open(store: Store, secretKey: Uint8Array): Promise<Tokens> {
    const tokens = new Tokens(store, secretKey)
    tokens.#listening = await store.listen(
      channel,
      (text) => tokens.#hear(text),
      () => void tokens.#load().catch(() => {}),
    )
    await tokens.#load()
    // What notify could lose is found here at the latest.
    tokens.#timer = setInterval(() => void tokens.#load().catch(() => {}), refreshMs).unref()
    return tokens
  }

  issue(claims: TokenClaims): { token: string; caller: Caller } {
    const payload: z.input<typeof Payload> = {
      u: claims.userId,
      un: claims.userName,
      p: claims.projectId,
      pn: claims.projectName,
      r: [...claims.roles],
      s: claims.system ?? false,
      m: [...claims.methods],
      i: Date.now(),
      e: claims.expiresAt.getTime(),
      a: randomBytes(16).toString('base64url'),
    }
    const body = `${prefix}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
    return { token: `${body}.${this.#sign(body)}`, caller: callerOf(payload) }
  }

  /** @returns undefined for anything that is no valid token now; why is nobody's business. */
  verify(token: string): Caller | undefined {
    const caller = this.#known.get(token) ?? this.#open(token)
    if (caller === undefined) return undefined
    if (caller.expiresAt.getTime() <= Date.now() || this.#isRevoked(caller)) {
      this.#known.delete(token)
      return undefined
    }
    if (!this.#known.has(token)) this.#remember(token, caller)
    return caller
  }

  /** Ends one token (by audit id), or all that a user or a project was given until now. */
  async revoke(kind: RevocationKind, subject: string, expiresAt: Date): Promise<void> {
    const now = new Date()
    await this.#store.db
      .insertInto('revocations')
      .values({ kind, subject, issued_before: now, expires_at: expiresAt })
      .onConflict((conflict) =>
        conflict.columns(['kind', 'subject']).doUpdateSet({
          issued_before: sql<Date>`greatest(revocations.issued_before, excluded.issued_before)`,
          expires_at: sql<Date>`greatest(revocations.expires_at, excluded.expires_at)`,
        }),
      )
      .execute()
    const told = { key: `${kind}:${subject}`, issuedBefore: now.getTime(), expiresAt: expiresAt.getTime() }
    this.#keep(told.key, told)
    await sql`select pg_notify(${channel}, ${JSON.stringify(told satisfies z.output<typeof Told>)})`.execute(
      this.#store.db,
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.#listening?.[Symbol.asyncDispose]()
  }

  #open(token: string): Caller | undefined {
    if (token.length > longestToken) return undefined
    const end = token.lastIndexOf('.')
    const body = token.slice(0, end)
    const signature = Buffer.from(token.slice(end + 1))
    const expected = Buffer.from(this.#sign(body))
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined
    const payload = Payload.safeParse(parseJson(body.slice(prefix.length + 1)))
    return payload.success ? callerOf(payload.data) : undefined
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url')
  }

  #isRevoked(caller: Caller): boolean {
    const issued = caller.issuedAt.getTime()
    const before = (key: string) => issued <= (this.#revoked.get(key)?.issuedBefore ?? Number.NEGATIVE_INFINITY)
    return (
      this.#revoked.has(`token:${caller.auditId}`) ||
      before(`user:${caller.userId}`) ||
      (caller.projectId !== null && before(`project:${caller.projectId}`))
    )
  }

  #remember(token: string, caller: Caller): void {
    if (this.#known.size >= 1000) this.#known.clear()
    this.#known.set(token, caller)
  }

  #hear(text: string): void {
    const told = Told.safeParse(parseText(text))
    if (told.success) this.#keep(told.data.key, told.data)
    else void this.#load().catch(() => {})
  }

  /** The later of two stays: what was read or told before the last one may come after it. */
  #keep(key: string, { issuedBefore, expiresAt }: Revocation): void {
    const known = this.#revoked.get(key)
    this.#revoked.set(key, {
      issuedBefore: Math.max(issuedBefore, known?.issuedBefore ?? issuedBefore),
      expiresAt: Math.max(expiresAt, known?.expiresAt ?? expiresAt),
    })
  }

  async #load(): Promise<void> {
    const now = new Date()
    const rows = await this.#store.db.selectFrom('revocations').selectAll().where('expires_at', '>', now).execute()
    for (const { kind, subject, issued_before, expires_at } of rows) {
      const revocation = { issuedBefore: issued_before.getTime(), expiresAt: expires_at.getTime() }
      this.#keep(`${kind}:${subject}`, revocation)
    }
    for (const [key, { expiresAt }] of this.#revoked) if (expiresAt <= now.getTime()) this.#revoked.delete(key)
    await this.#store.db.deleteFrom('revocations').where('expires_at', '<=', now).execute()
  }
}

const parseJson = (base64: string): unknown => parseText(Buffer.from(base64, 'base64url').toString())

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function callerOf(payload: z.output<typeof Payload>): Caller {
  return {
    userId: payload.u,
    userName: payload.un,
    projectId: payload.p,
    projectName: payload.pn,
    roles: payload.r,
    isAdmin: payload.r.includes('admin'),
    system: payload.s,
    methods: payload.m,
    issuedAt: new Date(payload.i),
    expiresAt: new Date(payload.e),
    auditId: payload.a,
  }
}
