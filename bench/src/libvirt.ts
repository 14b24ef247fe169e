/**
 * Our libvirt client beside python3-libvirt (with its event loop, as Nova uses it) and beside the least a Node client
 * can do, on one real libvirtd of the lab, turn by turn.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { startLab } from '@kilonova/lab'
import { connect, type Connect, type StorageVol } from '@kilonova/libvirt'
import { type BenchOptions, compare, median, type Row, timed } from './harness.ts'
import { FloorClient, word } from './workers/libvirt-floor.ts'

const domainCount = 1000
const callsPerRound = 1500
const pairsPerRound = 1500
const atOnce = 16
const volumeMiB = 128
const eventsPerRound = 100
const procedures = { lookupByName: 23, getXmlDesc: 14, getLibVersion: 157, getAllDomainStats: 344 }
const block = Buffer.alloc(262_144, 7)
const guestXml = (name: string): string =>
  `<domain type='test'><name>${name}</name><memory>65536</memory><os><type>hvm</type></os></domain>`

interface Setup {
  readonly test: Connect
  readonly qemu: Connect
  readonly floor: FloorClient
  readonly python: Python
  readonly vol: StorageVol
  readonly rounds: number
  readonly options: BenchOptions
}

export async function run(options: BenchOptions): Promise<readonly Row[]> {
  await using lab = await startLab({ hosts: 1 })
  const host = lab.host('h1')
  const path = host.libvirtSocketPath
  const uris = { test: `test+unix:///default?socket=${path}`, qemu: `qemu:///system?socket=${path}` }
  await using test = await connect(uris.test)
  await using qemu = await connect(uris.qemu)
  await mkdir(join(lab.dir, 'pool'), { recursive: true })
  const pool = await qemu.storagePoolCreateXml(
    `<pool type='dir'><name>bench</name><target><path>${lab.dir}/pool</path></target></pool>`,
  )
  const vol = await pool.storageVolCreateXml(
    `<volume><name>bench</name><capacity unit='MiB'>${volumeMiB}</capacity></volume>`,
  )
  await using watched = await test.events.lifecycle() // Nova listens all the time, so everyone does here
  void watched
  const floor = await FloorClient.open(path, 'test:///default')
  using python = new Python(uris)
  const setup = { test, qemu, floor, python, vol, rounds: Math.max(options.rounds, 10), options }
  const rows = [...(await sequential(setup)), ...(await pairs(setup)), ...(await events(setup))]
  options.note(`defining ${domainCount} guests`)
  for (let number = 0; number < domainCount; number += 1) await test.domainDefineXml(guestXml(`bench-${number}`))
  rows.push(...(await inventory(setup)), ...(await stats(setup)), ...(await streams(setup)))
  floor.close()
  return rows
}

/** Round after round of each side, the order turned each time. */
async function sides<Name extends string>(
  setup: Setup,
  what: string,
  all: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(all) as Name[]
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (const name of names) await all[name]() // once unmeasured: caches, the compiler
  for (let round = 0; round < setup.rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      setup.options.signal.throwIfAborted()
      figures[name].push(await all[name]())
    }
  }
  setup.options.note(`${what}: ${names.map((name) => `${name} ${median(figures[name]).toFixed(1)}`).join(', ')}`)
  return figures
}

async function sequential(setup: Setup): Promise<Row[]> {
  const { test, floor, python } = setup
  const p50 = async (call: () => Promise<unknown>): Promise<number> => {
    const times: number[] = []
    for (let count = 0; count < callsPerRound; count += 1) times.push((await timed(call)) * 1000)
    return median(times)
  }
  const figures = await sides(setup, 'sequential call, microseconds', {
    ours: () => p50(() => test.getLibVersion()),
    floor: () => p50(() => floor.call(procedures.getLibVersion)),
    python: () => python.ask({ what: 'calls', conn: 'test', count: callsPerRound }),
  })
  return [
    compare({ name: 'call p50 / framing alone', unit: 'µs', goal: 1.2 }, figures.ours, figures.floor),
    compare({ name: 'call p50 / python', unit: 'µs', goal: 0.7 }, figures.ours, figures.python),
  ]
}

async function pairs(setup: Setup): Promise<Row[]> {
  const { test, floor } = setup
  const name = Buffer.concat([word(4), Buffer.from('test')])
  const rate = async (pair: () => Promise<unknown>): Promise<number> => {
    let left = pairsPerRound
    const lane = async (): Promise<void> => {
      while (left-- > 0) await pair()
    }
    return (pairsPerRound / (await timed(() => Promise.all(Array.from({ length: atOnce }, lane))))) * 1000
  }
  const figures = await sides(setup, `lookup and XML, ${atOnce} at once, pairs a second`, {
    ours: () => rate(async () => (await test.domainLookupByName('test')).getXmlDesc()),
    floor: () =>
      rate(async () => {
        const domain = await floor.call(procedures.lookupByName, name)
        await floor.call(procedures.getXmlDesc, Buffer.concat([domain, word(0)]))
      }),
  })
  const target = {
    name: `lookup + XML, ${atOnce} at once / framing alone`,
    unit: 'pairs/s',
    goal: 0.9,
    higherIsBetter: true,
  }
  return [compare(target, figures.ours, figures.floor)]
}

