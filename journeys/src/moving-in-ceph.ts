import assert from 'node:assert/strict'
import { join } from 'node:path'
import { cephUser, type Lab, startCeph, type TestCeph } from '@kilonova/lab'
import { type ManyHostCloud, startCloud } from './many-hosts.ts'
import type { MovingServer } from './moving-server.ts'

/** Hosts that joined, and one Ceph cluster for the disks of all of them. */
export class CephCloud implements AsyncDisposable {
  readonly cloud: ManyHostCloud
  readonly ceph: TestCeph

  private constructor(cloud: ManyHostCloud, ceph: TestCeph) {
    this.cloud = cloud
    this.ceph = ceph
  }

  /** @param host settings of every host beside those of its disks. */
  static async start(host: object = {}): Promise<CephCloud> {
    let ceph: TestCeph | undefined
    try {
      const settings = async (lab: Lab): Promise<object> => {
        ceph ??= await startCeph(join(lab.dir, 'ceph'), `${lab.net}.254`)
        const { fsid, configPath } = ceph
        return { host: { ...host, images: { backend: 'rbd', rbd: { pool: 'vms', user: cephUser, configPath, fsid } } } }
      }
      const cloud = await startCloud({ hosts: 2, settings })
      assert.ok(ceph !== undefined)
      return new CephCloud(cloud, ceph)
    } catch (error) {
      await ceph?.[Symbol.asyncDispose]()
      throw error
    }
  }

  rbd(...args: string[]): Promise<string> {
    return this.ceph.ceph('rbd', '--id', 'admin', ...args)
  }

  /** A server's images, or all of the pool, and every snapshot of them; `disk` for `<uuid>_disk`. */
  async images(server?: MovingServer): Promise<string[]> {
    const wanted = (name: string): boolean => name !== '' && name.startsWith(server?.id ?? '')
    const names = (await this.rbd('ls', 'vms')).split('\n').filter(wanted)
    const all = names.map(async (name) => {
      const snapshots = JSON.parse(await this.rbd('snap', 'ls', '--format', 'json', `vms/${name}`)) as {
        name: string
      }[]
      return [name, ...snapshots.map((one) => `${name}@${one.name}`)].map((one) => one.slice(37))
    })
    return (await Promise.all(all)).flat().sort()
  }

  /** In bytes, by the disk's name. */
  async sizes(server: MovingServer, names: readonly string[]): Promise<number[]> {
    const all = names.map(async (name) => {
      const text = await this.rbd('info', '--format', 'json', `vms/${server.id}_${name}`)
      return (JSON.parse(text) as { size: number }).size
    })
    return Promise.all(all)
  }

  /** SHA-256 of what a guest sees of each disk. */
  async checksums(server: MovingServer, names: readonly string[]): Promise<string[]> {
    const sums: string[] = []
    const out = join(this.cloud.lab.dir, 'shared', `content-${server.id}`)
    for (const name of names) {
      await this.rbd('export', '--no-progress', `vms/${server.id}_${name}`, out)
      const sum = await this.cloud.host('h1').mustExec(['sha256sum', out], { timeoutMs: 120_000 })
      await this.cloud.host('h1').mustExec(['rm', out])
      sums.push(sum.slice(0, 64))
    }
    return sums
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cloud[Symbol.asyncDispose]()
    await this.ceph[Symbol.asyncDispose]()
  }
}
