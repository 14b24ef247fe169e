import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '../problem.ts'

/** How to reach one cloud: what a `clouds.yaml` entry or the OS_ variables say. */
export interface Cloud {
  readonly name: string
  readonly source: string
  readonly authUrl: string
  readonly auth: CloudAuth
  readonly region: string | undefined
  readonly interface: string
  readonly caFile: string | undefined
  readonly verify: boolean
}

export type CloudAuth =
  | { kind: 'password'; user: NameOrId; userDomain: NameOrId; password: string; scope: ProjectScope | undefined }
  | { kind: 'token'; token: string; scope: ProjectScope | undefined }

export interface NameOrId {
  readonly id?: string
  readonly name?: string
}

export interface ProjectScope {
  readonly project: NameOrId
  readonly domain: NameOrId
}

export interface CloudSearch {
  /** `--os-cloud`; OS_CLOUD when absent. */
  readonly name?: string | undefined
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** Where `kilonova up` keeps its state when nothing else is said. */
  readonly stateDirectory: string
}

type Fields = Readonly<Record<string, unknown>>

/**
 * Finds the cloud to talk to, as the `openstack` client does: a named one in OS_CLIENT_CONFIG_FILE, ./clouds.yaml,
 * ~/.config/openstack/clouds.yaml, /etc/openstack/clouds.yaml; or the OS_ variables; and last what `kilonova up` wrote
 * into its state directory, so that on the machine itself nothing needs to be said.
 * A file that OS_CLIENT_CONFIG_FILE names must be there, other than with that client: the next one is another cloud.
 * @throws {Problem} when there is none, or several and no name.
 */
export async function findCloud(search: CloudSearch): Promise<Cloud> {
  const wanted = search.name ?? nonEmpty(search.env['OS_CLOUD'])
  if (wanted === undefined && nonEmpty(search.env['OS_AUTH_URL']) !== undefined) return cloudOfEnvironment(search.env)
  const given = nonEmpty(search.env['OS_CLIENT_CONFIG_FILE'])
  const files = cloudFiles(search, given)
  const seen: string[] = []
  const problems: string[] = []
  for (const file of files) {
    const clouds = await readClouds(file, problems)
    if (clouds === undefined && file === given && problems.length === 0) {
      throw new Problem(`${file}, which OS_CLIENT_CONFIG_FILE names, is not there`, {
        next: 'correct the variable, or unset it',
        exit: 'usage',
      })
    }
    if (clouds === undefined) continue
    const names = Object.keys(clouds)
    seen.push(...names.map((name) => `${name} (${file})`))
    const name = wanted ?? (names.includes('kilonova') ? 'kilonova' : names.length === 1 ? names[0] : undefined)
    const entry = name === undefined ? undefined : clouds[name]
    if (name !== undefined && isFields(entry)) return cloudOfEntry(name, file, entry)
    if (wanted === undefined && names.length > 1) {
      throw new Problem(`${file} has several clouds: ${names.join(', ')}`, {
        next: 'name one with --os-cloud',
        exit: 'usage',
      })
    }
  }
  throw missing(wanted, files, seen, problems)
}

function missing(wanted: string | undefined, files: string[], seen: string[], problems: string[]): Problem {
  const looked = problems.length > 0 ? problems.join('; ') : `looked in ${files.join(', ')}`
  if (wanted !== undefined) {
    const because = seen.length > 0 ? `there is ${seen.join(', ')}` : looked
    return new Problem(`there is no cloud named ${wanted}`, {
      because,
      exit: 'usage',
      next: 'see --os-cloud and OS_CLIENT_CONFIG_FILE',
    })
  }
  const hidden = problems.length > 0
  return new Problem('there is no cloud to talk to', {
    because: looked,
    next: hidden
      ? 'run it as a user who may read that (root), or name a clouds.yaml of your own in OS_CLIENT_CONFIG_FILE'
      : 'start one with `kilonova up`, or name a clouds.yaml in OS_CLIENT_CONFIG_FILE',
    exit: hidden ? 'denied' : 'away',
  })
}

