import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { sql } from 'kysely'
import type { Cloud } from '../../cloud.ts'
import { capacityOf, type HostUsage, isUp, readHosts } from '../../scheduler/candidates.ts'
import { Refusal, serviceOf } from '../refusal.ts'

const loopback = /^(127\.|::1$|::ffff:127\.)/

/** Prometheus asks from this machine; anybody else needs an admin's token. */
function requireScraper(cloud: Cloud, request: FastifyRequest): void {
  if (loopback.test(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined) return
  const token = request.headers['x-auth-token']
  const caller = typeof token === 'string' ? cloud.tokens.verify(token) : undefined
  if (caller?.isAdmin !== true) throw new Refusal(403, 'Metrics are for this machine and for administrators.')
}

/** Counts requests and flows, and sums up servers and hosts when asked. */
export function metricRoutes(app: FastifyInstance, cloud: Cloud): void {
  const registry = new Registry()
  const stopDefaults = collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'kilonova_http_request_seconds',
    help: 'Time from the head of a request to the end of its answer',
    labelNames: ['service', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  })
  const flows = new Counter({
    name: 'kilonova_flows_total',
    help: 'Flows that ended in this process',
    labelNames: ['flow', 'end'],
    registers: [registry],
  })
  const claims = new Histogram({
    name: 'kilonova_scheduler_claim_seconds',
    help: 'Time to find and book a host, by what came of it',
    labelNames: ['result'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1],
    registers: [registry],
  })
  cloud.scheduler.onClaim = (result, seconds) => claims.observe({ result }, seconds)
  const flowTimes = new Histogram({
    name: 'kilonova_flow_seconds',
    help: 'Time from the first step of a flow in this process to its end',
    labelNames: ['flow', 'end'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800],
    registers: [registry],
  })
  const timing = timeFlows(cloud, flowTimes)
  sums(cloud, registry)
  app.addHook('onResponse', async (request, reply) => {
    const labels = { service: serviceOf(request.url), method: request.method, status: reply.statusCode }
    requests.observe(labels, reply.elapsedTime / 1000)
  })
  const watching = cloud.engine.watch(({ kind, what }) => {
    if (what === 'done' || what === 'failed') flows.inc({ flow: kind, end: what })
  })
  app.addHook('onClose', async () => {
    watching[Symbol.dispose]()
    timing[Symbol.dispose]()
    registry.clear()
    return stopDefaults
  })
  app.get('/metrics', { config: { public: true } }, async (request, reply) => {
    requireScraper(cloud, request)
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** What is asked of the store at each scrape: never counted beside it. */
function sums(cloud: Cloud, registry: Registry): void {
  const { db } = cloud.store
  gauge(registry, 'kilonova_servers', 'Servers by vm_state', ['vm_state'], async () => {
    const { rows } = await sql<{ vm_state: string; count: number }>`
      select vm_state, count(*)::int as count from servers where deleted_at is null group by vm_state`.execute(db)
    return rows.map(({ vm_state, count }) => [{ vm_state }, count])
  })
  gauge(registry, 'kilonova_open_flows', 'Flows that have not ended, by state', ['state'], async () => {
    const { rows } = await sql<{ state: string; count: number }>`
      select state, count(*)::int as count from flows where state in ('queued', 'running', 'undoing')
      group by state`.execute(db)
    return rows.map(({ state, count }) => [{ state }, count])
  })
  gauge(registry, 'kilonova_stuck_flows', 'Flows that can not go on and are tried again', ['flow'], async () => {
    const { rows } = await sql<{ kind: string; count: number }>`
      select kind, count(*)::int as count from flows
      where stuck is not null and state in ('queued', 'running', 'undoing') group by kind`.execute(db)
    return rows.map(({ kind, count }) => [{ flow: kind }, count])
  })
  hostGauges(cloud, registry)
}

/** One read of the hosts serves all that a scrape tells of them. */
function hostGauges({ store, settings }: Cloud, registry: Registry): void {
  let reading: Promise<HostUsage[]> | undefined
  const hosts = (): Promise<HostUsage[]> => {
    reading ??= readHosts(store.db).finally(() => setImmediate(() => (reading = undefined)))
    return reading
  }
  const rules = settings.scheduler
  const each = (sample: (host: HostUsage) => Sample[]) => async () => (await hosts()).flatMap(sample)
  gauge(
    registry,
    'kilonova_host_up',
    '1 for a host that is heard of',
    ['host'],
    each((host) => [[{ host: host.name }, isUp(host, rules) ? 1 : 0]]),
  )
  gauge(
    registry,
    'kilonova_host_enabled',
    '1 for a host that takes new servers',
    ['host'],
    each((host) => [[{ host: host.name }, host.disabled ? 0 : 1]]),
  )
  gauge(
    registry,
    'kilonova_host_silent_seconds',
    'How long a host has said nothing',
    ['host'],
    each((host) => [[{ host: host.name }, host.silentMs / 1000]]),
  )
  gauge(
    registry,
    'kilonova_host_used',
    'What servers have of a host',
    ['host', 'resource'],
    each(({ name: host, usedVcpus, usedMemoryMiB, usedDiskGiB }) => [
      [{ host, resource: 'vcpus' }, usedVcpus],
      [{ host, resource: 'memory_mib' }, usedMemoryMiB],
      [{ host, resource: 'disk_gib' }, usedDiskGiB],
    ]),
  )
  gauge(
    registry,
    'kilonova_host_capacity',
    'What a host may give out at most',
    ['host', 'resource'],
    each((one) => {
      const { vcpus, memoryMiB, diskGiB } = capacityOf(one, rules)
      const host = one.name
      return [
        [{ host, resource: 'vcpus' }, vcpus],
        [{ host, resource: 'memory_mib' }, memoryMiB],
        [{ host, resource: 'disk_gib' }, diskGiB],
      ]
    }),
  )
}

/** How long flows take that begin and end here. */
function timeFlows({ engine }: Cloud, times: Histogram): Disposable {
  const began = new Map<string, number>()
  return engine.watch(({ flowId, kind, what }) => {
    if (what === 'progress') return
    if (what === 'step') {
      if (!began.has(flowId)) began.set(flowId, performance.now())
      return
    }
    const at = began.get(flowId)
    began.delete(flowId)
    if (at !== undefined && (what === 'done' || what === 'failed')) {
      times.observe({ flow: kind, end: what }, (performance.now() - at) / 1000)
    }
  })
}

type Sample = [labels: Record<string, string>, value: number]

function gauge(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  read: () => Promise<Sample[]>,
): void {
  const one: Gauge = new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const samples = await read()
      one.reset()
      for (const [labels, value] of samples) one.set(labels, value)
    },
  })
}
