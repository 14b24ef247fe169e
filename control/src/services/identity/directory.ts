import { randomUUID } from 'node:crypto'
import { type Database, Fault, type Store, violatedConstraint } from '@kilonova/core'
import type { Selectable, Updateable } from 'kysely'
import { hashPassword } from './passwords.ts'
import { withImplied } from './roles.ts'

export type User = Selectable<Database['users']>
export type Project = Selectable<Database['projects']>

/** The one domain that there is. */
export const domain = { id: 'default', name: 'Default' } as const

/** An id in Keystone's form: 32 hex digits. */
export const newKeystoneId = (): string => randomUUID().replaceAll('-', '')

export interface NewUser {
  readonly name: string
  readonly password: string
  readonly enabled?: boolean
  readonly defaultProjectId?: string | null
  readonly email?: string | null
  readonly description?: string
}

const nameTaken = (name: string): Fault => new Fault('conflict', `Duplicate entry found with name ${name}.`)

async function unlessTaken<T>(change: Promise<T>, name = ''): Promise<T> {
  try {
    return await change
  } catch (error) {
    throw violatedConstraint(error) === undefined ? error : nameTaken(name)
  }
}

/** Users, projects, and who may do what where. */
export class Directory {
  readonly #store: Store
  constructor(store: Store) {
    this.#store = store
  }

  user(by: { id: string } | { name: string }): Promise<User | undefined> {
    const query = this.#store.db.selectFrom('users').selectAll()
    return ('id' in by ? query.where('id', '=', by.id) : query.where('name', '=', by.name)).executeTakeFirst()
  }

  project(by: { id: string } | { name: string }): Promise<Project | undefined> {
    const query = this.#store.db.selectFrom('projects').selectAll()
    return ('id' in by ? query.where('id', '=', by.id) : query.where('name', '=', by.name)).executeTakeFirst()
  }

  users(name?: string): Promise<User[]> {
    const query = this.#store.db.selectFrom('users').selectAll().orderBy('name')
    return (name === undefined ? query : query.where('name', '=', name)).execute()
  }

  projects(filter: { name?: string; ofUser?: string } = {}): Promise<Project[]> {
    let query = this.#store.db.selectFrom('projects').selectAll().orderBy('name')
    if (filter.name !== undefined) query = query.where('name', '=', filter.name)
    if (filter.ofUser !== undefined) {
      const user = filter.ofUser
      query = query.where('id', 'in', (inner) =>
        inner.selectFrom('role_assignments').select('project_id').where('user_id', '=', user),
      )
    }
    return query.execute()
  }

  async roles(userId: string, projectId: string): Promise<string[]> {
    const rows = await this.#store.db
      .selectFrom('role_assignments')
      .select('role')
      .where('user_id', '=', userId)
      .where('project_id', '=', projectId)
      .execute()
    return withImplied(rows.map((row) => row.role))
  }

  /** Whether the user is admin of any project, and so of the whole cloud. */
  async isAdminAnywhere(userId: string): Promise<boolean> {
    const row = await this.#store.db
      .selectFrom('role_assignments')
      .select('role')
      .where('user_id', '=', userId)
      .where('role', '=', 'admin')
      .executeTakeFirst()
    return row !== undefined
  }

  async createUser(user: NewUser): Promise<User> {
    const row = await this.#store.db
      .insertInto('users')
      .values({
        id: newKeystoneId(),
        name: user.name,
        password_hash: await hashPassword(user.password),
        enabled: user.enabled ?? true,
        default_project_id: user.defaultProjectId ?? null,
        email: user.email ?? null,
        description: user.description ?? '',
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw nameTaken(user.name)
    return row
  }

  /** @throws {Fault} `conflict` when another user has the name. */
  async changeUser(id: string, change: Updateable<Database['users']>): Promise<User> {
    const query = this.#store.db.updateTable('users').set(change).where('id', '=', id).returningAll()
    return unlessTaken(query.executeTakeFirstOrThrow(), change.name)
  }

  async createProject(project: { name: string; description?: string; enabled?: boolean }): Promise<Project> {
    const row = await this.#store.db
      .insertInto('projects')
      .values({
        id: newKeystoneId(),
        name: project.name,
        description: project.description ?? '',
        enabled: project.enabled ?? true,
      })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (row === undefined) throw nameTaken(project.name)
    return row
  }

  /** @throws {Fault} `conflict` when another project has the name. */
  async changeProject(id: string, change: Updateable<Database['projects']>): Promise<Project> {
    const query = this.#store.db.updateTable('projects').set(change).where('id', '=', id).returningAll()
    return unlessTaken(query.executeTakeFirstOrThrow(), change.name)
  }

  async grant(userId: string, projectId: string, role: string): Promise<void> {
    await this.#store.db
      .insertInto('role_assignments')
      .values({ user_id: userId, project_id: projectId, role })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  /** @returns false when there was no such grant. */
  async withdraw(userId: string, projectId: string, role: string): Promise<boolean> {
    const result = await this.#store.db
      .deleteFrom('role_assignments')
      .where('user_id', '=', userId)
      .where('project_id', '=', projectId)
      .where('role', '=', role)
      .executeTakeFirst()
    return result.numDeletedRows > 0n
  }
}
