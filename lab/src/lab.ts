import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bootHost } from './boot-host.ts'
import { makeAuthority, makeCertificate, makeClientDir } from './certificates.ts'
import { claimLab, readLab, removeLab } from './claim.ts'
import { LabHost } from './lab-host.ts'
import { type LabOptions, type LabRecord, labsDir, processIdentity } from './layout.ts'
import { LabError } from './lab-error.ts'
import { makeSshKeys, prepareHost } from './prepare-host.ts'

/** Hosts on one machine, each a real libvirtd in its own namespaces, joined by a bridge. */
export class Lab implements AsyncDisposable {
  readonly name: string
  /** Directory of the lab; every host sees it at the same path, so files are handed over here. */
  readonly dir: string
  /** First three bytes of the lab's network, `10.90.0`; the machine itself has .254. */
  readonly net: string
  readonly hosts: readonly LabHost[]
  readonly #reaper: ChildProcess | undefined

  constructor(record: LabRecord, reaper?: ChildProcess) {
    this.name = record.name
    this.dir = record.dir
    this.net = record.net
    this.hosts = Array.from({ length: record.hosts }, (_, index) => new LabHost(record, index + 1))
    this.#reaper = reaper
  }

  /** @param name h1, h2, … @throws {LabError} when there is no such host. */
  host(name: string): LabHost {
    const host = this.hosts.find((candidate) => candidate.name === name)
    if (host === undefined) throw new LabError(`lab ${this.name} has no host '${name}', but h1 … h${this.hosts.length}`)
    return host
  }

  /** Switches all hosts off and removes all that the lab made. Harmless when done twice. */
  async stop(): Promise<void> {
    await removeLab(this.dir)
    this.#reaper?.stdin?.end('stopped\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

/**
 * Makes a lab that belongs to this process: it is gone within a second of the process' end, however that came.
 * `await using lab = await startLab({ hosts: 2 })`.
 * @throws {LabError} without root, without the programs of `dev/setup`, or when a host does not come up; nothing is left then.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  return makeLab(options, 'tied')
}

/** Makes a lab that stays until `down`: for the command line. */
export async function raiseLab(options: LabOptions): Promise<Lab> {
  return makeLab(options, 'standing')
}

/** @returns a lab that another process made. @throws {LabError} when there is none of this name. */
export function openLab(name: string, options: Pick<LabOptions, 'dir'> = {}): Lab {
  const record = readLab(join(labsDir(options), name))
  if (record === undefined) throw new LabError(`there is no lab '${name}'; next: npm run lab -- up 2 --name ${name}`)
  return new Lab(record)
}

async function makeLab(options: LabOptions, life: 'tied' | 'standing'): Promise<Lab> {
  if (process.getuid?.() !== 0)
    throw new LabError('a lab needs root: namespaces, mounts and links; next: run it with sudo')
  const owner = life === 'tied' ? processIdentity(process.pid) : undefined
  const record = await claimLab(options, owner)
  const reaper = life === 'tied' ? startReaper(record) : undefined
  const lab = new Lab(record, reaper)
  try {
    await mkdir(join(record.dir, 'shared'))
    await Promise.all([makeAuthority(join(record.dir, 'pki')), makeSshKeys(join(record.dir, 'ssh'))])
    const numbers = lab.hosts.map((_, index) => index + 1)
    await Promise.all([
      makeClient(record),
      ...numbers.map(async (number) => {
        await prepareHost(record, number)
        await bootHost(record, number)
      }),
    ])
    return lab
  } catch (error) {
    await lab.stop()
    throw error
  }
}

async function makeClient(record: LabRecord): Promise<void> {
  const pki = join(record.dir, 'pki')
  await makeCertificate(pki, 'client', `${record.net}.254`)
  await makeClientDir(pki, 'client', join(record.dir, 'client-pki'))
}

/** A process outside our group that waits on a pipe from us: end of file without a word means that we are dead. */
function startReaper(record: LabRecord): ChildProcess {
  const reap = [process.execPath, join(import.meta.dirname, 'reap.ts'), record.dir, JSON.stringify(record.owner)]
  const reaper = spawn('sh', ['-c', 'read -r _ || exec "$@"', 'lab-reaper', ...reap], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  })
  reaper.unref()
  const pipe = reaper.stdin as (ChildProcess['stdin'] & { unref?: () => void }) | null
  pipe?.unref?.() // an open lab does not keep its maker alive
  pipe?.on('error', () => {}) // the reaper may have gone first
  return reaper
}
