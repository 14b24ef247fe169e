import { lstatSync, readFileSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { atPath, parseElement, type XmlElement } from '@kilonova/libvirt'
import { runDirectory } from './qemu-process.ts'

/**
 * Resolves when libvirt can not let a guest that leaves go on here any more. It has had the destination's word that the
 * guest is there whole (phase `confirm3`: even if it is killed now, the next libvirtd ends the guest), and has closed its
 * monitor and unlinked the socket, without which nobody can let the guest go on. QEMU's end comes 20 to 30 ms later.
 * Where it can not be seen, as in a libvirt that keeps other files, it never resolves.
 */
export function untilMonitorClosed(domainName: string, signal: AbortSignal, directory = runDirectory): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  try {
    const statusPath = join(directory, `${domainName}.xml`)
    const socket = atPath(readStatus(statusPath), 'monitor@path')
    if (socket === undefined) return promise
    const look = (): void => {
      if (!isMissing(socket)) return
      watcher.close()
      if (isConfirmed(statusPath)) resolve()
    }
    const watcher = watch(dirname(socket), { signal, persistent: false }, look)
    watcher.on('error', () => watcher.close())
    // A socket that was never there tells nothing.
    if (isMissing(socket)) watcher.close()
  } catch {}
  return promise
}

const readStatus = (path: string): XmlElement => parseElement(readFileSync(path, 'utf8'))

function isMissing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined
  } catch {
    return false
  }
}

function isConfirmed(statusPath: string): boolean {
  try {
    const status = readStatus(statusPath)
    return atPath(status, 'job@async') === 'migration out' && atPath(status, 'job@phase') === 'confirm3'
  } catch {
    return false
  }
}
