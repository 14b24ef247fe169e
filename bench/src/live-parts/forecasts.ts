import { setTimeout as sleep } from 'node:timers/promises'
import { type Json, type ManyHostCloud, WatchedGuest, watchedGuest } from '@kilonova/journeys'
import type { BenchOptions } from '../harness.ts'
import { settled } from './our-guest.ts'

const loads: readonly { readonly load: string; readonly script: string; readonly flavor: string }[] = [
  { load: 'idle', script: '', flavor: 'm1.tiny' },
  { load: 'writing 8 MiB of memory', script: 'dirty 8 &', flavor: 'm1.tiny' },
  { load: 'writing 48 MiB of memory', script: 'dirty 48 &', flavor: 'm1.tiny' },
  {
    load: 'writing its disk',
    script: 'while :; do dd if=/dev/urandom of=/w bs=65536 count=64 conv=fsync 2>/dev/null; done &',
    flavor: 'm1.tiny',
  },
  {
    load: 'its memory full',
    script: 'mkdir -p /m; mount -t tmpfs t /m; dd if=/dev/urandom of=/m/f bs=1048576 count=160 2>/dev/null',
    flavor: 'm1.tiny',
  },
]

/** What a check says beforehand, and what it took then: there, back and there again with each load. */
export async function forecasts(cloud: ManyHostCloud, image: string, { note, signal }: BenchOptions) {
  const off: { readonly load: string; readonly percent: readonly number[] }[] = []
  for (const { load, script } of loads) {
    signal.throwIfAborted()
    const user_data = Buffer.from(`${Buffer.from(watchedGuest(), 'base64').toString()}\n${script}\n`).toString('base64')
    const guest = await WatchedGuest.boot(cloud, 'h1', image, { user_data })
    await sleep(12_000) // until its balloon has told of its memory
    const percent: number[] = []
    for (const to of ['h2', 'h1', 'h2']) {
      const { forecastMs, tookMs, text } = await forecastAndMove(guest, to)
      note(`forecast, ${load}: ${text}`)
      percent.push(Math.abs(forecastMs / tookMs - 1) * 100)
      await settled(guest)
    }
    off.push({ load, percent })
    await guest.delete()
  }
  return off
}

async function forecastAndMove(guest: WatchedGuest, to: string) {
  const path = `/servers/${guest.id}/kilonova-live-migrations/check`
  const check = await guest.cloud.api.compute('POST', path, { host: to, measure_seconds: 1 })
  const forecast = ((check.body['choice'] as Json | undefined)?.['forecast'] ?? {}) as Json
  const began = performance.now()
  const moved = await guest.until(await guest.ask(to), ['completed'])
  const tookMs = performance.now() - began
  const text = `${String(forecast['totalMs'])} ms, took ${tookMs.toFixed(0)} ms, of that ${String(moved['callMs'])} ms in libvirt; standstill ${String(forecast['downtimeMs'])} ms, was ${String(moved['downtimeMs'])} ms; link ${String(forecast['linkBytesPerSec'])} B/s`
  return { forecastMs: Number(forecast['totalMs']), tookMs, text }
}
