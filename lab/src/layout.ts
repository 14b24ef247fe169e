import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** The repository's root: bound into every host at the same path, so that our programs run there. */
export const repositoryRoot: string = resolve(import.meta.dirname, '../..')

export interface LabOptions {
  /** How many hosts, h1 … hN. Default 1. */
  hosts?: number
  /** Default: a free name. Two labs live side by side when their names differ. */
  name?: string
  /** Where labs keep their directories; default $LAB_DIR, else /var/tmp/kilonova-lab. Not a tmpfs: guests want O_DIRECT. */
  dir?: string
  /** The first three bytes of the lab's network; default the first free one of 10.90.0 … 10.99.0. */
  net?: string
  /** Directory of our service in each host, private to it. Default $LAB_STATE, else /var/lib/kilonova. */
  stateDir?: string
  /** Start libvirtd when a host boots. Default true. */
  libvirtd?: boolean
  /** Give each host certificates for libvirt and QEMU. Default true. */
  certificates?: boolean
  /** One `instances` directory for all hosts: `bind` (libvirt calls migration unsafe) or `glusterfs` (a FUSE mount that libvirt takes for a cluster file system; needs bindfs). */
  sharedInstances?: 'no' | 'bind' | 'glusterfs'
  /** Run virtlogd and let libvirt write console logs through it. */
  virtlogd?: boolean
  /** The cgroup v1 cpu controller in a cgroup namespace, for <cputune>. */
  cgroups?: boolean
  /** net.ipv4.tcp_retries2 in each host: 5 notices a cut cable in about 20 s, Linux' own 15 takes many minutes. */
  tcpRetries?: number
  /** More directories to bind into each host at the same path. */
  binds?: readonly string[]
}

/** What a lab writes of itself into `lab.json`; other processes read it to find, use and clean the lab. */
export interface LabRecord {
  name: string
  dir: string
  net: string
  bridge: string
  /** Process whose end is the end of the lab; absent when the lab stays until `down`. */
  owner?: ProcessIdentity
  /** The test run that made it (KILONOVA_TEST_RUN), if one did. */
  testRun?: string
  stateDir: string
  hosts: number
  libvirtd: boolean
  certificates: boolean
  sharedInstances: 'no' | 'bind' | 'glusterfs'
  virtlogd: boolean
  cgroups: boolean
  tcpRetries: number
  binds: string[]
}

/** A process, told from a later one that got the same number. */
export interface ProcessIdentity {
  pid: number
  startTicks: number
}

export function labsDir(options: Pick<LabOptions, 'dir'> = {}): string {
  if (options.dir !== undefined) return resolve(options.dir)
  return process.env['LAB_DIR'] ?? join(tmpdir() === '/tmp' ? '/var/tmp' : tmpdir(), 'kilonova-lab')
}

/** Node and what else our programs need inside a host, beyond the repository. */
export function programBinds(): string[] {
  const node = dirname(process.execPath)
  return node.startsWith(`${repositoryRoot}/`) ? [repositoryRoot] : [repositoryRoot, node]
}

/** @returns undefined when there is no such process. */
export function processIdentity(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return undefined // ended, not yet collected by its parent
    return { pid, startTicks: Number(fields[19]) }
  } catch {
    return undefined
  }
}

export function isAlive(identity: ProcessIdentity | undefined): boolean {
  return identity !== undefined && processIdentity(identity.pid)?.startTicks === identity.startTicks
}
