import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { access, open, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { RbdSettings } from '../../src/images/settings.ts'
import { run } from './kit.ts'

export interface TestCeph extends AsyncDisposable {
  readonly settings: RbdSettings
  /** Runs a Ceph program on this cluster. */
  readonly ceph: (program: string, ...args: string[]) => Promise<string>
}

/** Why no cluster can be started here; undefined when it can. */
export async function whyNoCeph(): Promise<string | undefined> {
  for (const program of ['rbd', 'ceph', 'ceph-mon', 'ceph-osd', 'ceph-authtool', 'monmaptool']) {
    const there = await access(`/usr/bin/${program}`).then(
      () => true,
      () => false,
    )
    if (!there) return `${program} is not installed (Debian packages ceph-mon, ceph-osd, ceph-common)`
  }
  return undefined
}

/** A cluster of one monitor and one OSD that keeps its objects in memory, on loopback, with authentication. */
export async function startCeph(directory: string): Promise<TestCeph> {
  const fsid = randomUUID()
  const port = await freePort()
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
    await writeFile(configPath, configuration(directory, fsid, port))
    await makeMonitor(directory, fsid, port)
    daemons.push(await startDaemon(directory, 'mon', ['ceph-mon', '-i', 'a', '-f', '--conf', configPath]))
    await makeOsd(directory, ceph)
    daemons.push(await startDaemon(directory, 'osd', ['ceph-osd', '-i', '0', '-f', '--conf', configPath]))
    for (const pool of ['images', 'vms']) {
      await ceph('ceph', 'osd', 'pool', 'create', pool, '8')
      await ceph('ceph', 'osd', 'pool', 'application', 'enable', pool, 'rbd')
    }
    await ceph('rbd', '--id', 'admin', 'ls', 'images')
  } catch (error) {
    await stop()
    throw error
  }
  return {
    settings: RbdSettings.parse({ pool: 'vms', user: 'admin', configPath, fsid }),
    ceph,
    [Symbol.asyncDispose]: stop,
  }
}

function configuration(directory: string, fsid: string, port: number): string {
  return `[global]
fsid = ${fsid}
mon_host = [v2:127.0.0.1:${port}]
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
keyring = ${directory}/keyring
run_dir = ${directory}
log_file = ${directory}/$name.log
log_to_stderr = false
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
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
[mon]
mon_data = ${directory}/mon
mon_cluster_log_file = ${directory}/cluster.log
mon_data_avail_crit = 0
[osd]
osd_data = ${directory}/osd
keyring = ${directory}/osd/keyring
`
}

async function makeMonitor(directory: string, fsid: string, port: number): Promise<void> {
  const keyring = join(directory, 'keyring')
  const map = join(directory, 'monmap')
  await run('mkdir', join(directory, 'mon'), join(directory, 'osd'))
  await run('ceph-authtool', '--create-keyring', keyring, '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *')
  const all = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *']
  await run('ceph-authtool', keyring, '--gen-key', '-n', 'client.admin', ...all)
  await run('monmaptool', '--create', '--fsid', fsid, '--addv', 'a', `[v2:127.0.0.1:${port}]`, map)
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

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
