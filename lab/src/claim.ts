import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { keepCapabilities } from './capabilities.ts'
import { isAlive, type LabOptions, type LabRecord, labsDir, type ProcessIdentity, processIdentity } from './layout.ts'
import { LabError } from './lab-error.ts'
import { machineLock } from './machine-lock.ts'
import { mustRun, run } from './run.ts'

// A lab's claim on its name is its directory, and on its subnet its bridge `klab90` … `klab99`, whose alias is that
// directory. Whoever claims first removes what is dead: a lab whose owner has ended, a lab without owner and without
// one running host, a bridge whose directory is gone. One claim at a time, by a socket that the kernel gives back.
const subnets = [90, 91, 92, 93, 94, 95, 96, 97, 98, 99].map((byte) => `10.${byte}.0`)

/**
 * Takes a free name and subnet, after removing labs that nobody owns any more.
 * @throws {LabError} when a live lab has this name, or all subnets are in use.
 */
export async function claimLab(options: LabOptions, owner: ProcessIdentity | undefined): Promise<LabRecord> {
  using _lock = await machineLock('claim', 60_000)
  const bridges = await removeDeadLabs()
  const base = labsDir(options)
  const name = options.name ?? freeName(base)
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) {
    throw new LabError(`a lab's name is lower-case letters, digits and dashes, at most 31: not '${name}'`)
  }
  const dir = join(base, name)
  const before = readLab(dir)
  if (before !== undefined && isLive(before)) {
    throw new LabError(`lab ${name} is up already (${dir}); next: npm run lab -- down --name ${name}`)
  }
  await removeLab(dir)
  const net = options.net ?? subnets.find((subnet) => !bridges.has(bridgeOf(subnet)))
  if (net === undefined) {
    throw new LabError(`all ${subnets.length} lab networks are in use; next: npm run lab -- status, then down`)
  }
  const record = recordOf(options, { name, dir, net, owner })
  await mkdir(dir, { recursive: true, mode: 0o755 })
  await writeFile(join(dir, 'lab.json'), `${JSON.stringify(record, null, 2)}\n`)
  try {
    await mustRun(['ip', 'link', 'add', record.bridge, 'type', 'bridge'])
    await mustRun(['ip', 'link', 'set', record.bridge, 'up', 'alias', dir])
    await mustRun(['ip', 'addr', 'add', `${net}.254/24`, 'dev', record.bridge])
  } catch (cause) {
    await removeLab(dir)
    throw new LabError(`lab ${name} cannot have the network ${net}.0/24`, { cause })
  }
  return record
}

/** @returns the lab in this directory, or undefined when there is none. */
export function readLab(dir: string): LabRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(dir, 'lab.json'), 'utf8')) as LabRecord
  } catch {
    return undefined
  }
}

/** Every lab on this machine, dead ones too, wherever its directory is. */
export async function listLabs(): Promise<LabRecord[]> {
  const dirs = [...(await labBridges()).values()]
  return dirs.map(readLab).filter((lab) => lab !== undefined)
}

export function isLive(lab: LabRecord): boolean {
  if (lab.owner !== undefined) return isAlive(lab.owner)
  return hostNumbers(lab.dir).some((number) => hostInit(lab.dir, number) !== undefined)
}

/** @returns the process that is the host's init, as seen from outside; undefined when the host is down. */
export function hostInit(dir: string, number: number): number | undefined {
  try {
    const identity = JSON.parse(readFileSync(join(dir, `h${number}`, 'init.json'), 'utf8')) as ProcessIdentity
    return isAlive(identity) ? identity.pid : undefined
  } catch {
    return undefined
  }
}

/** Ends every host of the lab at once and removes its links, cgroups and directory. Harmless when there is none. */
export async function removeLab(dir: string, patienceMs = 20_000): Promise<void> {
  const lab = readLab(dir)
  const inits = hostNumbers(dir).map((number) => hostInit(dir, number))
  await Promise.all(inits.map((pid) => (pid === undefined ? Promise.resolve() : killInit(pid, patienceMs))))
  if (lab !== undefined) {
    await keepCapabilities(dir, hostNumbers(dir))
    await run(['ip', 'link', 'del', lab.bridge])
    if (lab.cgroups) await removeCgroups(lab)
  }
  await rm(dir, { recursive: true, force: true, maxRetries: 5 })
}

