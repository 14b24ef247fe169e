import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Json, ManyHostCloud, WatchedGuest } from '@kilonova/journeys'
import { lastTick, settled } from './our-guest.ts'
import type { Standstill } from './standstill.ts'

export interface Round {
  readonly totalMs: number
  readonly downtimeMs: number
}

const instances = '/var/lib/kilonova/instances'
const floorId = 'f1000000-0000-4000-8000-00000000f200'

/** A copy of the server's guest, moved by virsh. */
export class Floor {
  readonly #cloud: ManyHostCloud
  readonly #xmlPath: string
  readonly #overlay: string
  /** What virsh is told beside what both modes are told. */
  readonly #mode: string
  #at: 'h1' | 'h2' = 'h1'

  private constructor(cloud: ManyHostCloud, xmlPath: string, overlay: string, mode: string) {
    this.#cloud = cloud
    this.#xmlPath = xmlPath
    this.#overlay = overlay
    this.#mode = mode
  }

  /** @param mode `--live`, or nothing: then the guest stands still while its memory is sent. */
  static async make(cloud: ManyHostCloud, guest: WatchedGuest, mode: '--live' | ''): Promise<Floor> {
    const { lab } = cloud
    const h1 = cloud.host('h1')
    const server = await cloud.api.server(guest.id)
    const domain = String(server?.['OS-EXT-SRV-ATTR:instance_name'])
    const xml = await h1.mustExec(['virsh', 'dumpxml', '--inactive', domain])
    const model = `${instances}/${guest.id}`
    const info = JSON.parse(await h1.mustExec(['qemu-img', 'info', '-U', '--output=json', `${model}/disk`])) as Json
    const overlay = `rm -f ${instances}/${floorId}/disk && qemu-img create -q -f qcow2 -F ${String(info['backing-filename-format'])} -b ${String(info['backing-filename'])} ${instances}/${floorId}/disk ${String(info['virtual-size'])}`
    const files = `cp -a ${model} ${instances}/${floorId} && rm -f ${instances}/${floorId}/disk ${instances}/${floorId}/console.log`
    await h1.mustExec(['sh', '-c', files])
    // Its first moves make the base, the files and the network at the destination.
    await guest.until(await guest.ask('h2'), ['completed'])
    await settled(guest)
    await cloud.host('h2').mustExec(['sh', '-c', files])
    await guest.until(await guest.ask('h1'), ['completed'])
    await settled(guest)
    await keepNetworks(cloud)
    const text = xml
      .replaceAll(guest.id, floorId)
      .replaceAll(domain, 'floor')
      .replaceAll(/urn:kilonova:guest:1/g, 'urn:kilonova:bench')
      .replace(/<mac address='[^']*'/, "<mac address='52:54:00:00:f2:00'")
      .replace(/<target dev='tap[^']*'\/>/, '')
    const path = join(lab.dir, 'floor.xml')
    await h1.mustExec(['tee', path], { input: text })
    const floor = new Floor(cloud, path, overlay, mode)
    await floor.boot()
    return floor
  }

  async move(watch: Standstill): Promise<Round> {
    const from = this.#at
    const to = from === 'h1' ? 'h2' : 'h1'
    await this.#cloud.host(to).mustExec(['sh', '-c', this.#overlay])
    const standing = watch.of(floorId)
    const address = this.#cloud.host(to).address
    const command = `virsh -q migrate ${this.#mode} --p2p --tls --copy-storage-inc --persistent --undefinesource --migrateuri tcp://${address} floor qemu+tls://${address}/system`
    const script = `set -e; begin=$(date +%s%N); ${command} >&2; end=$(date +%s%N); echo $(( (end - begin) / 1000 ))`
    const micros = await this.#cloud.host(from).mustExec(['sh', '-c', script], { timeoutMs: 120_000 })
    this.#at = to
    const downtimeMs = await standing
    await this.#cloud.host(from).mustExec(['rm', '-f', `${instances}/${floorId}/disk`])
    return { totalMs: Number(micros.trim()) / 1000, downtimeMs }
  }

  lastTick(): Promise<number> {
    return lastTick(this.#cloud, this.#at, floorId)
  }

  /** A fresh one, on h1; one that hangs is ended. */
  async boot(): Promise<void> {
    await this.#destroy()
    this.#at = 'h1'
    const h1 = this.#cloud.host('h1')
    const path = this.#xmlPath
    await h1.mustExec(['sh', '-c', `${this.#overlay} && virsh -q define ${path} && virsh -q start floor`])
    const console = join(h1.stateDir, 'instances', floorId, 'console.log')
    const until = performance.now() + 240_000
    while (!/GUEST-WATCH /.test(await readFile(console, 'utf8').catch(() => ''))) {
      if (performance.now() > until) throw new Error('the copy of the guest does not boot')
      await sleep(200)
    }
  }

  async end(): Promise<void> {
    await this.#destroy()
    for (const { name } of this.#cloud.lab.hosts) {
      await this.#cloud.host(name).exec(['rm', '-rf', `${instances}/${floorId}`])
    }
  }

  async #destroy(): Promise<void> {
    for (const { name } of this.#cloud.lab.hosts) {
      const script = `virsh -q destroy floor; virsh -q undefine floor; rm -f ${instances}/${floorId}/console.log`
      await this.#cloud.host(name).exec(['sh', '-c', script])
    }
  }
}

/** A paused server on each host: a network is there as long as a server of the cloud uses it, which the copy is not. */
async function keepNetworks(cloud: ManyHostCloud): Promise<void> {
  const image = await emptyImage(cloud)
  for (const { name } of cloud.lab.hosts) {
    const keeper = await cloud.createOn(name, `keeper-${name}`, image)
    await cloud.api.until(keeper, ['ACTIVE'], 120_000)
    await cloud.api.compute('POST', `/servers/${keeper}/action`, { pause: null })
    await cloud.api.until(keeper, ['PAUSED'], 120_000)
  }
}

const emptyImage = (cloud: ManyHostCloud): Promise<string> =>
  cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(2 ** 20) })
