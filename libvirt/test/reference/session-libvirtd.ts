import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const nobody = 65534
const program = '/usr/sbin/libvirtd'

/** Undefined when tests can have a libvirtd here, else why not. */
export const noLibvirtd: string | false = existsSync(program) ? false : 'needs libvirtd (libvirt-daemon-system)'

export interface SessionLibvirtd extends AsyncDisposable {
  /** Of its test driver. */
  readonly uri: string
  /** A home directory that tests may write. */
  readonly home: string
}

/** A libvirtd of our own without any right: as the user nobody, in a directory of its own. Ended when disposed. */
export async function sessionLibvirtd(): Promise<SessionLibvirtd> {
  const home = await mkdtemp(join(tmpdir(), 'libvirt-session-'))
  const runtime = join(home, 'run')
  await mkdir(runtime, { mode: 0o700 })
  const isRoot = process.getuid?.() === 0
  if (isRoot) for (const folder of [home, runtime]) await chown(folder, nobody, nobody)
  const child = spawn(program, ['--timeout', '60'], {
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: home,
      XDG_RUNTIME_DIR: runtime,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_CACHE_HOME: join(home, 'cache'),
    },
    stdio: 'ignore',
    ...(isRoot ? { uid: nobody, gid: nobody } : {}),
  })
  const ended = once(child, 'exit')
  const socket = join(runtime, 'libvirt/libvirt-sock')
  const dispose = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
    await rm(home, { recursive: true, force: true })
  }
  try {
    await answers(socket, AbortSignal.timeout(30_000))
  } catch (error) {
    await dispose()
    throw error
  }
  return { uri: `test+unix:///default?socket=${socket}`, home, [Symbol.asyncDispose]: dispose }
}

async function answers(socket: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const probe = createConnection(socket)
      probe.once('connect', () => {
        probe.destroy()
        resolve(true)
      })
      probe.once('error', () => resolve(false))
    })
    if (isOpen) return
    await sleep(50, undefined, { signal })
  }
}
