import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, type Json, type ManyHostCloud, startCloud } from '@kilonova/journeys'
import type { LabHost } from '@kilonova/lab'
import { type BenchOptions, compare, familyOf, interleave, measure, type Row } from './harness.ts'

const leastRounds = 3
const MiB = 2 ** 20
const baseBytes = 1024 * MiB
const overlayMiB = 50
const pollMs = 10
/** A merged base of 1 GiB goes through two compressors and a cipher. */
const mostMs = 600_000
const instances = '/var/lib/kilonova/instances'
const floorId = 'f1000000-0000-4000-8000-00000000f300'
const port = '5999'

/**
 * Cold migration of a server with 50 MiB of its own on a base of 1 GiB, there and back between two hosts: from the request
 * to VERIFY_RESIZE, the time its guest is off, and the bytes on the wire. The floor is by hand: `virsh destroy`, the
 * overlay's filled bytes with `dd` through a TCP socket, `virsh define`, `virsh start`. Power is cut at once on all sides.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const rounds = Math.max(options.rounds, leastRounds)
  const overlay = await measureOverlay(rounds, options)
  const flatten = await measureFlatten(Math.max(2, Math.floor(rounds / 2)), options)
  return [...overlay, ...flatten]
}

const settings = (transfer: 'overlay' | 'flatten') => () => ({
  host: { resize: { transfer }, libvirt: { shutdownTimeoutSec: 0 } },
})

async function measureOverlay(rounds: number, options: BenchOptions): Promise<Row[]> {
  await using cloud = await startCloud({ hosts: 2, settings: settings('overlay') })
  const server = await BenchServer.make(cloud, options)
  const floor = await Floor.make(cloud, server.id)
  await server.move() // The base is at both from here on.
  const seen = {
    off: [] as number[],
    floorOff: [] as number[],
    bytes: [] as number[],
    rss: [] as number[],
    anon: [] as number[],
    added: [] as number[],
    fetchRss: [] as number[],
  }
  const figures = await interleave(
    rounds,
    {
      ours: async () => {
        const one = await server.move()
        seen.off.push(one.offMs)
        seen.bytes.push(one.sentBytes / one.filledBytes)
        seen.rss.push(one.agentRssBytes / MiB)
        seen.anon.push(one.agentAnonBytes / MiB)
        seen.added.push(one.agentAddedBytes / MiB)
        return one.totalMs
      },
      peer: async () => {
        const tookMs = await floor.move()
        seen.floorOff.push(tookMs)
        return tookMs
      },
    },
    options,
  )
  await floor.end()
  const uncached: number[] = []
  for (let round = 0; round < 2; round += 1) {
    await server.forgetBaseElsewhere()
    const one = await server.move()
    uncached.push(one.totalMs)
    seen.fetchRss.push(one.agentRssBytes / MiB)
  }
  return [
    compare(
      { name: 'migrate to VERIFY_RESIZE, base at both, against the floor', unit: 'ms', goal: 1.2 },
      figures.ours,
      figures.peer,
    ),
    compare({ name: 'the guest is off, against the floor', unit: 'ms', goal: 1.2 }, seen.off, seen.floorOff),
    measure({ name: 'bytes on the wire for each filled byte', unit: '', goal: 1.02 }, seen.bytes),
    measure({ name: 'resident memory of an agent during the copy, most', unit: 'MiB', goal: 150 }, seen.rss),
    measure({ name: 'of that, its own: no file’s pages', unit: 'MiB', goal: null }, seen.anon),
    measure({ name: 'of that, what the copy added', unit: 'MiB', goal: null }, seen.added),
    measure({ name: 'resident memory when the base of 1 GiB comes too, most', unit: 'MiB', goal: 150 }, seen.fetchRss),
    measure({ name: 'the same without the base at the destination', unit: 'ms', goal: null }, uncached),
  ]
}

async function measureFlatten(rounds: number, options: BenchOptions): Promise<Row[]> {
  await using cloud = await startCloud({ hosts: 2, settings: settings('flatten') })
  const server = await BenchServer.make(cloud, options)
  const seen = { total: [] as number[], off: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    options.signal.throwIfAborted()
    const one = await server.move()
    seen.total.push(one.totalMs)
    seen.off.push(one.offMs)
  }
  return [
    measure({ name: 'flatten: migrate to VERIFY_RESIZE', unit: 'ms', goal: null }, seen.total),
    measure({ name: 'flatten: the guest is off', unit: 'ms', goal: null }, seen.off),
  ]
}

interface Round {
  readonly totalMs: number
  readonly offMs: number
  readonly sentBytes: number
  readonly filledBytes: number
  readonly agentRssBytes: number
  readonly agentAnonBytes: number
  readonly agentAddedBytes: number
}

class BenchServer {
  readonly id: string
  readonly #cloud: ManyHostCloud
  readonly #image: string

  private constructor(cloud: ManyHostCloud, id: string, image: string) {
    this.#cloud = cloud
    this.id = id
    this.#image = image
  }

  /** A server on h1 whose disk has 50 MiB of its own. Nothing boots from it: only the disks matter. */
  static async make(cloud: ManyHostCloud, options: BenchOptions): Promise<BenchServer> {
    options.note('uploading 1 GiB')
    const image = await uploadBase(cloud)
    const flavor = { name: 'bench', vcpus: 1, ram: 128, disk: 2 }
    const made = await cloud.api.compute('POST', '/flavors', { flavor })
    const flavorRef = String((made.body['flavor'] as Json)['id'])
    // One small server on each host keeps the network up: the floor has none to make either.
    const tiny = await cloud.api.mustUpload({ name: 'tiny', diskFormat: 'raw', bytes: new Uint8Array(MiB).fill(1) })
    for (const host of ['h1', 'h2']) {
      await cloud.api.until(await cloud.createOn(host, `keeper-${host}`, tiny, { flavorRef }), ['ACTIVE'])
    }
    const id = await cloud.createOn('h1', 'bench', image, { flavorRef })
    await cloud.api.until(id, ['ACTIVE'], 180_000)
    const server = new BenchServer(cloud, id, image)
    await server.#act({ 'os-stop': null })
    await cloud.api.until(id, ['SHUTOFF'])
    const h1 = cloud.host('h1')
    const data = join(cloud.lab.dir, 'data')
    await h1.mustExec(['dd', 'if=/dev/urandom', `of=${data}`, 'bs=1M', `count=${overlayMiB}`])
    const write = `write -s ${data} 0 ${overlayMiB}M`
    await h1.mustExec(['qemu-io', '-f', 'qcow2', '-c', write, `${instances}/${id}/disk`], { timeoutMs: 60_000 })
    await server.#act({ 'os-start': null })
    await cloud.api.until(id, ['ACTIVE'])
    return server
  }

  async #act(action: Json): Promise<void> {
    const answer = await this.#cloud.api.compute('POST', `/servers/${this.id}/action`, action)
    if (answer.status >= 300) throw new Error(`${JSON.stringify(action)}: ${answer.status} ${answer.text}`)
  }

  async #host(): Promise<string> {
    return String((await this.#cloud.api.server(this.id))?.['OS-EXT-SRV-ATTR:host'])
  }

  /** To the other host; measured up to VERIFY_RESIZE, and confirmed after that. */
  async move(): Promise<Round> {
    const { api } = this.#cloud
    const source = this.#cloud.host(await this.#host())
    const filledBytes = await filledOf(source, `${instances}/${this.id}/disk`)
    const before = await sentBy(source)
    using rss = await this.#watchAgent()
    const asked = performance.now()
    await this.#act({ migrate: null })
    let status = ''
    while (status !== 'VERIFY_RESIZE') {
      const server = await api.server(this.id)
      status = String(server?.['status'])
      const failed = status === 'ACTIVE' && server?.['OS-EXT-STS:task_state'] === null
      if (failed || performance.now() - asked > mostMs) throw new Error(`the move ended in ${status}`)
      await sleep(pollMs)
    }
    const totalMs = performance.now() - asked
    const sentBytes = (await sentBy(source)) - before
    const offMs = await this.#offMs()
    await this.#act({ confirmResize: null })
    await api.until(this.id, ['ACTIVE'])
    const { most: agentRssBytes, mostAnon: agentAnonBytes, before: rssBefore } = rss
    return {
      ...{ totalMs, offMs, sentBytes, filledBytes, agentRssBytes, agentAnonBytes },
      agentAddedBytes: agentRssBytes - rssBefore,
    }
  }

  /** From the moment that its source was asked to switch it off to the destination's word that it runs. */
  async #offMs(): Promise<number> {
    const path = `/servers/${this.id}/os-instance-actions`
    const actions = (await this.#cloud.api.compute('GET', path)).body['instanceActions'] as Json[]
    const last = actions.find((one) => one['action'] === 'migrate')
    const one = await this.#cloud.api.compute('GET', `${path}/${String(last?.['request_id'])}`)
    const events = (one.body['instanceAction'] as Json)['events'] as Json[]
    const event = (name: string): Json | undefined => events.find((step) => step['event'] === name)
    const at = (text: unknown): number => Date.parse(`${String(text).slice(0, 23)}Z`)
    return at(event('resize_started')?.['finish_time']) - at(event('resize_migrated')?.['start_time'])
  }

  /** The joined host's agent, which is source and destination by turns; to look must cost nothing beside what is measured. */
  async #watchAgent(): Promise<
    Disposable & { readonly most: number; readonly mostAnon: number; readonly before: number }
  > {
    const agent = this.#cloud.agents.get('h2')
    if (agent === undefined) throw new Error('the joined host has no agent')
    const programs = await nodePrograms(agent.pid)
    const now = (line = 'VmRSS'): number => Math.max(...programs.map((pid) => bytesIn(pid, line)))
    const look = (): void => {
      watch.most = Math.max(watch.most, now())
      watch.mostAnon = Math.max(watch.mostAnon, now('RssAnon'))
    }
    const timer = setInterval(look, 50)
    const before = now()
    const watch = { most: before, mostAnon: now('RssAnon'), before, [Symbol.dispose]: () => clearInterval(timer) }
    return watch
  }

  /** The host where it is not loses the base from its cache. */
  async forgetBaseElsewhere(): Promise<void> {
    const other = this.#cloud.host((await this.#host()) === 'h1' ? 'h2' : 'h1')
    const name = `printf %s ${this.#image} | sha1sum | cut -c1-40`
    await other.mustExec(['sh', '-c', `rm -f ${instances}/_base/$(${name})*`])
  }
}

