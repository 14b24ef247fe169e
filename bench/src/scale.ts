import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { capacityOf, ControlSettings, placedColumns, readHosts, Scheduler } from '@kilonova/control'
import { silentLog, type Store } from '@kilonova/core'
import { sql } from 'kysely'
import { type BenchOptions, median, measure, type Row } from './harness.ts'
import { growthPlot, type Series } from './parts/growth-plot.ts'
import { SimulatedCloud } from './parts/simulated-cloud.ts'

const sizes = [10, 100, 1000] as const
const serversPerHost = 20
const claimsAtOnce = 8
const callers = 8
/** Nova on such a machine, 4 simulated hosts, 8 callers: what the issue tells. */
const nova = { servers: 200, hosts: 4, activeSec: 114, cpuSec: 313 }

/**
 * How the cloud grows: 10, 100 and 1,000 hosts, each with 20 servers in the store. Placements per second and their
 * 99th percentile, the controller's memory and start; then Nova's own case over HTTP. The plot is written beside.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-scale-'))
  await chmod(directory, 0o711)
  try {
    const points: Point[] = []
    for (const hosts of sizes) {
      options.signal.throwIfAborted()
      points.push(await atSize(join(directory, String(hosts)), hosts, options))
    }
    const burst = await novaCase(join(directory, 'nova'), options)
    await plot(points, options)
    return [...points.flatMap(rowsOf), ...burst]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

interface Point {
  readonly hosts: number
  readonly perSec: number
  readonly p50: number
  readonly p99: number
  readonly startMs: number
  readonly controllerMiB: number
}

const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `h${n + 1}`)

async function atSize(directory: string, hosts: number, { note, signal }: BenchOptions): Promise<Point> {
  await mkdir(directory, { mode: 0o711 })
  await using cloud = await SimulatedCloud.start(directory, names(hosts), (store) => fill(store, hosts))
  note(`${hosts} hosts: the controller was ready after ${Math.round(cloud.startedAfterMs)} ms`)
  const waiting = await addWaiting(cloud.store, Math.min(2000, hosts * 40))
  const times = await place(cloud.store, waiting, signal)
  await checkNotOversold(cloud.store)
  // What administrators and clients ask, so that the memory is that of a controller at work.
  for (const path of ['/os-hypervisors/detail', '/servers/detail?all_tenants=1&limit=1000', '/os-services'])
    await cloud.api.compute('GET', path)
  await sleep(3000)
  const point = { hosts, ...times, startMs: cloud.startedAfterMs, controllerMiB: await cloud.controllerMiB() }
  note(
    `${hosts} hosts, ${hosts * serversPerHost} servers: ${Math.round(point.perSec)} placements/s, p99 ${point.p99.toFixed(1)} ms, ${Math.round(point.controllerMiB)} MiB`,
  )
  return point
}

function rowsOf({ hosts, perSec, p50, p99, startMs, controllerMiB }: Point): Row[] {
  const at = `${hosts} hosts`
  const goals = hosts === 1000
  return [
    measure({ name: `${at}: placements`, unit: 'per s', goal: goals ? 500 : null, higherIsBetter: true }, [perSec]),
    measure({ name: `${at}: a placement, median`, unit: 'ms', goal: null }, [p50]),
    measure({ name: `${at}: a placement, 99 of 100 within`, unit: 'ms', goal: goals ? 50 : null }, [p99]),
    measure({ name: `${at}: controller, memory (PSS)`, unit: 'MiB', goal: goals ? 600 : null }, [controllerMiB]),
    measure({ name: `${at}: controller and store, start to ready`, unit: 'ms', goal: goals ? 5000 : null }, [startMs]),
  ]
}

/** Servers that are placed already, evenly: as records, since their hosts are simulated. */
async function fill({ db }: Store, hosts: number): Promise<void> {
  await insertServers(db, hosts * serversPerHost, hosts)
  await sql`analyze`.execute(db)
}

async function addWaiting({ db }: Store, count: number): Promise<string[]> {
  const reservation = `r-${randomUUID()}`
  await insertServers(db, count, 0, reservation)
  const rows = await db.selectFrom('servers').select('id').where('reservation_id', '=', reservation).execute()
  return rows.map(({ id }) => id)
}

async function insertServers(db: Store['db'], count: number, hosts: number, reservation = 'r-filled'): Promise<void> {
  const flavor = {
    id: 'f',
    name: 'f',
    vcpus: 2,
    memoryMiB: 4096,
    rootGiB: 20,
    ephemeralGiB: 0,
    swapMiB: 0,
    extraSpecs: {},
  }
  const image = {
    ...{ id: randomUUID(), name: 'image', diskFormat: 'qcow2', containerFormat: 'bare', sizeBytes: 1024 },
    ...{
      sha256: '0'.repeat(64),
      minDiskGiB: 0,
      minRamMiB: 0,
      properties: { os_distro: 'debian', hw_disk_bus: 'virtio' },
    },
  }
  await sql`insert into servers (id, project_id, user_id, project_name, user_name, name, hostname, vm_state, task_state,
      power_state, host, flavor, vcpus, memory_mib, disk_gib, image, config_drive, reservation_id)
    select gen_random_uuid(), 'p', 'u', 'p', 'u', 's' || n, 's' || n,
      case when ${hosts} > 0 then 'active' else 'building' end, null,
      'running', case when ${hosts} > 0 then 'h' || (n % ${Math.max(hosts, 1)} + 1) end,
      ${JSON.stringify(flavor)}::jsonb, 2, 4096, 20, ${JSON.stringify(image)}::jsonb, false, ${reservation}
    from generate_series(1, ${count}::int) as n`.execute(db)
}

