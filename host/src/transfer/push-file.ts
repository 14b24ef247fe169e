import { dirname } from 'node:path'
import { stat } from 'node:fs/promises'
import { Fault } from '@kilonova/core'
import type { FileOptions } from '../images/server-files.ts'
import { findProgram } from '../programs/find-program.ts'
import { saysNoSpace } from '../programs/no-space.ts'
import { ProgramError, runProgram } from '../programs/run-program.ts'

export interface PushFile {
  readonly from: string
  /** Of the other host; root's keys open it. */
  readonly address: string
  readonly to: string
  readonly label: string
}

const sshOptions = [
  '-o',
  'BatchMode=yes',
  '-o',
  'ConnectTimeout=10',
  '-o',
  'ServerAliveInterval=5',
  '-o',
  'ServerAliveCountMax=4',
]

/**
 * Sends a file to another host by rsync over ssh, holes kept and compressed; by scp where rsync is missing on either side.
 * The programs end with us, and when the signal aborts.
 * @throws {Fault} `hostAway` when ssh lets us do neither, `noSpace`.
 */
export async function pushFile(job: PushFile, options: FileOptions): Promise<void> {
  const bracketed = job.address.includes(':') ? `[${job.address}]` : job.address
  await makeRemoteDirectory(job, options)
  const target = `root@${bracketed}:${job.to}`
  const withRsync = await rsyncWorks(job, target, options)
  try {
    if (withRsync) await rsync(job, target, options)
    else await scp(job, target, options)
  } catch (cause) {
    throw explained(job, cause, withRsync ? 'rsync' : 'scp')
  }
}

const shell = ['ssh', ...sshOptions].join(' ')

/** Only asks: whether rsync is on both sides, and ssh lets us in. */
async function rsyncWorks(job: PushFile, target: string, { signal }: FileOptions): Promise<boolean> {
  if ((await findProgram('rsync')) === undefined) return false
  try {
    await runProgram('rsync', ['--dry-run', '--sparse', '--compress', '-e', shell, job.from, target], { signal })
    return true
  } catch (error) {
    if (error instanceof ProgramError) return false
    throw error
  }
}

async function rsync(job: PushFile, target: string, { signal, onProgress }: FileOptions): Promise<void> {
  const total = (await stat(job.from)).size
  await runProgram(
    'rsync',
    ['--sparse', '--compress', '--info=progress2', '--timeout=60', '-e', shell, job.from, target],
    {
      signal,
      timeoutMs: Infinity,
      onLine: (line) => {
        const done = Number(/^\s*([\d,]+)\s+\d+%/.exec(line)?.[1]?.replaceAll(',', '') ?? Number.NaN)
        if (!Number.isNaN(done)) onProgress?.({ label: job.label, done: Math.min(done, total), total, unit: 'bytes' })
      },
    },
  )
}

async function scp(job: PushFile, target: string, { signal }: FileOptions): Promise<void> {
  await runProgram('scp', ['-q', ...sshOptions, job.from, target], { signal, timeoutMs: Infinity })
}

/** Directories below the server's, as a TPM's state has. */
async function makeRemoteDirectory(job: PushFile, { signal }: FileOptions): Promise<void> {
  const directory = dirname(job.to)
  if (!/^[A-Za-z0-9/._-]+$/.test(directory)) throw new Fault('invalid', `${directory} is no directory for ssh`)
  try {
    await runProgram('ssh', [...sshOptions, `root@${job.address}`, `mkdir -p ${directory}`], { signal })
  } catch (cause) {
    throw explained(job, cause, 'ssh')
  }
}

function explained(job: PushFile, cause: unknown, program: string): unknown {
  if (!(cause instanceof ProgramError)) return cause
  if (saysNoSpace(cause)) {
    return new Fault('noSpace', `${job.address} has no room for ${job.to}`, {
      cause,
      next: 'free space on that host, or choose another',
    })
  }
  return new Fault('hostAway', `${job.from} could not be sent to ${job.address} by ${program}`, {
    cause,
    next: `let root of this host enter ${job.address} by ssh without a password, or set resize.transfer to overlay`,
  })
}
