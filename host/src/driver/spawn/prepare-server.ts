import type { ServerSpec } from '@kilonova/core'
import type { FileOptions } from '../../images/server-files.ts'
import type { DriverParts } from '../parts.ts'

/**
 * Disks, config drive and networks, side by side. When one fails the other is stopped, and what this call may have
 * made is taken back before the failure is told.
 */
export async function prepareServer(
  parts: DriverParts,
  spec: ServerSpec,
  options: FileOptions,
): Promise<{ imageFetched: boolean }> {
  const began = performance.now()
  const failing = new AbortController()
  const signal = AbortSignal.any([options.signal, failing.signal])
  const stopOther = (error: unknown): never => {
    failing.abort(error)
    throw error
  }
  const [files, networks] = await Promise.allSettled([
    timed(parts.files.create(spec, { ...options, signal })).catch(stopOther),
    timed(parts.networks.plug(spec, signal)).catch(stopOther),
  ])
  if (files.status === 'fulfilled' && networks.status === 'fulfilled') {
    const { imageFetched } = files.value.result
    parts.log.info('server prepared', {
      serverId: spec.id,
      imageFetched,
      filesMs: files.value.tookMs,
      networksMs: networks.value.tookMs,
      tookMs: Math.round(performance.now() - began),
    })
    return { imageFetched }
  }
  // The first failure speaks; the other side only followed it.
  const reason: unknown = failing.signal.reason
  await takeBack(parts, spec)
  throw reason
}

async function takeBack(parts: DriverParts, spec: ServerSpec): Promise<void> {
  const ends = await Promise.allSettled([parts.files.remove(spec.id), parts.networks.unplug(spec.id)])
  for (const end of ends) {
    if (end.status === 'rejected') {
      parts.log.warn('half-prepared server not taken back yet', { serverId: spec.id, error: end.reason as unknown })
    }
  }
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; tookMs: number }> {
  const began = performance.now()
  const result = await work
  return { result, tookMs: Math.round(performance.now() - began) }
}
