import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { Fault } from '../model/fault.ts'

const run = promisify(execFile)

/** The user that a server of ours runs as: never root, which PostgreSQL refuses anyway. */
export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
  /** True when we are root and step down to it. */
  readonly other: boolean
}

/**
 * The named user when we are root, else ourselves.
 * @param debianPackage the one that makes that user.
 * @throws {Fault} `storeAway` when there is no such user.
 */
export async function findServerUser(name: string, debianPackage: string): Promise<ServerUser> {
  const ownUid = process.getuid?.() ?? 0
  const wanted = ownUid === 0 ? name : String(ownUid)
  try {
    const { stdout } = await run('/usr/bin/getent', ['passwd', wanted], { env: { LC_ALL: 'C' }, timeout: 5000 })
    const [user, , uid, gid] = stdout.trim().split(':')
    if (user === undefined || uid === undefined || gid === undefined) throw new Error(`getent said ${stdout.trim()}`)
    return { name: user, uid: Number(uid), gid: Number(gid), other: ownUid === 0 }
  } catch (cause) {
    throw new Fault('storeAway', `there is no user ${wanted} to run a server as`, {
      cause,
      next: `apt-get install ${debianPackage}, which makes the user ${name}`,
    })
  }
}

/**
 * The command line that runs a program as `user`, tied to this process: when the thread that starts it ends, in
 * whatever way, the kernel sends SIGINT, which is PostgreSQL's fast shutdown. Start it from the main thread only.
 */
export function asUser(user: ServerUser, program: string, args: readonly string[]): [string, string[]] {
  const identity = user.other ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []
  return ['/usr/bin/setpriv', [...identity, '--pdeathsig=INT', program, ...args]]
}

/**
 * Sees to it that the user can reach a directory, and names the one in the way when it can not: the
 * server's own message only says that permission was denied.
 */
export async function checkReachable(directory: string, user: ServerUser): Promise<void> {
  if (!user.other) return
  for (let at = directory; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) {
      throw new Fault('storeAway', `the server runs as ${user.name}, which can not enter ${at}`, {
        next: `chmod o+x ${at}, or choose another state directory`,
      })
    }
    if (at === dirname(at)) return
  }
}
