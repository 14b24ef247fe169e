import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { sql } from 'kysely'
import type { Cloud } from '../../cloud.ts'
import { readHosts, isUp } from '../../scheduler/candidates.ts'
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
  gauge(registry, 'kilonova_host_up', '1 for a host that is heard of', ['host'], async () => {
    const hosts = await readHosts(db)
    return hosts.map((host) => [{ host: host.name }, isUp(host, cloud.settings.scheduler) ? 1 : 0])
  })
  gauge(registry, 'kilonova_host_used', 'What servers have of a host', ['host', 'resource'], async () => {
    const hosts = await readHosts(db)
    return hosts.flatMap(({ name: host, usedVcpus, usedMemoryMiB, usedDiskGiB }) => [
      [{ host, resource: 'vcpus' }, usedVcpus],
      [{ host, resource: 'memory_mib' }, usedMemoryMiB],
      [{ host, resource: 'disk_gib' }, usedDiskGiB],
    ])
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
