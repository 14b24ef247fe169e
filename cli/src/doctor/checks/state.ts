import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { Problem } from '../../problem.ts'
import { checkListen } from '../../up/listen-address.ts'
import { broken, type Check, ok, warning } from '../check.ts'
import { asQemuUser, hasQemuUser, qemuUser } from '../qemu-user.ts'
import { nearestFolder } from './machine.ts'

export const stateDirectory: Check = {
  name: 'state directory',
  run: async ({ stateDirectory: path }) => {
    const folder = nearestFolder(path)
    if (!(await stat(folder)).isDirectory())
      return broken(`${folder} is no directory`, 'choose another one with --state')
    const says = existsSync(path) ? path : `${path} (will be made)`
    if (process.getuid?.() !== 0) return ok(says)
    if (!(await hasQemuUser())) {
      return warning(`${says}; there is no user ${qemuUser} to check it for`, 'apt-get install libvirt-daemon-system')
    }
    const shut = await firstShutFolder(folder)
    if (shut === undefined) return ok(`${says}, reachable by ${qemuUser}`)
    return broken(`${qemuUser} may not enter ${shut}, so QEMU can not open disks`, `chmod o+x ${shut}`)
  },
}

/** The first directory on the way to `folder` that QEMU's user may not pass: asked as that user, ACLs included. */
async function firstShutFolder(folder: string): Promise<string | undefined> {
  const folders: string[] = []
  for (let at = folder; at !== dirname(at); at = dirname(at)) folders.unshift(at)
  for (const one of folders) {
    if (!(await asQemuUser(['test', '-x', one]))) return one
  }
  return undefined
}

export const port: Check = {
  name: 'API address',
  run: async ({ listen, signal }) => {
    const where = `${listen.address}:${listen.port}`
    if (await answersAsKilonova(listen, signal)) return ok(`${where}: a service answers there`)
    try {
      await checkListen(listen)
      return ok(`${where} is free`)
    } catch (error) {
      if (error instanceof Problem) return broken(error.message, error.next ?? 'choose another with --listen')
      throw error
    }
  },
}

async function answersAsKilonova({ address, port: number }: { address: string; port: number }, signal: AbortSignal) {
  if (!(await accepts(address, number))) return false
  try {
    const { exchange } = await import('../../client/http.ts')
    const host = address.includes(':') ? `[${address}]` : address
    const url = new URL(`http://${host}:${number}/identity/v3`)
    return (await exchange({ method: 'GET', url, signal, deadlineMs: 2000 })).status === 200
  } catch {
    return false
  }
}

function accepts(host: string, portNumber: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection({ host, port: portNumber, timeout: 1000 })
  const end = (answer: boolean) => {
    socket.destroy()
    resolve(answer)
  }
  socket
    .once('connect', () => end(true))
    .once('error', () => end(false))
    .once('timeout', () => end(false))
  return promise
}
