import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Fault, HostName, Neighbourhood, newBusKey, newKey } from '@kilonova/core'
import { z } from 'zod'

/** This host's own keys: made before anything is asked with them, so that a lost answer can be asked for again. */
export const HostKeys = z.strictObject({
  host: HostName,
  key: z.string(),
  publicKey: z.string(),
  busSeed: z.string(),
  busKey: z.string(),
})
export type HostKeys = z.infer<typeof HostKeys>

/** All that makes this machine a host of its cloud, in one file of mode 0600: it is there as a whole or not at all. */
export const MembershipRecord = z.strictObject({
  ...HostKeys.shape,
  /** PEM of the service's authority: pinned, whatever else the system trusts. */
  authority: z.string(),
  certificate: z.string(),
  addresses: z.array(z.string()).min(1),
  doorPort: z.int(),
  neighbourhood: Neighbourhood,
})
export type MembershipRecord = z.infer<typeof MembershipRecord>

const keysPath = (stateDirectory: string): string => join(stateDirectory, 'membership', 'keys.json')
const recordPath = (stateDirectory: string): string => join(stateDirectory, 'membership', 'membership.json')

/** The keys of an earlier try under this name, else fresh ones that are on disk when this resolves. */
export async function readOrMakeKeys(stateDirectory: string, host: HostName): Promise<HostKeys> {
  const path = keysPath(stateDirectory)
  const there = await read(path, HostKeys)
  if (there?.host === host) return there
  const [{ key, publicKey }, bus] = [newKey(), newBusKey()]
  const made: HostKeys = { host, key, publicKey, busSeed: bus.seed, busKey: bus.publicKey }
  await replace(path, made)
  return made
}

/** @returns undefined when this machine belongs to no cloud. */
export function readMembership(stateDirectory: string): Promise<MembershipRecord | undefined> {
  return read(recordPath(stateDirectory), MembershipRecord)
}

export function writeMembership(stateDirectory: string, record: MembershipRecord): Promise<void> {
  return replace(recordPath(stateDirectory), record)
}

async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | undefined> {
  let text: string
  try {
    await using file = await open(path, 'r')
    if (((await file.stat()).mode & 0o077) !== 0) {
      throw new Fault('invalid', `${path} may be read by others`, { next: `chmod 600 ${path}` })
    }
    text = await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new Fault('invalid', `${path} can not be read`, { cause, next: 'remove it, and join the cloud again' })
  }
}

async function replace(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const fresh = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await using file = await open(fresh, 'wx', 0o600)
    await file.writeFile(`${JSON.stringify(value, undefined, 2)}\n`)
    await file.sync()
    await rename(fresh, path)
    await using directory = await open(dirname(path), 'r')
    await directory.sync()
  } catch (error) {
    await rm(fresh, { force: true })
    throw error
  }
}
