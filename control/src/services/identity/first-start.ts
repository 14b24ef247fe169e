import type { Store } from '@kilonova/core'
import { sql } from 'kysely'
import { domain, newKeystoneId } from './directory.ts'
import { hashPassword, randomPassword } from './passwords.ts'

/** All that a client's settings file needs, except the address of the service. */
export interface AdminCredentials {
  readonly userName: string
  readonly password: string
  readonly projectName: string
  readonly domainId: string
  readonly domainName: string
}

export type SaveAdmin = (credentials: AdminCredentials) => Promise<void>

const adminName = 'admin'
const lockNumber = 4_711_024_202

/**
 * Makes the first user and project, once in the life of a cloud. `save` keeps the password before the user is
 * committed: a crash between the two makes a new password at the next start, and never a user whose password is lost.
 */
export async function ensureAdmin(store: Store, save: SaveAdmin | undefined): Promise<void> {
  const exists = await store.db.selectFrom('users').select('id').limit(1).executeTakeFirst()
  if (exists !== undefined) return
  const password = randomPassword()
  const hash = await hashPassword(password)
  await store.transaction(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(lockNumber)})`.execute(trx)
    const other = await trx.selectFrom('users').select('id').limit(1).executeTakeFirst()
    if (other !== undefined) return
    const [userId, projectId] = [newKeystoneId(), newKeystoneId()]
    const describe = 'Made at first start'
    await trx.insertInto('projects').values({ id: projectId, name: adminName, description: describe }).execute()
    await trx
      .insertInto('users')
      .values({
        id: userId,
        name: adminName,
        password_hash: hash,
        default_project_id: projectId,
        email: null,
        description: describe,
      })
      .execute()
    await trx.insertInto('role_assignments').values({ user_id: userId, project_id: projectId, role: 'admin' }).execute()
    await save?.(credentials(password))
  })
}

/** Gives the admin a new password: for a settings file that was lost. Tokens given out before end with their time. */
export async function resetAdminPassword(store: Store, save: SaveAdmin): Promise<void> {
  const password = randomPassword()
  const hash = await hashPassword(password)
  await store.transaction(async (trx) => {
    await trx.updateTable('users').set({ password_hash: hash, enabled: true }).where('name', '=', adminName).execute()
    await save(credentials(password))
  })
}

const credentials = (password: string): AdminCredentials => ({
  userName: adminName,
  password,
  projectName: adminName,
  domainId: domain.id,
  domainName: domain.name,
})
