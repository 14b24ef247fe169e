import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const pidFile = '/run/libvirtd.pid'
/** One that was in the middle of a call may not end for half a minute; killed it loses nothing, as in any crash. */
const patienceMs = 2000

/** The environment of a libvirtd that is our child: whose it is can be told from outside after we are gone. */
export const childMark = (): NodeJS.ProcessEnv => ({ KILONOVA_PARENT: String(process.pid) })

/**
 * Waits until the libvirtd of a Kilonova that was killed has ended. Its parent's death ends it, but not at once: until
 * then it may still answer and be taken for the machine's own, and no other can be started, since it has the pid file.
 * @throws the signal's reason when aborted.
 */
export async function untilOrphanEnded(signal: AbortSignal): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''))
  if (!Number.isInteger(pid) || pid <= 1) return
  const forceAt = performance.now() + patienceMs
  for (let asked: NodeJS.Signals | undefined; await isOrphan(pid); await sleep(20, undefined, { signal })) {
    const wanted = performance.now() < forceAt ? 'SIGTERM' : 'SIGKILL'
    if (asked !== wanted) end(pid, wanted)
    asked = wanted
  }
}

async function isOrphan(pid: number): Promise<boolean> {
  try {
    const [environ, status] = await Promise.all([
      readFile(`/proc/${pid}/environ`, 'latin1'),
      readFile(`/proc/${pid}/status`, 'latin1'),
    ])
    const started = /(?:^|\0)KILONOVA_PARENT=(\d+)/.exec(environ)?.[1]
    return started !== undefined && started !== /^PPid:\s*(\d+)/m.exec(status)?.[1]
  } catch {
    return false // it has ended, or is not ours to look at
  }
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the look and this.
  }
}
