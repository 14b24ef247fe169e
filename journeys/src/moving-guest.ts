import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Json } from './cloud-api.ts'
import { eventually } from './eventually.ts'
import type { ManyHostCloud } from './many-hosts.ts'

/** What a guest says of itself while it is moved about: counter, a file's checksum, seconds since its boot. */
interface Said {
  readonly ticks: readonly number[]
  readonly sums: readonly string[]
  readonly upSeconds: readonly number[]
}

/**
 * A guest that counts on its disk, reads a file of it again and again past its cache, and tells how long it has been up.
 * @param dirtyMiB memory that it rewrites without end.
 */
export const watchedGuest = (dirtyMiB = 0): string =>
  Buffer.from(`#!/bin/sh
exec >/dev/console 2>&1
dd if=/dev/urandom of=/payload bs=65536 count=32 2>/dev/null; sync
tick 0.2 &
${dirtyMiB > 0 ? `dirty ${dirtyMiB} &` : ''}
while sleep 1; do
  echo 3 >/proc/sys/vm/drop_caches
  set -- $(sha256sum /payload) $(cat /proc/uptime)
  echo "GUEST-WATCH sum=$1 up=$3"
done &
`).toString('base64')

/** One server of a cloud of several hosts, as a test of live migration looks at it. */
export class WatchedGuest {
  readonly cloud: ManyHostCloud
  readonly id: string
  readonly name: string
  #tick = 0
  #up = 0
  #sum: string | undefined

  private constructor(cloud: ManyHostCloud, id: string, name: string) {
    this.cloud = cloud
    this.id = id
    this.name = name
  }

  static async boot(cloud: ManyHostCloud, host: string, image: string, more: Json & { dirtyMiB?: number } = {}) {
    const { dirtyMiB = 0, ...rest } = more
    const name = `watched-${Math.random().toString(36).slice(2, 8)}`
    const id = await cloud.createOn(host, name, image, {
      user_data: watchedGuest(dirtyMiB),
      config_drive: true,
      ...rest,
    })
    await cloud.api.until(id, ['ACTIVE'], 240_000)
    await cloud.api.consoleLine(id, /GUEST-WATCH /, 300_000)
    const guest = new WatchedGuest(cloud, id, name)
    await guest.goesOn()
    return guest
  }

  async host(): Promise<string> {
    return String((await this.cloud.api.server(this.id))?.['OS-EXT-SRV-ATTR:host'])
  }

  /** Asks for a live migration, in version 2.30, where a host may be named or not. @returns its number. */
  async ask(to: string | null, block: 'auto' | boolean = 'auto'): Promise<number> {
    const body = { 'os-migrateLive': { host: to, block_migration: block } }
    const headers = { 'openstack-api-version': 'compute 2.68' }
    const path = `/compute/v2.1/servers/${this.id}/action`
    for (let tries = 0; ; tries += 1) {
      const answer = await this.cloud.api.call('POST', path, body, headers)
      if (answer.status === 202) break
      // The flow of the last move may still be cleaning up.
      if (answer.status !== 409 || tries > 300) assert.equal(answer.status, 202, answer.text)
      await sleep(100)
    }
    return Number((await this.migrations())[0]?.['id'])
  }

  async migrations(): Promise<Json[]> {
    const answer = await this.cloud.api.compute('GET', `/servers/${this.id}/kilonova-live-migrations`)
    return (answer.body['migrations'] as Json[] | undefined) ?? []
  }

  async migration(number: number): Promise<Json> {
    const found = (await this.migrations()).find((one) => one['id'] === number)
    assert.ok(found !== undefined, `migration ${number}`)
    return found
  }

