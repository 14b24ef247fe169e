import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from './layout.ts'

// libvirtd asks each QEMU binary what it can do, 1-2 s of work, and keeps the answers in /var/cache/libvirt with all
// that makes them stale (times of the binaries, kernel, CPU). A new host has an empty cache: labs hand theirs on.

export function capabilitiesDir(): string {
  return join(repositoryRoot, '.cache/lab/capabilities')
}

/** Keeps what the hosts of a lab have learnt, for the next lab. */
export async function keepCapabilities(labDir: string, hostNumbers: readonly number[]): Promise<void> {
  for (const number of hostNumbers) {
    const from = join(labDir, `h${number}`, 'own/var/cache/libvirt/qemu/capabilities')
    if (!existsSync(from)) continue
    await mkdir(capabilitiesDir(), { recursive: true })
    for (const name of await readdir(from)) {
      const part = join(capabilitiesDir(), `.${randomBytes(6).toString('hex')}-${name}`)
      await copyFile(join(from, name), part)
      await rename(part, join(capabilitiesDir(), name)) // two labs may end at once
    }
    return
  }
}