const rules = ControlSettings.parse({}).scheduler

/** What the conductor does to place a server, in a transaction of its own, so many at a time. */
async function place(store: Store, ids: readonly string[], signal: AbortSignal) {
  const scheduler = new Scheduler(store, rules, silentLog)
  const times: number[] = []
  const waiting = [...ids]
  const warm = waiting.splice(0, Math.floor(ids.length / 5))
  const claim = async (id: string) =>
    store.transaction(async (trx) => {
      const server = await trx
        .selectFrom('servers')
        .select(placedColumns)
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await scheduler.claimHost(trx, server)
    })
  const client = async (queue: string[], note: (ms: number) => void) => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      signal.throwIfAborted()
      const began = performance.now()
      await claim(id)
      note(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: claimsAtOnce }, () => client(warm, () => {})))
  const began = performance.now()
  await Promise.all(Array.from({ length: claimsAtOnce }, () => client(waiting, (ms) => times.push(ms))))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  return { perSec: times.length / seconds, p50: median(times), p99: times[Math.floor(times.length * 0.99)] ?? 0 }
}

async function checkNotOversold({ db }: Store): Promise<void> {
  for (const host of await readHosts(db)) {
    const capacity = capacityOf(host, rules)
    if (
      host.usedVcpus > capacity.vcpus ||
      host.usedMemoryMiB > capacity.memoryMiB ||
      host.usedDiskGiB > capacity.diskGiB
    )
      throw new Error(`host ${host.name} is oversold: ${host.usedMemoryMiB} of ${capacity.memoryMiB} MiB`)
  }
}

/** 200 servers on 4 hosts, asked for by 8 callers over HTTP. */
async function novaCase(directory: string, options: BenchOptions): Promise<Row[]> {
  await mkdir(directory, { mode: 0o711 })
  await using cloud = await SimulatedCloud.start(directory, names(nova.hosts), async () => {})
  const { api } = cloud
  const imageRef = await api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(1024 * 1024) })
  const flavorRef = await api.flavor('m1.tiny')
  const figures = { active: [] as number[], posts: [] as number[], cpu: [] as number[] }
  for (let round = 0; round < Math.min(options.rounds, 5); round += 1) {
    options.signal.throwIfAborted()
    const cpuBefore = await cloud.cpuSeconds()
    const began = performance.now()
    const ids: string[] = []
    const caller = async (n: number) => {
      for (let k = n; k < nova.servers; k += callers) ids.push(await api.create({ name: `s${k}`, imageRef, flavorRef }))
    }
    await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)))
    figures.posts.push(nova.servers / ((performance.now() - began) / 1000))
    await untilCount(cloud, 'active', nova.servers)
    figures.active.push((performance.now() - began) / 1000)
    figures.cpu.push((await cloud.cpuSeconds()) - cpuBefore)
    options.note(`200 servers: all ACTIVE after ${figures.active.at(-1)?.toFixed(2)} s`)
    for (const id of ids) await api.compute('DELETE', `/servers/${id}`)
    await untilCount(cloud, 'active', 0)
  }
  const ofNova = (row: Row, peer: number): Row => ({ ...row, peer, ratio: Number((row.ours / peer).toPrecision(3)) })
  return [
    ofNova(
      measure(
        { name: '200 servers, 4 hosts, 8 callers: all ACTIVE, against Nova', unit: 's', goal: 2 },
        figures.active,
      ),
      nova.activeSec,
    ),
    ofNova(
      measure({ name: '  of it processor time of controller and store', unit: 's', goal: null }, figures.cpu),
      nova.cpuSec,
    ),
    measure({ name: '  POST /servers accepted', unit: 'per s', goal: null, higherIsBetter: true }, figures.posts),
  ]
}

/** Looked up beside the service: asking it 20 times a second would be part of the figure. */
async function untilCount({ store, api }: SimulatedCloud, state: string, count: number): Promise<void> {
  const end = performance.now() + 300_000
  for (;;) {
    const { rows } = await sql<{ there: number; failed: number }>`
      select (count(*) filter (where vm_state = ${state} and task_state is null))::int as there,
        (count(*) filter (where vm_state = 'error'))::int as failed
      from servers where deleted_at is null and project_id <> 'p'`.execute(store.db)
    const [row] = rows
    if (row !== undefined && row.failed > 0) {
      const { text } = await api.compute('GET', '/servers/detail?status=ERROR&limit=1')
      throw new Error(`a server went into ERROR: ${text.slice(0, 2000)}`)
    }
    if (row?.there === count) return
    if (performance.now() > end) throw new Error(`${row?.there ?? 0} of ${count} servers are ${state} after 300 s`)
    await sleep(10)
  }
}

async function plot(points: readonly Point[], { note }: BenchOptions): Promise<void> {
  const series: Series[] = [
    { name: 'placements per s', unit: '/s', values: points.map(({ hosts, perSec }) => [hosts, perSec]) },
    { name: 'placement, p99', unit: 'ms', values: points.map(({ hosts, p99 }) => [hosts, p99]) },
    {
      name: 'controller, memory',
      unit: 'MiB',
      values: points.map(({ hosts, controllerMiB }) => [hosts, controllerMiB]),
    },
    { name: 'start to ready', unit: 'ms', values: points.map(({ hosts, startMs }) => [hosts, startMs]) },
  ]
  const path = join(import.meta.dirname, '../results/scale.svg')
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, growthPlot('From 10 to 100 to 1,000 hosts, 20 servers on each', 'hosts', series))
  note(`the plot is ${path}`)
}
