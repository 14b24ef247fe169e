import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { guestReport, type TestGuest, testGuest } from '@kilonova/lab'
import type { ApiAnswer, CloudApi, Json } from './cloud-api.ts'
import type { TestCloud } from './cloud.ts'
import { eventually } from './eventually.ts'

/** What a guest writes above its base, so that a slow copy of it takes some seconds. */
const noiseMiB = 8

export interface Look {
  /** The journal had to be replayed, as after a power cut; false when the file system was at rest. */
  readonly replayed: boolean
  /** What e2fsck found wrong. */
  readonly repairs: readonly string[]
  readonly tick: number
  /** The image stands on no other file. */
  readonly standalone: boolean
  readonly said: string
}

/** A cloud with the test guest in its image store, for those who take snapshots of servers. */
export class SnapshotWorld {
  readonly cloud: TestCloud
  readonly #image: string
  readonly #flavor: string

  private constructor(cloud: TestCloud, image: string, flavor: string) {
    this.cloud = cloud
    this.#image = image
    this.#flavor = flavor
  }

  /** @param properties of the image, beside its kernel and its agent. */
  static async prepare(cloud: TestCloud, properties: Readonly<Record<string, string>> = {}): Promise<SnapshotWorld> {
    const guest = await testGuest()
    const image = await uploadGuest(cloud.api, guest, properties)
    return new SnapshotWorld(cloud, image, await cloud.api.flavor('m1.tiny'))
  }

  /** Starts the service again with these settings of the host. */
  async withSettings(host: object, env: Readonly<Record<string, string>> = {}, control: object = {}): Promise<void> {
    const { cloud } = this
    if (existsSync(`/proc/${cloud.service.pid}`)) await cloud.service.stop()
    await writeFile(join(cloud.host.stateDir, 'settings.yaml'), JSON.stringify({ host, control }))
    await cloud.restart({ env })
  }

  get api(): CloudApi {
    return this.cloud.api
  }

  get image(): string {
    return this.#image
  }

  /** Boots a server that counts on its disk, beside some MiB of noise, and waits until it has counted to three. */
  async countingServer(name: string, more: Json = {}): Promise<string> {
    const fill = Buffer.from(
      `#!/bin/sh\ndd if=/dev/urandom of=/noise bs=1M count=${noiseMiB}\nsync\necho GUEST-NOISE\n`,
    )
    const id = await this.api.create({
      name,
      imageRef: this.#image,
      flavorRef: this.#flavor,
      config_drive: true,
      user_data: fill.toString('base64'),
      ...more,
    })
    await this.api.until(id, ['ACTIVE'], 120_000)
    await this.api.consoleLine(id, /GUEST-NOISE/)
    await this.api.consoleLine(id, /GUEST-TICK 3\b/)
    return id
  }

