import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { dirname } from 'node:path'
import { bytesText } from '../../output/units.ts'
import { broken, type Check, ok, warning } from '../check.ts'
import { runText } from '../run-text.ts'

const GiB = 1024 ** 3
/** Below this PostgreSQL and one small guest do not fit. */
const leastFreeDisk = 2 * GiB
const goodFreeDisk = 10 * GiB

export const rights: Check = {
  name: 'rights',
  run: async ({ libvirtUri }) => {
    if (process.getuid?.() === 0) return ok('root')
    if (libvirtUri !== undefined)
      return warning('not root', 'make sure that this user may write the state directory and use libvirt')
    return broken('not root: may not start libvirtd or make the state directory', 'run it with sudo')
  },
}

export const clock: Check = {
  name: 'clock',
  run: async () => {
    const now = new Date()
    if (now.getUTCFullYear() < 2026) {
      return broken(
        `it says ${now.toISOString()}`,
        'set the clock: tokens and certificates are refused with a wrong one',
      )
    }
    if (!existsSync('/run/systemd/system')) return ok(now.toISOString())
    const synchronized = (await runText('timedatectl', ['show', '--property=NTPSynchronized', '--value']))?.trim()
    if (synchronized === 'no')
      return warning('nothing keeps it right', 'timedatectl set-ntp true (package systemd-timesyncd)')
    return ok(now.toISOString())
  },
}

export const diskSpace: Check = {
  name: 'disk space',
  run: async ({ stateDirectory }) => {
    const folder = nearestFolder(stateDirectory)
    const found = await statfs(folder)
    const free = found.bavail * found.bsize
    const says = `${bytesText(free)} free for ${stateDirectory}`
    const next = 'make room, or choose a directory on a larger disk with --state'
    if (free < leastFreeDisk) return broken(says, next)
    return free < goodFreeDisk ? warning(says, next) : ok(says)
  },
}

export const memory: Check = {
  name: 'memory',
  run: async () => {
    const says = `${bytesText(freemem())} of ${bytesText(totalmem())} free`
    return freemem() < GiB ? warning(says, 'end other programs, or choose small flavors') : ok(says)
  },
}

/** The directory itself, or the nearest one above it that exists. */
export function nearestFolder(path: string): string {
  for (let at = path; ; at = dirname(at)) if (existsSync(at) || at === dirname(at)) return at
}