  /** Until it has one of these states. */
  async until(number: number, states: readonly string[], timeoutMs = 240_000): Promise<Json> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const one = await this.migration(number)
      const status = String(one['status'])
      if (states.includes(status)) return one
      const over = ['completed', 'failed', 'cancelled', 'error'].includes(status)
      if (over || performance.now() > end)
        throw new Error(`migration ${number} is ${status}, not ${states.join(' or ')}: ${JSON.stringify(one)}`)
      await sleep(50)
    }
  }

  /** Until it copies memory: then a fault meets it half-way. */
  async untilCopying(number: number): Promise<void> {
    await eventually(async () => {
      const one = await this.migration(number)
      const figures = (one['figures'] ?? {}) as Json
      assert.ok(Number(figures['memoryProcessedBytes'] ?? 0) > 0, String(one['status']))
    }, 240_000)
  }

  async abort(number: number): Promise<number> {
    const headers = { 'openstack-api-version': 'compute 2.65' }
    const path = `/compute/v2.1/servers/${this.id}/migrations/${number}`
    return (await this.cloud.api.call('DELETE', path, undefined, headers)).status
  }

  async forceComplete(number: number): Promise<number> {
    const headers = { 'openstack-api-version': 'compute 2.65' }
    const path = `/compute/v2.1/servers/${this.id}/migrations/${number}/action`
    return (await this.cloud.api.call('POST', path, { force_complete: null }, headers)).status
  }

  /**
   * The guest counts on: from what was seen before never back, on one console never with a gap, its file is what it was
   * and its uptime goes on.
   */
  async goesOn(timeoutMs = 120_000): Promise<void> {
    const said = await eventually(async () => {
      const said = readSaid(await this.cloud.api.console(this.id))
      const newTicks = said.ticks.filter((tick) => tick > this.#tick)
      assert.ok(newTicks.length >= 5, `${newTicks.length} new ticks after ${this.#tick} of ${said.ticks.length}`)
      assert.ok(said.sums.length >= 1, 'its file was not read')
      return said
    }, timeoutMs)
    for (const [index, tick] of said.ticks.entries()) {
      if (index > 0) assert.equal(tick, (said.ticks[index - 1] ?? 0) + 1, 'a tick was left out or came twice')
    }
    for (const [index, up] of said.upSeconds.entries()) {
      assert.ok(up >= (said.upSeconds[index - 1] ?? 0), 'its uptime went back')
    }
    assert.ok((said.upSeconds.at(-1) ?? 0) >= this.#up, `up ${said.upSeconds.at(-1)} s after ${this.#up} s`)
    this.#sum ??= said.sums[0]
    for (const sum of said.sums) assert.equal(sum, this.#sum, 'its file changed')
    this.#tick = Math.max(this.#tick, said.ticks.at(-1) ?? 0)
    this.#up = said.upSeconds.at(-1) ?? this.#up
  }

  /** Just one host's libvirt runs it, the record points there, and no other host has anything of it. */
  async isOnlyAt(host: string, { hosts, timeoutMs = 5000 }: { hosts?: readonly string[]; timeoutMs?: number } = {}) {
    const all = hosts ?? this.cloud.lab.hosts.map(({ name }) => name)
    await eventually(async () => {
      const server = await this.cloud.api.server(this.id)
      assert.equal(`${String(server?.['status'])} at ${String(server?.['OS-EXT-SRV-ATTR:host'])}`, `ACTIVE at ${host}`)
    }, timeoutMs)
    await eventually(async () => {
      const found = await Promise.all(all.map(async (name) => `${name}: ${await this.#at(name)}`))
      const wanted = all.map((name) => `${name}: ${name === host ? 'running, files' : 'nothing'}`)
      assert.deepEqual(found, wanted)
    }, 60_000)
  }

  async #at(host: string): Promise<string> {
    const script = `virsh -q domstate ${this.id} 2>/dev/null | head -1; test -e /var/lib/kilonova/instances/${this.id} && echo files; ls -d /var/lib/kilonova/instances/.probe-* /var/lib/kilonova/instances/*_moving 2>/dev/null`
    const { stdout } = await this.cloud.host(host).exec(['sh', '-c', script])
    const words = stdout.split('\n').filter((line) => line !== '')
    return words.length === 0 ? 'nothing' : words.join(', ')
  }

  async delete(): Promise<void> {
    await this.cloud.api.delete(this.id, 120_000)
  }
}

function readSaid(text: string): Said {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const watched = [...whole.matchAll(/GUEST-WATCH sum=([0-9a-f]{64}) up=([0-9.]+)\r?\n/g)]
  return {
    ticks: [...whole.matchAll(/GUEST-TICK (\d+)\r?\n/g)].map(([, tick]) => Number(tick)),
    sums: watched.map(([, sum = '']) => sum),
    upSeconds: watched.map(([, , up]) => Number(up)),
  }
}
