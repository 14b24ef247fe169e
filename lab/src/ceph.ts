import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { mustRun } from './run.ts'

export interface TestCeph extends AsyncDisposable {
  readonly fsid: string
  /** The cluster's configuration; a host of a lab sees it at the same path when it lies in the lab's directory. */
  readonly configPath: string
  /** Runs a Ceph program on this cluster, as its administrator. */
  readonly ceph: (program: string, ...args: string[]) => Promise<string>
}

/** A user with the rights of a compute host, beside `admin`; its key is in `client.nova.keyring`. */
export const cephUser = 'nova'
/** Pools of the cluster: for images, and for servers' disks. */
export const cephPools = ['images', 'vms'] as const

const run = async (...argv: string[]): Promise<string> => (await mustRun(argv)).stdout

/** Why no cluster can be started here; undefined when it can. */
export function whyNoCeph(): string | undefined {
  const programs = ['rbd', 'ceph', 'ceph-mon', 'ceph-osd', 'ceph-authtool', 'monmaptool']
  const missing = programs.find((program) => !existsSync(`/usr/bin/${program}`))
  if (missing === undefined) return undefined
  return `${missing} is not installed (Debian packages ceph-mon, ceph-osd, ceph-common)`
}

/**
 * A cluster of one monitor and one OSD that keeps its objects in memory, with authentication. It ends with us.
 * @param directory is made; short, since a socket's path in it may have 107 characters only.
 * @param address where it listens: loopback, or `lab.net + '.254'` for the hosts of a lab.
 */
export async function startCeph(directory: string, address = '127.0.0.1'): Promise<TestCeph> {
  await mkdir(directory, { recursive: true })
  const fsid = randomUUID()
  const port = await freePort(address)
  const configPath = join(directory, 'ceph.conf')
  const daemons: ReturnType<typeof spawn>[] = []
  const ceph = (program: string, ...args: string[]): Promise<string> =>
    run('timeout', '60', program, '--conf', configPath, ...args)
  const stop = async (): Promise<void> => {
    for (const daemon of daemons.toReversed()) {
      if (daemon.exitCode !== null || daemon.signalCode !== null) continue
      const ended = new Promise((resolve) => daemon.once('close', resolve))
      daemon.kill('SIGKILL')
      await ended
    }
  }
  try {
    await writeFile(configPath, configuration(directory, fsid, address, port))
    await makeMonitor(directory, fsid, `[v2:${address}:${port}]`)
    daemons.push(await startDaemon(directory, 'mon', ['ceph-mon', '-i', 'a', '-f', '--conf', configPath]))
    await makeOsd(directory, ceph)
    daemons.push(await startDaemon(directory, 'osd', ['ceph-osd', '-i', '0', '-f', '--conf', configPath]))
    for (const pool of cephPools) {
      await ceph('ceph', 'osd', 'pool', 'create', pool, '8')
      await ceph('ceph', 'osd', 'pool', 'application', 'enable', pool, 'rbd')
    }
    const rights = ['mon', 'profile rbd', 'osd', 'profile rbd']
    const keyring = await ceph('ceph', 'auth', 'get-or-create', `client.${cephUser}`, ...rights)
    await writeFile(join(directory, `client.${cephUser}.keyring`), keyring, { mode: 0o600 })
    await ceph('rbd', '--id', 'admin', 'ls', 'images')
  } catch (error) {
    await stop()
    throw error
  }
  return {
    fsid,
    configPath,
    ceph,
    [Symbol.asyncDispose]: stop,
  }
}

function configuration(directory: string, fsid: string, address: string, port: number): string {
  return `[global]
fsid = ${fsid}
mon_host = [v2:${address}:${port}]
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
keyring = ${directory}/keyring
run_dir = ${directory}
log_file = ${directory}/$name.log
log_to_stderr = false
public_addr = ${address}
cluster_addr = ${address}
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
osd_objectstore = memstore
memstore_device_bytes = 1073741824
osd_memory_target = 939524096
osd_op_num_shards = 1
osd_numa_auto_affinity = false
rbd_default_features = 61
[client.${cephUser}]
keyring = ${directory}/client.${cephUser}.keyring
[mon]
mon_data = ${directory}/mon
mon_cluster_log_file = ${directory}/cluster.log
mon_data_avail_crit = 0
[osd]
osd_data = ${directory}/osd
keyring = ${directory}/osd/keyring
`
}

async function makeMonitor(directory: string, fsid: string, address: string): Promise<void> {
  const keyring = join(directory, 'keyring')
  const map = join(directory, 'monmap')
  await run('mkdir', join(directory, 'mon'), join(directory, 'osd'))
  await run('ceph-authtool', '--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *')
  const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *']
  await run('ceph-authtool', keyring, '--gen-key', '-n', 'client.admin', ...all)
  await run('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', address, map)
  const config = join(directory, 'ceph.conf')
  await run('ceph-mon', '-i', 'a', '--mkfs', '--conf', config, '--monmap', map, '--keyring', keyring)
}

async function makeOsd(directory: string, ceph: TestCeph['ceph']): Promise<void> {
  const uuid = randomUUID()
  const key = (await run('ceph-authtool', '--gen-print-key')).trim()
  const secret = join(directory, 'secret.json')
  await writeFile(secret, JSON.stringify({ cephx_secret: key }))
  await ceph('ceph', 'osd', 'new', uuid, '-i', secret)
  const keyring = join(directory, 'osd', 'keyring')
  await run('ceph-authtool', '--create-keyring', keyring, '--name', 'osd.0', '--add-key', key)
  await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', uuid, '--conf', join(directory, 'ceph.conf'))
}

/** Ends with us: the kernel tells it when we are gone, in whatever way. */
async function startDaemon(directory: string, name: string, command: readonly string[]) {
  await using output = await open(join(directory, `${name}.out`), 'w')
  return spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...command], { stdio: ['ignore', output.fd, output.fd] })
}

async function freePort(address: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
