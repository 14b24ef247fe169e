import { spawn } from 'node:child_process'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Fault } from '../model/fault.ts'

/** Who holds a lock: for the message of the one who was refused. */
const LockOwner = z.object({ pid: z.int(), what: z.string(), since: z.string() })
export type LockOwner = z.infer<typeof LockOwner>

export interface FileLock extends AsyncDisposable {
  readonly path: string
  /** Gives the lock back. The file stays: removing it would let two owners lock two files of one name. */
  release(): Promise<void>
}

/**
 * Takes an exclusive lock on a file, made when missing; the kernel gives it back when this process ends in whatever
 * way, kill -9 included.
 *
 * Node has no call for flock(2), but such a lock belongs to the open file and not to a process: a `flock` program that
 * inherits our open file locks it for us, and ends. Node opens files close-on-exec, so that no child of ours keeps it.
 * @param what who we are, e.g. `kilonova up`; shown to the one who is refused.
 * @param waitMs how long to wait for an owner that is just ending, as after a kill -9.
 * @throws {Fault} `conflict` with the owner's process id when it is taken.
 */
export async function lockFile(path: string, what: string, { waitMs = 0 } = {}): Promise<FileLock> {
  // 'a+' makes the file when it is missing, and leaves the owner's line in it when it is not.
  const file = await open(path, 'a+', 0o644)
  try {
    if (!(await flock(file.fd, waitMs))) throw await taken(path)
    await file.truncate(0)
    await file.write(
      `${JSON.stringify({ pid: process.pid, what, since: new Date().toISOString() } satisfies LockOwner)}\n`,
    )
    return new HeldLock(path, file)
  } catch (error) {
    await file.close()
    throw error
  }
}

/** The one who holds the lock on `path`, or held it last. */
export async function lockOwner(path: string): Promise<LockOwner | undefined> {
  try {
    return LockOwner.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

class HeldLock implements FileLock {
  readonly path: string
  #file: FileHandle | undefined
  constructor(path: string, file: FileHandle) {
    this.path = path
    this.#file = file
  }

  async release(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    if (file === undefined) return
    await file.truncate(0)
    await file.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.release()
  }
}

async function taken(path: string): Promise<Fault> {
  const owner = await lockOwner(path)
  const by = owner === undefined ? 'another process' : `process ${owner.pid} (${owner.what}, since ${owner.since})`
  return new Fault('conflict', `${path} is held by ${by}`, {
    next: 'stop that process, or use another directory',
    ...(owner === undefined ? {} : { fields: { pid: owner.pid } }),
  })
}

/** @returns false when another open file has the lock. */
function flock(fd: number, waitMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      '/usr/bin/flock',
      ['--exclusive', '--wait', String(waitMs / 1000), '--conflict-exit-code', '75', '3'],
      {
        stdio: ['ignore', 'ignore', 'pipe', fd],
        env: { LC_ALL: 'C' },
      },
    )
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', (cause) =>
      reject(new Error('could not run /usr/bin/flock (Debian package util-linux)', { cause })),
    )
    child.once('close', (code) => {
      if (code === 0) resolve(true)
      else if (code === 75) resolve(false)
      else reject(new Error(`flock ended with ${code}: ${said.trim()}`))
    })
  })
}
