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
import { novaCase } from './parts/nova-case.ts'
import { hostNames, SimulatedCloud } from './parts/simulated-cloud.ts'

const sizes = [10, 100, 1000] as const
const serversPerHost = 20
const claimsAtOnce = 8

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

async function atSize(directory: string, hosts: number, { note, signal }: BenchOptions): Promise<Point> {
  await mkdir(directory, { mode: 0o711 })
  await using cloud = await SimulatedCloud.start(directory, hostNames(hosts), (store) => fill(store, hosts))
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
