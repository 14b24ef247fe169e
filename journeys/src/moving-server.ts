import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { type GuestReport, guestReport, type LabHost } from '@kilonova/lab'
import type { CloudApi, Json } from './cloud-api.ts'
import { eventually } from './eventually.ts'
import { leftovers, nothing, sql } from './leftovers.ts'
import type { ManyHostCloud } from './many-hosts.ts'

export interface Size {
  readonly name: string
  readonly vcpus: number
  readonly ram: number
  readonly disk: number
  readonly ephemeral?: number
  readonly swap?: number
}

/** Makes a flavor. @returns its id. */
export async function makeFlavor(
  api: CloudApi,
  { name, vcpus, ram, disk, ephemeral = 0, swap = 0 }: Size,
): Promise<string> {
  const flavor = { name, vcpus, ram, disk, swap, 'OS-FLV-EXT-DATA:ephemeral': ephemeral }
  const answer = await api.compute('POST', '/flavors', { flavor })
  assert.equal(answer.status, 200, answer.text)
  return String((answer.body['flavor'] as Json)['id'])
}

const instances = '/var/lib/kilonova/instances'

/** User data that has the guest count on its disk: each number is there before it is said. */
export const ticking = Buffer.from('#!/bin/sh\ntick 0.2 &\n').toString('base64')

/** A server that moves, seen from all sides: the API, its hosts, and its guest. */
export class MovingServer {
  readonly cloud: ManyHostCloud
  readonly id: string

  constructor(cloud: ManyHostCloud, id: string) {
    this.cloud = cloud
    this.id = id
  }

  async act(action: Json, expected = 202): Promise<void> {
    const answer = await this.cloud.api.call('POST', `/compute/v2.1/servers/${this.id}/action`, action, {
      'x-openstack-nova-api-version': '2.80',
    })
    assert.equal(answer.status, expected, answer.text)
  }

  async show(): Promise<Json> {
    const server = await this.cloud.api.server(this.id)
    assert.ok(server !== undefined, `server ${this.id} is gone`)
    return server
  }