/** 1 GiB that no cipher and no compression makes smaller, uploaded by the service's own client, which streams it. */
async function uploadBase(cloud: ManyHostCloud): Promise<string> {
  const path = join(cloud.lab.dir, 'base.raw')
  const h1 = cloud.host('h1')
  await h1.mustExec(['dd', 'if=/dev/urandom', `of=${path}`, 'bs=1M', `count=${baseBytes / MiB}`], {
    timeoutMs: 300_000,
  })
  const args = ['image', 'create', 'base', '--file', path, '--disk-format', 'raw', '--json']
  const made = await cloud.service.command(args, { timeoutMs: 300_000 })
  if (made.exitCode !== 0) throw new Error(made.stderr)
  await h1.mustExec(['rm', path])
  const answer = JSON.parse(made.stdout) as Json
  return String(answer['id'] ?? (answer['image'] as Json)['id'])
}

const filledOf = async (host: LabHost, path: string): Promise<number> =>
  Number(await host.mustExec(['stat', '-c', '%b', path])) * 512

/** Bytes that left a host by its card. */
async function sentBy(host: LabHost): Promise<number> {
  const text = await host.mustExec(['sh', '-c', 'cat /sys/class/net/eth0/statistics/tx_bytes'])
  return Number(text)
}

async function nodePrograms(pid: number): Promise<number[]> {
  const family = await familyOf(pid)
  const found = family.filter((one) => /^Name:\s+(node|kilonova|MainThread)/m.test(statusOf(one)))
  if (found.length === 0) throw new Error(`no program of the agent runs below ${pid}`)
  return found
}

const statusOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return '' // It has ended.
  }
}

const bytesIn = (pid: number, line: string): number =>
  Number(new RegExp(`^${line}:\\s+(\\d+) kB$`, 'm').exec(statusOf(pid))?.[1] ?? 0) * 1024

const sendScript = `set -e
date +%s%N
virsh -q destroy floor >/dev/null
dd if="$1/disk" bs=1M status=none > /dev/tcp/$2/${port}`

const receiveScript = `set -e
mkdir -p "$1"
busybox nc -l -p ${port} | dd of="$1/disk" bs=1M conv=sparse iflag=fullblock status=none
virsh -q define "$2" >/dev/null
virsh -q start floor >/dev/null
date +%s%N`

/** The least that any program would do for the same guest: its clock is the hosts' own, which is one. */
class Floor {
  readonly #cloud: ManyHostCloud
  readonly #xmlPath: string
  readonly #folder = `${instances}/${floorId}`
  #at = 'h1'

  private constructor(cloud: ManyHostCloud, xmlPath: string) {
    this.#cloud = cloud
    this.#xmlPath = xmlPath
  }

  /** A copy of a server of ours that runs on h1: its definition, and its disk on the same base. */
  static async make(cloud: ManyHostCloud, id: string): Promise<Floor> {
    const h1 = cloud.host('h1')
    const domain = (await h1.mustExec(['virsh', 'domname', id])).trim()
    const xml = await h1.mustExec(['virsh', 'dumpxml', '--inactive', domain])
    const floorXml = xml
      .replaceAll(id, floorId)
      .replaceAll(domain, 'floor')
      .replace(/<interface[\s\S]*?<\/interface>/g, '')
    const xmlPath = join(cloud.lab.dir, 'floor.xml')
    await h1.mustExec(['tee', xmlPath], { input: floorXml })
    const floor = new Floor(cloud, xmlPath)
    await h1.mustExec([
      'sh',
      '-c',
      `mkdir -p ${floor.#folder} && cp --sparse=always ${instances}/${id}/disk ${floor.#folder}/disk`,
    ])
    await h1.mustExec(['virsh', '-q', 'define', xmlPath])
    await h1.mustExec(['virsh', '-q', 'start', 'floor'])
    return floor
  }

  async move(): Promise<number> {
    const source = this.#cloud.host(this.#at)
    const destination = this.#cloud.host(this.#at === 'h1' ? 'h2' : 'h1')
    const receiving = destination.mustExec(['bash', '-c', receiveScript, 'bash', this.#folder, this.#xmlPath], {
      timeoutMs: 60_000,
    })
    const listens = `grep -q :$(printf %04X ${port}) /proc/net/tcp /proc/net/tcp6`
    await eventually(() => destination.mustExec(['sh', '-c', listens]))
    const begin = BigInt(await source.mustExec(['bash', '-c', sendScript, 'bash', this.#folder, destination.address]))
    const end = BigInt(await receiving)
    await source.mustExec(['virsh', '-q', 'undefine', 'floor'])
    await source.mustExec(['rm', '-rf', this.#folder])
    this.#at = destination.name
    return Number(end - begin) / 1e6
  }

  async end(): Promise<void> {
    const host = this.#cloud.host(this.#at)
    await host.mustExec(['virsh', '-q', 'destroy', 'floor'])
    await host.mustExec(['virsh', '-q', 'undefine', 'floor'])
    await host.mustExec(['rm', '-rf', this.#folder])
  }
}
