import { X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { connect as connectTls } from 'node:tls'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import type { MembershipRecord } from '@kilonova/host'
import { UpSettings } from '../../up/settings.ts'
import { broken, type Check, type CheckContext, type Finding, ok, warning } from '../check.ts'

const connectMs = 3000
const day = 86_400_000
/** Renewed long before: what is left when the renewals have failed for a while. */
const soonMs = 3 * day
/** Tokens and certificates bear some; above this they are refused, or good for too long. */
const warnSkewMs = 5000
const mostSkewMs = 60_000

async function membershipOf({ stateDirectory }: CheckContext): Promise<MembershipRecord | undefined> {
  const { readMembership } = await import('@kilonova/host')
  return readMembership(stateDirectory)
}

async function settingsOf({ stateDirectory, env }: CheckContext): Promise<UpSettings> {
  const { loadSettings } = await import('@kilonova/core')
  return loadSettings(UpSettings, { file: join(stateDirectory, 'settings.yaml'), env })
}

/** Whether anything accepts connections there. */
function reaches(target: { host: string; port: number } | { path: string }): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection({ ...target, timeout: connectMs })
  const end = (answer: boolean): void => {
    socket.destroy()
    resolve(answer)
  }
  socket
    .once('connect', () => end(true))
    .once('error', () => end(false))
    .once('timeout', () => end(false))
  return promise
}

export const settings: Check = {
  name: 'settings',
  run: async (context) => {
    try {
      await settingsOf(context)
    } catch (error) {
      return broken(
        error instanceof Error ? error.message : String(error),
        'correct settings.yaml; docs/settings.md has every key',
      )
    }
    const file = join(context.stateDirectory, 'settings.yaml')
    return ok(existsSync(file) ? file : 'none: all defaults')
  },
}

/** Only that it can be reached: whether it answers is what the service itself tells. */
export const store: Check = {
  name: 'store',
  run: async (context) => {
    const given = (await settingsOf(context).catch(() => undefined))?.store.connectionString
    if (given === undefined) return privateStore(context)
    if (!URL.canParse(given))
      return broken('store.connectionString is no address', 'write it as postgres://user:password@host:5432/database')
    const { hostname, port } = new URL(given)
    const where = `${hostname}:${port === '' ? 5432 : port}`
    if (await reaches({ host: hostname, port: Number(port === '' ? 5432 : port) })) return ok(`PostgreSQL at ${where}`)
    return broken(`nothing answers at ${where}`, 'start PostgreSQL there, or correct store.connectionString')
  },
}

async function privateStore({ stateDirectory }: CheckContext): Promise<Finding> {
  const socket = join(stateDirectory, 'run', 'postgres', '.s.PGSQL.5432')
  if (!existsSync(join(stateDirectory, 'postgres'))) return ok('private, made at the first start')
  if (!existsSync(socket)) return ok('private, not running: it runs with the service')
  if (await reaches({ path: socket })) return ok('private, running')
  return warning('private; its socket is there and nothing listens', 'kilonova up cleans up after a crash by itself')
}

export const bus: Check = {
  name: 'bus',
  run: async (context) => {
    const membership = await membershipOf(context)
    if (membership === undefined) return ok('in this process: this machine is the only host')
    const servers = membership.neighbourhood.busServers.filter((one) => URL.canParse(one))
    const answers = await Promise.all(
      servers.map(async (one) => {
        const { hostname, port } = new URL(one)
        return { where: `${hostname}:${port}`, up: await reaches({ host: hostname, port: Number(port) }) }
      }),
    )
    const up = answers.filter((one) => one.up).map(({ where }) => where)
    const down = answers.filter((one) => !one.up).map(({ where }) => where)
    if (up.length === 0) {
      return broken(
        `no server of the bus answers (${down.join(', ')})`,
        'start the controller, or look at the network between',
      )
    }
    if (down.length > 0) return warning(`${up.join(', ')}; not ${down.join(', ')}`, 'look at the controller there')
    return ok(up.join(', '))
  },
}

export const certificate: Check = {
  name: 'certificate',
  run: async (context) => {
    const membership = await membershipOf(context)
    if (membership === undefined) return ok('none needed: this machine is the only host')
    const own = new X509Certificate(membership.certificate)
    const authority = new X509Certificate(membership.authority)
    const until = own.validToDate
    const says = `${membership.host}, good until ${until.toISOString().slice(0, 16)}Z`
    const next = 'start the agent while a controller is there: it renews by itself; else join again with a new token'
    if (!own.checkIssued(authority) || !own.verify(authority.publicKey)) {
      return broken('it is not from the authority of this cloud', 'join the cloud again with a new token')
    }
    const left = until.getTime() - Date.now()
    if (left <= 0) return broken(`${says}: it is over`, next)
    if (own.validFromDate.getTime() > Date.now())
      return broken(`it is not good yet: ${says}`, 'set the clock of this machine')
    return left < soonMs ? warning(says, next) : ok(says)
  },
}

/** What this machine's program speaks with its cloud, against what the controllers last said that they speak. */
export const version: Check = {
  name: 'version',
  run: async (context) => {
    const { programVersion, protocolVersion } = await import('@kilonova/core')
    const membership = await membershipOf(context)
    if (membership === undefined) return ok(programVersion)
    const theirs = membership.neighbourhood.protocol ?? 1
    if (theirs === protocolVersion) return ok(`${programVersion}, speaks version ${theirs} like its controllers`)
    return broken(
      `${programVersion} speaks version ${protocolVersion} with its cloud, the controllers ${theirs}: they ask it for nothing`,
      'install the same version of Kilonova on both, on controllers first; guests go on meanwhile',
    )
  },
}

/** This machine's clock against a controller's, by what its entrance says of the time. */
export const clockSkew: Check = {
  name: 'clock skew',
  run: async (context) => {
    const membership = await membershipOf(context)
    if (membership === undefined) return ok('no other machine to differ from')
    for (const url of membership.neighbourhood.controllers) {
      const skewMs = await skewTo(url, membership.authority).catch(() => undefined)
      if (skewMs === undefined) continue
      const { host } = new URL(url)
      const text = `${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'behind' : 'before'} the controller at ${host}`
      const next = 'set both clocks by one time server: timedatectl set-ntp true'
      if (Math.abs(skewMs) > mostSkewMs) return broken(text, next)
      return Math.abs(skewMs) > warnSkewMs ? warning(text, next) : ok(`none to the controller at ${host}`)
    }
    return warning('no controller answers that could be compared with', 'start one; the check `bus` says more')
  },
}

/** Positive when the other is ahead. HTTP tells whole seconds: half of one is taken as meant. */
function skewTo(url: string, authority: string): Promise<number> {
  const { hostname, port } = new URL(url)
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const began = Date.now()
  const options = { host: hostname, port: Number(port), ca: authority, timeout: connectMs, rejectUnauthorized: false }
  const socket = connectTls(options, () =>
    socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`),
  )
  let text = ''
  socket
    .setEncoding('utf8')
    .on('data', (chunk: string) => (text += chunk))
    .once('timeout', () => socket.destroy(new Error('no answer')))
    .once('error', reject)
    .once('close', () => {
      const date = /^date: (.*)$/im.exec(text)?.[1]
      const theirs = date === undefined ? Number.NaN : Date.parse(date)
      if (Number.isNaN(theirs)) return reject(new Error('it told no time'))
      resolve(theirs + 500 - (began + Date.now()) / 2)
    })
  return promise
}