function cloudFiles(search: CloudSearch, given: string | undefined): string[] {
  const config = nonEmpty(search.env['XDG_CONFIG_HOME']) ?? join(nonEmpty(search.env['HOME']) ?? homedir(), '.config')
  return [
    ...(given === undefined ? [] : [given]),
    join(search.cwd, 'clouds.yaml'),
    join(config, 'openstack', 'clouds.yaml'),
    '/etc/openstack/clouds.yaml',
    join(search.stateDirectory, 'clouds.yaml'),
  ]
}

async function readClouds(file: string, problems: string[]): Promise<Fields | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ENOENT' && code !== 'ENOTDIR') problems.push(`${file} cannot be read (${String(code)})`)
    return undefined
  }
  const { parse } = await import('yaml')
  let value: unknown
  try {
    value = parse(text)
  } catch (cause) {
    throw new Problem(`${file} is not YAML`, { cause, next: 'correct the file', exit: 'usage' })
  }
  const clouds = isFields(value) ? value['clouds'] : undefined
  if (!isFields(clouds)) throw new Problem(`${file} has no \`clouds:\``, { next: 'correct the file', exit: 'usage' })
  return clouds
}

function cloudOfEntry(name: string, file: string, entry: Fields): Cloud {
  const auth = isFields(entry['auth']) ? entry['auth'] : {}
  const text = (key: string) => nonEmpty(auth[key])
  return {
    ...connection(text, `cloud ${name} in ${file}`, nonEmpty(entry['auth_type'])),
    name,
    source: file,
    region: nonEmpty(entry['region_name']),
    interface: nonEmpty(entry['interface']) ?? 'public',
    caFile: nonEmpty(entry['cacert']),
    verify: entry['verify'] !== false,
  }
}

function cloudOfEnvironment(env: NodeJS.ProcessEnv): Cloud {
  const text = (key: string) => nonEmpty(env[`OS_${key.toUpperCase()}`])
  return {
    ...connection(text, 'the OS_ variables', text('auth_type')),
    name: 'envvars',
    source: 'environment',
    region: text('region_name'),
    interface: text('interface') ?? 'public',
    caFile: text('cacert'),
    verify: (text('insecure') ?? 'false').toLowerCase() === 'false',
  }
}

function connection(text: (key: string) => string | undefined, source: string, type: string | undefined) {
  const authUrl = text('auth_url')
  if (authUrl === undefined) throw incomplete(source, 'auth_url')
  if (!/^https?:\/\//.test(authUrl) || !URL.canParse(authUrl))
    throw new Problem(`${source}: auth_url is no URL: ${authUrl}`, { exit: 'usage' })
  return { authUrl, auth: authOf(text, source, type) }
}

function authOf(text: (key: string) => string | undefined, source: string, type: string | undefined): CloudAuth {
  const scope = scopeOf(text)
  const token = text('token')
  if (token !== undefined && (type === undefined || type.endsWith('token'))) return { kind: 'token', token, scope }
  const user = nameOrId(text('user_id'), text('username') ?? text('user_name'))
  if (user === undefined) throw incomplete(source, 'username')
  const password = text('password')
  if (password === undefined) throw incomplete(source, 'password')
  return { kind: 'password', user, userDomain: domainOf(text, 'user_domain'), password, scope }
}

function scopeOf(text: (key: string) => string | undefined): ProjectScope | undefined {
  const project = nameOrId(text('project_id') ?? text('tenant_id'), text('project_name') ?? text('tenant_name'))
  return project === undefined ? undefined : { project, domain: domainOf(text, 'project_domain') }
}

function domainOf(text: (key: string) => string | undefined, prefix: string): NameOrId {
  return (
    nameOrId(text(`${prefix}_id`), text(`${prefix}_name`)) ??
    nameOrId(text('default_domain_id') ?? text('default_domain'), text('default_domain_name')) ?? { id: 'default' }
  )
}

function nameOrId(id: string | undefined, name: string | undefined): NameOrId | undefined {
  if (id !== undefined) return { id }
  return name === undefined ? undefined : { name }
}

function incomplete(source: string, key: string): Problem {
  return new Problem(`${source}: ${key} is missing`, { next: `add ${key}`, exit: 'usage' })
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function nonEmpty(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
