import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { chain, type Log } from '@kilonova/core'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Cloud } from '../cloud.ts'
import type { Tokens } from '../services/identity/tokens.ts'
import { computeRoutes } from './compute/routes.ts'
import { identityRoutes } from './identity/routes.ts'
import { imageRoutes } from './image/routes.ts'
import { httpLimits } from './limits.ts'
import { echoVersion, negotiate } from './microversion.ts'
import { networkApiRoutes } from './network/routes.ts'
import { errorBody, Refusal, serviceOf, toHttpError } from './refusal.ts'
import { baseUrl, newRequestName } from './request.ts'
import { flowRoutes } from './kilonova/flows.ts'
import { hostRoutes } from './kilonova/hosts.ts'
import { serverInsightRoutes } from './kilonova/servers.ts'
import { eventRoute } from './operations/events.ts'
import { metricRoutes } from './operations/metrics.ts'
import { placementRoutes } from './placement/routes.ts'
import { rootRoutes } from './root.ts'

const projectInPath = /^\/compute\/(v2\.1|v2)\/(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=[/?]|$)/

/** Paths with a project id in them, and those of the old v2, are the same routes. */
function withoutProject(url: string): string {
  const plain = url.startsWith('/compute/v2/') ? `/compute/v2.1/${url.slice('/compute/v2/'.length)}` : url
  const match = projectInPath.exec(plain)
  return match === null ? plain : `/compute/v2.1${plain.slice(match[0].length)}`
}

/** The one HTTP server of the cloud: identity, compute and image under their prefixes. */
export function buildHttpServer(
  cloud: Cloud,
  { onlyProbes = false }: { readonly onlyProbes?: boolean } = {},
): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: httpLimits.bodyBytes,
    connectionTimeout: httpLimits.idleMs,
    keepAliveTimeout: 75_000,
    // Uploads may take hours: their own rule watches for stalls, and the body's deadline below all other requests.
    requestTimeout: 0,
    http: { maxHeaderSize: httpLimits.headerBytes, headersTimeout: httpLimits.headersMs },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: httpLimits.pathParameterChars },
    forceCloseConnections: true,
    rewriteUrl: (request) => withoutProject(request.url ?? '/'),
    genReqId: newRequestName,
  })
  app.decorateRequest('minor', 1)
  app.decorateRequest('requestName', '')
  app.addHook('onRequest', async (request, reply) => prepare(request, reply, cloud.tokens))
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.setReplySerializer((payload) => JSON.stringify(payload))
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, cloud.log))
  app.setNotFoundHandler(() => {
    throw new Refusal(404, 'The resource could not be found.')
  })
  metricRoutes(app, cloud)
  rootRoutes(app, cloud)
  if (onlyProbes) return app
  eventRoute(app, cloud)
  identityRoutes(app, cloud)
  computeRoutes(app, cloud)
  imageRoutes(app, cloud)
  networkApiRoutes(app, cloud)
  placementRoutes(app, cloud)
  hostRoutes(app, cloud)
  flowRoutes(app, cloud)
  serverInsightRoutes(app, cloud)
  return app
}

/** Request id, version, who asks: before anything else of the request is looked at. */
function prepare(request: FastifyRequest, reply: FastifyReply, tokens: Tokens): void {
  const service = serviceOf(request.url)
  request.requestName = request.id
  reply.header('X-Openstack-Request-Id', request.id)
  if (service === 'compute') {
    reply.header('X-Compute-Request-Id', request.id)
    request.minor = negotiate(request)
    echoVersion(reply, request.minor)
  }
  limitBodyTime(request, reply)
  if (request.routeOptions.config.public === true) return
  const token = request.headers['x-auth-token']
  const caller = typeof token === 'string' ? tokens.verify(token) : undefined
  if (caller === undefined) {
    throw new Refusal(401, 'The request you have made requires authentication.', {
      'WWW-Authenticate': `Keystone uri="${baseUrl(request)}/identity"`,
    })
  }
  request.caller = caller
}

/** A JSON body that drips in byte by byte holds memory and a connection: it has a deadline as a whole. */
function limitBodyTime(request: FastifyRequest, reply: FastifyReply): void {
  const { headers, raw } = request
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (!hasBody || request.routeOptions.config.upload === true) return
  const timer = setTimeout(() => raw.destroy(), httpLimits.bodyMs)
  raw.once('end', () => clearTimeout(timer))
  raw.once('close', () => clearTimeout(timer))
  reply.raw.once('close', () => clearTimeout(timer))
}

function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): FastifyReply {
  const answer = toHttpError(error)
  if (answer.status >= 500) {
    const fields = { requestId: request.id, method: request.method, route: request.routeOptions.url, error }
    if (answer.status === 500) log.error('request failed', { ...fields, stack: stackOf(error) })
    else log.warn('request could not be served', fields)
  }
  for (const [name, value] of Object.entries(answer.headers)) reply.header(name, value)
  const body = errorBody(serviceOf(request.url), answer)
  reply.code(answer.status).type('application/json; charset=utf-8')
  if (request.raw.complete || request.raw.headers['content-length'] === '0') return reply.send(body)
  // The connection ends with the answer to a refused body.
  const text = JSON.stringify(body)
  reply.header('Connection', 'close').header('Content-Length', Buffer.byteLength(text))
  return reply.send(Readable.from(answerAndDrain(text, request.raw)))
}

/**
 * The answer is whole with its text; the connection ends once the sender has read it and stops. Ended before, with bytes
 * unread, it would be reset, and the sender would fail in its next write without having read why.
 */
async function* answerAndDrain(text: string, body: IncomingMessage): AsyncGenerator<string> {
  yield text
  if (body.complete || body.destroyed) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, httpLimits.drainMs)
  body.once('end', resolve).once('close', resolve).resume()
  await promise
  clearTimeout(timer)
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? chain(error)) : String(error))
