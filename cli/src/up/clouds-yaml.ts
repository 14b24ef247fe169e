import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { isMap, parseDocument, stringify } from 'yaml'
import { Problem } from '../problem.ts'

/** The cloud's name in the file that `up` writes. */
export const cloudName = 'kilonova'

export interface AdminLogin {
  readonly userName: string
  readonly password: string
  readonly projectName: string
  readonly domainName: string
}

/**
 * Writes the administrator's login for every OpenStack client, readable by its owner only. It is on disk when this
 * resolves: the password is nowhere else in clear.
 */
export async function writeClouds(path: string, login: AdminLogin, authUrl: string, region: string): Promise<void> {
  const clouds = {
    [cloudName]: {
      auth: {
        auth_url: authUrl,
        username: login.userName,
        password: login.password,
        project_name: login.projectName,
        user_domain_name: login.domainName,
        project_domain_name: login.domainName,
      },
      region_name: region,
      identity_api_version: 3,
    },
  }
  await replaceFile(path, stringify({ clouds }))
}

/**
 * Sets the address in a file that an earlier start wrote; everything else in it is left as it is.
 * @returns false when there is no file.
 */
export async function pointClouds(path: string, authUrl: string): Promise<boolean> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  const document = parseDocument(text)
  if (document.errors.length > 0 || !isMap(document.getIn(['clouds', cloudName, 'auth']))) {
    throw new Problem(`${path} has no cloud named ${cloudName} with an \`auth:\``, {
      next: `correct the file, or remove it: then \`up\` makes a new password and writes a new file`,
    })
  }
  const at = ['clouds', cloudName, 'auth', 'auth_url']
  if (document.getIn(at) === authUrl) return true
  document.setIn(at, authUrl)
  await replaceFile(path, document.toString())
  return true
}

async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await using file = await open(fresh, 'wx', 0o600)
    await file.writeFile(text)
    await file.sync()
    await rename(fresh, path)
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}
