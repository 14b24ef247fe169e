import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where libvirtd keeps each guest's process number and its own state of it. */
export const runDirectory = '/run/libvirt/qemu'

/** The QEMU process of a guest; undefined when it has ended, or libvirt's pid file is not seen from here. */
export async function qemuPid(domainName: string): Promise<number | undefined> {
  const pid = await pidInFile(domainName)
  return pid !== undefined && isQemuOf(pid, domainName) ? pid : undefined
}

/** Whether libvirt has a guest's pid file still, and the process is gone: libvirt takes that guest for a running one. */
export async function qemuHasEnded(domainName: string): Promise<boolean> {
  const pid = await pidInFile(domainName)
  return pid !== undefined && !isQemuOf(pid, domainName)
}

async function pidInFile(domainName: string): Promise<number | undefined> {
  try {
    const pid = Number(await readFile(join(runDirectory, `${domainName}.pid`), 'utf8'))
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

/**
 * Resolves when the process is ending and can do nothing else any more: then nothing can let its guest go on here. It
 * still gives back its memory, and libvirt needs a fifth of a second more to notice, in which the guest would run nowhere.
 * Looks seldom: a look every millisecond takes a twelfth of a core.
 */
export async function untilEnding(pid: number, signal: AbortSignal): Promise<void> {
  while (isThere(pid) === 'whole') await sleep(10, undefined, { signal })
}

/** Resolves when the process has ended. */
export async function untilEnded(pid: number, signal: AbortSignal): Promise<void> {
  while (isThere(pid) !== 'ended') await sleep(1, undefined, { signal })
}

/** QEMU ends within this, unless a disk of it does not answer; libvirt waits as long before it kills it. */
const endMs = 10_000

/**
 * Asks QEMU to end, as libvirt does when it cuts a guest's power, and sees it end, which libvirt does 200 ms later: it
 * sleeps before it looks, whoever asked. What has not ended soon is left to libvirt, which has stronger means.
 */
export async function endQemu(domainName: string, signal: AbortSignal): Promise<void> {
  const pid = await qemuPid(domainName)
  if (pid === undefined) return
  try {
    process.kill(pid, 'SIGTERM')
    await untilEnded(pid, AbortSignal.any([signal, AbortSignal.timeout(endMs)]))
  } catch {}
}

/** Linux' PF_EXITING: its other threads are killed, and it gives back its memory, which takes a while. */
const exiting = 0x4

function isThere(pid: number): 'whole' | 'ending' | 'ended' {
  try {
    // After the name in brackets, which may hold anything: state, parent, group, session, terminal, its group, flags.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [state = 'X', , , , , , flags] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    if (/^[ZX]/.test(state)) return 'ended'
    return (Number(flags) & exiting) === 0 ? 'whole' : 'ending'
  } catch {
    return 'ended'
  }
}

/** A pid file outlives its process when libvirtd is away, and the number may be another guest's by then. */
function isQemuOf(pid: number, domainName: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    const name = words[words.indexOf('-name') + 1] ?? ''
    return `${name},`.startsWith(`guest=${domainName.replaceAll(',', ',,')},`)
  } catch {
    return false
  }
}