  /** Waits for a status with no task any more. */
  async settles(status: string, timeoutMs = 120_000): Promise<Json> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const server = await this.show()
      if (server['status'] === status && server['OS-EXT-STS:task_state'] === null) return server
      const flows = await this.flows()
      const over = flows.at(-1)?.startsWith('failed') === true && server['OS-EXT-STS:task_state'] === null
      if (over || performance.now() > end) {
        throw new Error(`server ${this.id} is ${String(server['status'])}, not ${status}: ${flows.join('; ')}`)
      }
      await sleep(100)
    }
  }

  /** Its flows in order, with the error of each that failed or is being undone. */
  async flows(): Promise<string[]> {
    const text = await sql(
      this.cloud.host('h1'),
      '/var/lib/kilonova',
      `select state || ' ' || kind || ' at ' || step_index || coalesce(' ' || (error)::text, '') from flows
       where server_id = '${this.id}' order by sequence`,
    )
    return text.split('\n').filter((line) => line !== '')
  }

  async hostName(): Promise<string> {
    return String((await this.show())['OS-EXT-SRV-ATTR:host'])
  }

  /** What the guest says on its console since its last boot. */
  async report(): Promise<GuestReport> {
    const text = await this.cloud.api.console(this.id)
    // A tick may be said in the middle of a long line: what is not looked at here is left out.
    return guestReport(text.replaceAll(/GUEST-(META|NETWORK|VENDOR) .*$/gm, ''))
  }

  /** Waits until the guest is up, in its nth boot. @returns what it said. */
  async ready(boots = 1, timeoutMs = 180_000): Promise<GuestReport> {
    return eventually(async () => {
      const report = await this.report()
      assert.ok(report.readySeconds !== undefined, 'the guest is not up')
      assert.ok((report.up?.boots ?? 0) >= boots, `the guest is in boot ${report.up?.boots} of ${boots}`)
      return report
    }, timeoutMs)
  }

  async ticks(atLeast: number, timeoutMs = 120_000): Promise<number> {
    return eventually(async () => {
      const { lastTick = 0 } = await this.report()
      assert.ok(lastTick >= atLeast, `the guest is at tick ${lastTick} of ${atLeast}`)
      return lastTick
    }, timeoutMs)
  }

  /** SHA-256 of all files of a directory of the server's on a host, by name. */
  async checksums(host: LabHost, suffix = ''): Promise<Record<string, string>> {
    const directory = `${instances}/${this.id}${suffix}`
    const text = await host.mustExec(
      ['sh', '-c', `cd ${directory} && sha256sum $(ls disk* kernel ramdisk 2>/dev/null)`],
      {
        timeoutMs: 120_000,
      },
    )
    return Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/))
        .filter(([, name]) => name !== 'disks.json' && name !== 'disk.info')
        .map(([sum = '', name = '']) => [name, sum]),
    )
  }

  /** What a guest sees of a disk, as a checksum. */
  async content(host: LabHost, disk = 'disk', suffix = ''): Promise<string> {
    const path = `${instances}/${this.id}${suffix}/${disk}`
    const info = JSON.parse(await host.mustExec(['qemu-img', 'info', '-U', '--output=json', path])) as {
      format: string
    }
    const raw = `/tmp/content-${this.id}`
    await host.mustExec(['qemu-img', 'convert', '-U', '-f', info.format, '-O', 'raw', path, raw], {
      timeoutMs: 120_000,
    })
    const sum = await host.mustExec(['sha256sum', raw], { timeoutMs: 120_000 })
    await host.mustExec(['rm', raw])
    return sum.slice(0, 64)
  }

  async diskFacts(
    host: LabHost,
    disk = 'disk',
  ): Promise<{ format: string; virtual: number; backing: string | undefined }> {
    const path = `${instances}/${this.id}/${disk}`
    const text = await host.mustExec(['qemu-img', 'info', '-U', '--output=json', path])
    const info = JSON.parse(text) as { format: string; 'virtual-size': number; 'backing-filename'?: string }
    return { format: info.format, virtual: info['virtual-size'], backing: info['backing-filename'] }
  }

  /** Every place that has something of the server: `h1 domain running`, `h2 files`, `h1 files_resize`. */
  async places(): Promise<string[]> {
    const all = await Promise.all(this.cloud.lab.hosts.map((host) => this.#placesOn(host)))
    return all.flat().sort()
  }

  /** The same where all hosts have one file system: its files count once, as `all`. */
  async placesOnShared(): Promise<string[]> {
    const places = (await this.places()).map((place) => place.replace(/^\S+ files/, 'all files'))
    return [...new Set(places)].sort()
  }

  async #placesOn(host: LabHost): Promise<string[]> {
    const script = `virsh domstate ${this.id} 2>/dev/null | sed -n '/./s/^/domain /p'
      cd ${instances} 2>/dev/null && ls -d ${this.id}* 2>/dev/null | sed 's/^.\\{36\\}/files/'`
    const text = await host.mustExec(['sh', '-c', `${script}; true`])
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${host.name} ${line}`)
  }

  /** Hosts on which its guest runs, by libvirt and by the processes there. */
  async runningOn(): Promise<string[]> {
    const all = await Promise.all(
      this.cloud.lab.hosts.map(async (host) => {
        const count = await host.mustExec([
          'sh',
          '-c',
          `for f in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$f 2>/dev/null; echo; done | grep -c '^[^ ]*qemu-system.*uuid ${this.id}' || true`,
        ])
        return Number(count) > 0 ? [host.name] : []
      }),
    )
    return all.flat()
  }

  async delete(): Promise<void> {
    await this.cloud.api.delete(this.id)
  }
}

/** Nothing of any server is on any host, and nothing is held for one. */
export async function nothingLeft(cloud: ManyHostCloud, timeoutMs = 30_000): Promise<void> {
  for (const host of cloud.lab.hosts) {
    await eventually(async () => {
      const left = await leftovers(host, { store: host.name === 'h1' })
      assert.deepEqual(left, nothing, host.name)
    }, timeoutMs)
  }
}
