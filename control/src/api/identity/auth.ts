import type { Cloud } from '../../cloud.ts'
import { domain, type Directory, type User } from '../../services/identity/directory.ts'
import { checkPassword } from '../../services/identity/passwords.ts'
import { withImplied } from '../../services/identity/roles.ts'
import type { TokenClaims } from '../../services/identity/tokens.ts'
import { Refusal } from '../refusal.ts'
import type { AuthRequest, AuthScope } from './auth-request.ts'

/** One text for every reason, so that nobody learns which users there are. */
const refused = () => new Refusal(401, 'The request you have made requires authentication.')

const ourDomain = (ref: { id?: string | undefined; name?: string | undefined } | undefined): boolean =>
  ref === undefined ||
  ((ref.id === undefined || ref.id === domain.id) && (ref.name === undefined || ref.name === domain.name))

interface Proven {
  readonly user: User
  readonly methods: readonly string[]
  readonly expiresAt: Date
  /** The scope of the token that was shown, if one was. */
  readonly projectId: string | null
}

/**
 * Who the client is and for what project, from the body of a token request.
 * @throws {Refusal} 401 for anything that does not hold, without saying what.
 */
export async function authenticate(cloud: Cloud, { auth }: AuthRequest): Promise<TokenClaims> {
  const proven = await prove(cloud, auth.identity)
  return claimsFor(cloud.directory, proven, auth.scope)
}

async function prove(cloud: Cloud, identity: AuthRequest['auth']['identity']): Promise<Proven> {
  const method = identity.methods[0]
  if (identity.methods.length !== 1) throw refused()
  if (method === 'password') return provePassword(cloud, identity)
  if (method === 'token') return proveToken(cloud, identity)
  throw refused()
}

async function provePassword(cloud: Cloud, identity: AuthRequest['auth']['identity']): Promise<Proven> {
  const given = identity.password?.user
  if (given === undefined)
    throw new Refusal(
      400,
      'Expecting to find password in identity. The server could not comply with the request since it is either malformed or otherwise incorrect.',
    )
  const by = given.id !== undefined ? { id: given.id } : given.name !== undefined ? { name: given.name } : undefined
  const user = by !== undefined && ourDomain(given.domain) ? await cloud.directory.user(by) : undefined
  const right = await checkPassword(given.password, user?.password_hash)
  if (!right || user === undefined || !user.enabled) throw refused()
  const expiresAt = new Date(Date.now() + cloud.settings.tokenLifetimeMs)
  return { user, methods: ['password'], expiresAt, projectId: null }
}

async function proveToken(cloud: Cloud, identity: AuthRequest['auth']['identity']): Promise<Proven> {
  const caller = cloud.tokens.verify(identity.token?.id ?? '')
  const user = caller === undefined ? undefined : await cloud.directory.user({ id: caller.userId })
  if (caller === undefined || user === undefined || !user.enabled) throw refused()
  // A token made from a token never lives longer than the first one.
  const methods = [...new Set(['token', ...caller.methods])]
  return { user, methods, expiresAt: caller.expiresAt, projectId: caller.projectId }
}

async function claimsFor(directory: Directory, proven: Proven, scope: AuthScope): Promise<TokenClaims> {
  const base = {
    userId: proven.user.id,
    userName: proven.user.name,
    methods: proven.methods,
    expiresAt: proven.expiresAt,
  }
  const unscoped = { ...base, projectId: null, projectName: null, roles: [] }
  if (scope === 'unscoped') return unscoped
  if (scope?.system !== undefined || scope?.domain !== undefined) {
    if (!ourDomain(scope.domain) || !(await directory.isAdminAnywhere(proven.user.id))) throw refused()
    return { ...unscoped, roles: withImplied(['admin']), system: true }
  }
  const asked = scope?.project
  if (asked === undefined) {
    const fallback = proven.projectId ?? proven.user.default_project_id
    const claims = fallback === null ? undefined : await projectClaims(directory, proven, { id: fallback })
    return claims === undefined ? unscoped : { ...base, ...claims }
  }
  const by = asked.id !== undefined ? { id: asked.id } : asked.name !== undefined ? { name: asked.name } : undefined
  const claims = by !== undefined && ourDomain(asked.domain) ? await projectClaims(directory, proven, by) : undefined
  if (claims === undefined) throw refused()
  return { ...base, ...claims }
}

async function projectClaims(directory: Directory, { user }: Proven, by: { id: string } | { name: string }) {
  const project = await directory.project(by)
  if (project === undefined || !project.enabled) return undefined
  const roles = await directory.roles(user.id, project.id)
  if (roles.length === 0) return undefined
  return { projectId: project.id, projectName: project.name, roles }
}
