import { mkdir } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { type BenchOptions, measure, type Row } from '../harness.ts'
import { hostNames, SimulatedCloud } from './simulated-cloud.ts'

const callers = 8
/** Nova on such a machine, 4 simulated hosts, 8 callers: what the issue tells. */
const nova = { servers: 200, hosts: 4, activeSec: 114, cpuSec: 313 }

/** 200 servers on 4 hosts, asked for by 8 callers over HTTP. */
export async function novaCase(directory: string, options: BenchOptions): Promise<Row[]> {
  await mkdir(directory, { mode: 0o711 })
  await using cloud = await SimulatedCloud.start(directory, hostNames(nova.hosts), async () => {})
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
    await sleep(25)
  }
}