  /** Waits until libvirt sees the guest's agent, which connects a moment after the guest is ready. */
  async untilAgent(id: string): Promise<void> {
    const domain = await this.domainOf(id)
    await eventually(async () => {
      assert.match(await this.cloud.host.mustExec(['virsh', 'dumpxml', domain]), /guest_agent.0' state='connected'/)
    }, 60_000)
  }

  async domainOf(id: string): Promise<string> {
    return String((await this.api.server(id))?.['OS-EXT-SRV-ATTR:instance_name'])
  }

  /** The last number that the guest said after it was on its disk. */
  async lastTick(id: string): Promise<number> {
    return guestReport(await this.api.console(id)).lastTick ?? 0
  }

  /** Waits for a number above `than`: the guest goes on. */
  async ticksOn(id: string, than: number): Promise<void> {
    await eventually(async () => assert.ok((await this.lastTick(id)) > than, `no tick after ${than}`), 60_000)
  }

  action(id: string, body: Json, minor?: number): Promise<ApiAnswer> {
    const version = minor === undefined ? {} : { 'OpenStack-API-Version': `compute 2.${minor}` }
    return this.api.call('POST', `/compute/v2.1/servers/${id}/action`, body, version)
  }

  async mustAct(id: string, body: Json): Promise<void> {
    const answer = await this.action(id, body)
    if (answer.status !== 202) throw new Error(`${JSON.stringify(body)}: ${answer.status} ${answer.text}`)
  }

  /** Asks for a snapshot. @returns the image's id. */
  async snapshot(id: string, name: string, metadata: Json = {}): Promise<string> {
    const answer = await this.action(id, { createImage: { name, metadata } }, 45)
    if (answer.status !== 202) throw new Error(`snapshot ${name}: ${answer.status} ${answer.text}`)
    return String(answer.body['image_id'])
  }

  async imageOf(imageId: string): Promise<Json | undefined> {
    const answer = await this.api.call('GET', `/image/v2/images/${imageId}`)
    return answer.status === 404 ? undefined : answer.body
  }

  /** Waits until the image is ACTIVE and the server free again. @throws when it is gone instead. */
  async untilActive(imageId: string, serverId: string, timeoutMs = 120_000): Promise<Json> {
    await this.untilFree(serverId, timeoutMs)
    const image = await this.imageOf(imageId)
    if (image?.['status'] !== 'active') {
      const status = image === undefined ? 'gone' : JSON.stringify(image['status'])
      throw new Error(`image ${imageId} is ${status}: ${await this.whyFailed(serverId)}`)
    }
    return image
  }

  /** Waits until no task is shown any more. */
  async untilFree(serverId: string, timeoutMs = 120_000): Promise<Json> {
    return eventually(
      async () => {
        const server = (await this.api.server(serverId)) ?? assert.fail('the server is gone')
        assert.equal(server['OS-EXT-STS:task_state'], null)
        return server
      },
      timeoutMs,
      30,
    )
  }

  /** The reason of the last failure in the server's action log. */
  async whyFailed(serverId: string): Promise<string> {
    const list = await this.api.compute('GET', `/servers/${serverId}/os-instance-actions`)
    const [last] = list.body['instanceActions'] as Json[]
    const one = await this.api.call(
      'GET',
      `/compute/v2.1/servers/${serverId}/os-instance-actions/${String(last?.['request_id'])}`,
      undefined,
      { 'OpenStack-API-Version': 'compute 2.84' },
    )
    return one.text
  }

  /** Boots the image, and answers what its guest found on its disk: how often it was booted, and its last number. */
  async boot(imageId: string, name = 'from snapshot'): Promise<{ id: string; boots: number; tick: number }> {
    const id = await this.api.create({ name, imageRef: imageId, flavorRef: this.#flavor })
    await this.api.until(id, ['ACTIVE'], 120_000)
    const { up } = guestReport(await this.api.consoleLine(id, /GUEST-READY /))
    if (up === undefined) throw new Error('the guest did not say what is on its disk')
    return { id, ...up }
  }

  /** The state of the image's file system as e2fsck sees it in a copy, and the counter in it as debugfs reads it. */
  async look(imageId: string): Promise<Look> {
    const { host } = this.cloud
    const image = `/var/lib/kilonova/images/${imageId}`
    const raw = `/var/lib/kilonova/look-${imageId}.raw`
    const { disk_format: format } = (await this.imageOf(imageId)) ?? assert.fail('the image is gone')
    try {
      const info = JSON.parse(
        await host.mustExec(['qemu-img', 'info', '-f', String(format), '--output=json', image]),
      ) as Json
      await host.mustExec(['qemu-img', 'convert', '-f', String(format), '-O', 'raw', image, raw])
      const check = await host.exec(['e2fsck', '-fy', raw])
      const tick = await host.mustExec(['debugfs', '-R', 'cat /var/tick', raw])
      const said = check.stdout + check.stderr
      const repairs = said.split('\n').filter((line) => /fixed|corrupt|inconsist|orphan/i.test(line))
      const replayed = /recovering journal/.test(said)
      const standalone = info['backing-filename'] === undefined
      return { replayed, repairs, tick: Number(tick.trim()), standalone, said }
    } finally {
      await host.mustExec(['rm', '-f', raw])
    }
  }

  /**
   * What must hold after any fault: the guest is defined, runs and counts on, nothing of the snapshot is left on the host,
   * and the image is ACTIVE and right, or gone.
   * @returns which of the two it is.
   */
  async settles(id: string, imageId: string, withinMs = 40_000): Promise<'active' | 'gone'> {
    await eventually(async () => {
      assert.deepEqual(await this.leftOnHost(), [])
      assert.equal((await this.api.server(id))?.['OS-EXT-STS:task_state'], null)
    }, withinMs)
    const server = await this.api.server(id)
    assert.equal(server?.['status'], 'ACTIVE')
    const domain = await this.domainOf(id)
    assert.match(await this.cloud.host.mustExec(['virsh', 'domstate', domain]), /^running/)
    await this.ticksOn(id, await this.lastTick(id))
    const image = await this.imageOf(imageId)
    const files = await this.cloud.host.mustExec([
      'sh',
      '-c',
      'ls -A "$1" | grep -F "$2" || true',
      'sh',
      '/var/lib/kilonova/images',
      imageId,
    ])
    if (image === undefined) {
      assert.equal(files, '', 'bytes of an image that is gone')
      return 'gone'
    }
    assert.equal(image['status'], 'active')
    assert.equal(files.trim(), imageId)
    const bytes = await this.cloud.host.mustExec(['sha512sum', `/var/lib/kilonova/images/${imageId}`])
    assert.equal(bytes.split(' ')[0], image['os_hash_value'])
    const { repairs, standalone, said } = await this.look(imageId)
    assert.deepEqual({ repairs, standalone }, { repairs: [], standalone: true }, said)
    return 'active'
  }

  /** Waits until the guest's disk has a block job. */
  async untilCopying(id: string): Promise<void> {
    const domain = await this.domainOf(id)
    await eventually(
      async () => {
        assert.match(await this.cloud.host.mustExec(['virsh', 'dumpxml', domain]), /<mirror /)
      },
      30_000,
      20,
    )
  }

  /** Every block job, delta, managed save and undefined domain that a snapshot can leave on the host; none in words. */
  async leftOnHost(): Promise<string[]> {
    const script = String.raw`
for d in $(virsh -q list --all --name); do
  virsh -q dumpxml "$d" | grep -q '<mirror' && echo "$d has a block job"
  virsh -q dominfo "$d" | grep -q 'Persistent: *no' && echo "$d is not defined"
done
for d in $(virsh -q list --all --with-managed-save --name); do echo "$d has saved memory"; done
find /var/lib/kilonova/instances/snapshots -mindepth 1 2>/dev/null
find /var/lib/kilonova/images -name '*.part' 2>/dev/null
true`
    return (await this.cloud.host.mustExec(['sh', '-c', script])).split('\n').filter((line) => line !== '')
  }
}

async function uploadGuest(api: CloudApi, guest: TestGuest, more: Readonly<Record<string, string>>): Promise<string> {
  const kernel = await api.mustUpload({
    name: 'kernel',
    diskFormat: 'aki',
    containerFormat: 'aki',
    bytes: guest.kernel,
  })
  const ramdisk = await api.mustUpload({
    name: 'ramdisk',
    diskFormat: 'ari',
    containerFormat: 'ari',
    bytes: guest.initrd,
  })
  const properties = {
    kernel_id: kernel,
    ramdisk_id: ramdisk,
    hw_qemu_guest_agent: 'yes',
    os_command_line: `root=/dev/vda console=ttyS0 nonet tick=0.2 ${guest.kernelArguments}`,
    ...more,
  }
  return api.mustUpload({ name: 'counting guest', diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
}