async function inventory(setup: Setup): Promise<Row[]> {
  const { test, python } = setup
  const figures = await sides(setup, `list, XML and state of ${domainCount} guests, ms`, {
    ours: () =>
      timed(async () => {
        const domains = await test.listAllDomains()
        await Promise.all(domains.map((domain) => Promise.all([domain.getXmlDesc(), domain.getState()])))
      }),
    python: () => python.ask({ what: 'inventory', conn: 'test' }),
  })
  return [
    compare(
      { name: `list + XML + state of ${domainCount} / python`, unit: 'ms', goal: 0.45 },
      figures.ours,
      figures.python,
    ),
  ]
}

async function stats(setup: Setup): Promise<Row[]> {
  const { test, floor } = setup
  const args = Buffer.concat([word(0), word(0), word(0)])
  const figures = await sides(setup, `statistics of ${domainCount} guests, ms`, {
    ours: () => timed(() => test.getAllDomainStats()),
    floor: () => timed(() => floor.call(procedures.getAllDomainStats, args)),
  })
  const added = median(figures.ours) - median(figures.floor)
  const row = compare(
    { name: `stats of ${domainCount} / framing alone + 10 ms`, unit: 'ms', goal: null },
    figures.ours,
    figures.floor,
  )
  return [{ ...row, goal: 10, met: added <= 10 }]
}

async function streams(setup: Setup): Promise<Row[]> {
  const { vol, python } = setup
  const blocks = volumeMiB * 4
  const up = await sides(setup, 'upload, MiB a second', {
    ours: async () => {
      const upload = await vol.upload()
      const ms = await timed(async () => {
        for (let sent = 0; sent < blocks; sent += 1) await upload.send(block)
        await upload.finish()
      })
      return volumeMiB / (ms / 1000)
    },
    python: () => python.ask({ what: 'upload', path: vol.key, blocks }),
  })
  const down = await sides(setup, 'download, MiB a second', {
    ours: async () => {
      let bytes = 0
      const download = await vol.download()
      const ms = await timed(async () => {
        for (let data = await download.read(); data !== null; data = await download.read()) {
          bytes += data.length
          download.release(data) // as Python's reference count does
        }
      })
      return bytes / 1024 / 1024 / (ms / 1000)
    },
    python: () => python.ask({ what: 'download', path: vol.key }),
  })
  const target = { unit: 'MiB/s', goal: 1, higherIsBetter: true }
  return [
    compare({ name: 'upload / python', ...target }, up.ours, up.python),
    compare({ name: 'download / python', ...target }, down.ours, down.python),
  ]
}

async function events(setup: Setup): Promise<Row[]> {
  const { test, python } = setup
  const ours = async (): Promise<number> => {
    const times: number[] = []
    const stream = await test.events.lifecycle()
    for (let turn = 0; turn < eventsPerRound; turn += 1) {
      const defining = test.domainDefineXml(guestXml(`event-${turn}`))
      times.push((await timed(() => stream.next())) * 1000)
      await (await defining).undefine()
      await stream.next()
    }
    await stream.close()
    return median(times)
  }
  const figures = await sides(setup, 'define to its event, microseconds', {
    ours,
    python: () => python.ask({ what: 'events', conn: 'test', count: eventsPerRound, xml: guestXml('%s') }),
  })
  return [compare({ name: 'define to event p50 / python', unit: 'µs', goal: 1 }, figures.ours, figures.python)]
}

/** python3-libvirt in a process of its own: a job in, a figure out. */
class Python implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #lines: AsyncIterator<string, undefined>
  readonly #reader: Interface

  constructor(uris: Record<string, string>) {
    const script = join(import.meta.dirname, 'workers/libvirt-peer.py')
    this.#child = spawn('/usr/bin/python3', [script, JSON.stringify(uris)])
    this.#child.stderr.pipe(process.stderr)
    this.#reader = createInterface({ input: this.#child.stdout })
    this.#lines = this.#reader[Symbol.asyncIterator]()
  }

  async ask(job: Record<string, unknown>): Promise<number> {
    this.#child.stdin.write(`${JSON.stringify(job)}\n`)
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error('python3-libvirt ended; is the package python3-libvirt there?')
    return Number(value)
  }

  [Symbol.dispose](): void {
    this.#reader.close()
    this.#child.kill()
  }
}
