import { spawn } from 'node:child_process'
import { chown, lstat, mkdir, open, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Fault } from '../model/fault.ts'
import { asUser, type ServerUser } from './server-user.ts'
import { storeAway } from './store-fault.ts'

/** PostgreSQL's role and database; only the operating system's users that `pg_ident.conf` names may be it. */
export const databaseName = 'kilonova'

const debianRoot = '/usr/lib/postgresql'
const install = 'apt-get install postgresql-15, or set store.connectionString to a PostgreSQL of yours'

/**
 * The directory that holds `postgres` and `initdb`: the configured one, else Debian's of the version that made the
 * cluster, else the newest of Debian's.
 */
export async function findBinaries(directory: string, configured?: string): Promise<string> {
  if (configured !== undefined) {
    await mustExist(join(configured, 'postgres'), `set store.postgresBinaries to the directory that holds postgres`)
    return configured
  }
  const made = await clusterVersion(directory)
  const installed = await readdir(debianRoot).catch(() => [])
  const version = made ?? installed.filter((name) => /^\d+$/.test(name)).sort((a, b) => Number(b) - Number(a))[0]
  if (version === undefined) throw storeAway('PostgreSQL is not installed', undefined, install)
  const binaries = join(debianRoot, version, 'bin')
  const next = made === undefined ? install : `apt-get install postgresql-${made}: ${directory} was made by it`
  await mustExist(join(binaries, 'postgres'), next)
  return binaries
}

/** The major version that made a cluster, or undefined when there is none. */
export async function clusterVersion(directory: string): Promise<string | undefined> {
  try {
    return (await readFile(join(directory, 'PG_VERSION'), 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Makes the cluster when there is none. It is made beside its place and renamed, so that a crash leaves a whole one
 * or none.
 * @returns true when it was made now.
 */
export async function makeCluster(directory: string, binaries: string, user: ServerUser): Promise<boolean> {
  const fresh = `${directory}.new`
  await rm(fresh, { recursive: true, force: true })
  if ((await clusterVersion(directory)) !== undefined) return false
  await rmdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return
    throw new Fault('storeAway', `${directory} is there, and is no PostgreSQL cluster`, {
      cause: error,
      next: 'move it away, or choose another state directory',
    })
  })
  await mkdir(fresh, { mode: 0o700 })
  if (user.other) await chown(fresh, user.uid, user.gid)
  await runInitdb(fresh, binaries, user)
  await rename(fresh, directory)
  await syncDirectory(dirname(directory))
  return true
}

async function runInitdb(directory: string, binaries: string, user: ServerUser): Promise<void> {
  const args = ['-D', directory, '-U', databaseName, '-A', 'peer', '-E', 'UTF8', '--locale=C', '--no-instructions']
  const [program, line] = asUser(user, join(binaries, 'initdb'), args)
  const child = spawn(program, line, {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)))
  }
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) {
    const lines = said.trim().split('\n').slice(-5).join('; ')
    throw storeAway(
      `could not make a PostgreSQL cluster in ${directory}`,
      new Error(`initdb: ${lines}`),
      'see the cause; then start again',
    )
  }
}

/**
 * Who may connect: over the socket only, as the operating system's user that the kernel names. Written at each start,
 * because the service's user may have changed.
 */
export async function writeAccess(directory: string, user: ServerUser, serviceUser: string): Promise<void> {
  const users = [...new Set([user.name, serviceUser, 'root'])]
  await replaceFile(join(directory, 'pg_hba.conf'), `local all all peer map=${databaseName}\n`, user)
  const map = users.map((name) => `${databaseName} "${name}" ${databaseName}\n`).join('')
  await replaceFile(join(directory, 'pg_ident.conf'), map, user)
}

/** The server's process, as `postmaster.pid` names it, when it runs on this very directory. */
export async function runningServer(directory: string): Promise<number | undefined> {
  const text = await readFile(join(directory, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  // A number may have been given to another program since: the server's working directory is its data directory.
  const [here, there] = await Promise.all([inode(directory), inode(`/proc/${pid}/cwd/.`)])
  return here !== undefined && here === there ? pid : undefined
}

async function inode(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await lstat(path)
    return `${dev}:${ino}`
  } catch {
    return undefined
  }
}

async function replaceFile(path: string, text: string, user: ServerUser): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => '')) === text) return
  const fresh = join(dirname(path), `.${basename(path)}.new`)
  await writeFile(fresh, text, { mode: 0o600 })
  if (user.other) await chown(fresh, user.uid, user.gid)
  await rename(fresh, path)
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function mustExist(path: string, next: string): Promise<void> {
  await lstat(path).catch((cause: unknown) => {
    throw storeAway(`there is no ${path}`, cause, next)
  })
}