/** A host's power cut: killing its init ends all in its process namespace, and its mounts and links with them. */
export async function killInit(pid: number, patienceMs = 20_000): Promise<void> {
  const identity = processIdentity(pid)
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    return
  }
  for (let waitedMs = 0; isAlive(identity); waitedMs += 5) {
    if (waitedMs > patienceMs) throw new LabError(`process ${pid}, a lab host's init, does not end after SIGKILL`)
    await sleep(5)
  }
}

export function cgroupDirs(lab: Pick<LabRecord, 'bridge'>, number: number): string[] {
  return ['cpu', 'cpuacct'].map((controller) => `/sys/fs/cgroup/${controller}/${lab.bridge}-h${number}`)
}

async function removeCgroups(lab: LabRecord): Promise<void> {
  const dirs = hostNumbers(lab.dir).flatMap((number) => cgroupDirs(lab, number))
  const present = dirs.filter((dir) => existsSync(dir))
  if (present.length > 0) await run(['find', ...present, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', '+'])
}

/** All who make a lab wait for it. */
const deadPatienceMs = 3000

/** @returns the bridges in use, each with its lab's directory, after the dead ones were removed. */
async function removeDeadLabs(): Promise<Map<string, string>> {
  const bridges = await labBridges()
  for (const [bridge, dir] of bridges) {
    const lab = readLab(dir)
    if (lab !== undefined && lab.bridge === bridge && isLive(lab)) continue
    try {
      if (lab?.bridge === bridge) await removeLab(dir, deadPatienceMs)
    } catch (error) {
      // Its init waits until whoever entered it from outside has seen its own child end: it keeps its network till then.
      if (!(error instanceof LabError)) throw error
      continue
    }
    await run(['ip', 'link', 'del', bridge])
    bridges.delete(bridge)
  }
  return bridges
}

async function labBridges(): Promise<Map<string, string>> {
  const { stdout } = await mustRun(['ip', '-json', 'link', 'show', 'type', 'bridge'])
  const links = JSON.parse(stdout || '[]') as { ifname?: string; ifalias?: string }[]
  const found = new Map<string, string>()
  for (const link of links) {
    if (link.ifname?.startsWith('klab')) found.set(link.ifname, link.ifalias ?? '/nonexistent')
  }
  return found
}

function hostNumbers(dir: string): number[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir).flatMap((entry) => (/^h\d+$/.test(entry) ? [Number(entry.slice(1))] : []))
}

function freeName(base: string): string {
  for (let number = 1; ; number++) {
    const name = `auto-${process.pid}-${number}`
    if (!existsSync(join(base, name))) return name
  }
}

function bridgeOf(net: string): string {
  const [, second = '', third = ''] = net.split('.')
  return third === '0' ? `klab${second}` : `klab${second}-${third}`
}

function recordOf(
  options: LabOptions,
  claim: { name: string; dir: string; net: string; owner: ProcessIdentity | undefined },
): LabRecord {
  const testRun = process.env['KILONOVA_TEST_RUN']
  return {
    name: claim.name,
    dir: claim.dir,
    net: claim.net,
    bridge: bridgeOf(claim.net),
    ...(claim.owner === undefined ? {} : { owner: claim.owner }),
    ...(testRun === undefined ? {} : { testRun }),
    stateDir: options.stateDir ?? process.env['LAB_STATE'] ?? '/var/lib/kilonova',
    hosts: options.hosts ?? 1,
    libvirtd: options.libvirtd ?? true,
    certificates: options.certificates ?? true,
    sharedInstances: options.sharedInstances ?? 'no',
    virtlogd: options.virtlogd ?? false,
    cgroups: options.cgroups ?? false,
    tcpRetries: options.tcpRetries ?? 5,
    binds: [...(options.binds ?? [])],
  }
}
