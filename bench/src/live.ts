import { startCloud, WatchedGuest } from '@kilonova/journeys'
import { type BenchOptions, compare, interleave, measure, type Row } from './harness.ts'
import { Floor } from './live-parts/floor.ts'
import { forecasts } from './live-parts/forecasts.ts'
import { countsOn, lastTick, moveOurs } from './live-parts/our-guest.ts'
import { Standstill } from './live-parts/standstill.ts'

/**
 * Live migration of one ticking guest with its disk, there and back: from the request to the record that says completed,
 * against `virsh migrate --p2p --tls --copy-storage-inc` of a copy of it between the same two hosts. The standstill of
 * both is from the source's `suspended` to the destination's `resumed`. Once as emulated guests move by default, standing
 * still while their memory is sent; once with `--live`, where QEMU's emulation may lose what the guest writes meanwhile
 * (docs/decisions/emulated-guests-move-still.md): a guest that hangs after a move is counted and replaced. Also how far
 * forecasts are off.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const memory of parts) {
    if (options.only === undefined || options.only === memory) rows.push(...(await race(memory, options)))
  }
  return rows
}

export const parts = ['paused', 'live'] as const

async function race(memory: 'paused' | 'live', options: BenchOptions): Promise<Row[]> {
  const { note, signal } = options
  const settings = () => ({ host: { migration: { emulatedMemory: memory } } })
  await using cloud = await startCloud({ hosts: 2, settings })
  const image = await cloud.uploadGuest()
  let guest = await WatchedGuest.boot(cloud, 'h1', image)
  const floor = await Floor.make(cloud, guest, memory === 'live' ? '--live' : '')
  await using watch = await Standstill.start(cloud)
  const seen = { ourDowntime: [] as number[], peerDowntime: [] as number[], own: [] as number[] }
  const hung = { ours: 0, peer: 0 }

  const ours = async (): Promise<number> => {
    for (;;) {
      signal.throwIfAborted()
      const round = await moveOurs(guest, watch).catch((error: unknown) => tolerate(error))
      const host = await guest.host()
      if (round !== undefined && (await countsOn(() => lastTick(cloud, host, guest.id)))) {
        seen.ourDowntime.push(round.downtimeMs)
        seen.own.push(round.ownMs)
        return round.totalMs
      }
      hung.ours += 1
      must(memory, 'the guest that we moved hangs')
      note('the guest that we moved hangs: a new one')
      await guest.delete()
      guest = await WatchedGuest.boot(cloud, 'h1', image)
    }
  }
  const peer = async (): Promise<number> => {
    for (;;) {
      signal.throwIfAborted()
      const round = await floor.move(watch).catch((error: unknown) => tolerate(error))
      if (round !== undefined && (await countsOn(() => floor.lastTick()))) {
        seen.peerDowntime.push(round.downtimeMs)
        return round.totalMs
      }
      hung.peer += 1
      must(memory, 'the guest that virsh moved hangs')
      note('the guest that virsh moved hangs: a new one')
      await floor.boot()
    }
  }
  /** A guest that hangs may not even be movable; what else goes wrong ends the benchmark. */
  const tolerate = (error: unknown): undefined => {
    if (memory === 'paused') throw error
    note(error instanceof Error ? error.message : String(error))
  }

  const figures = await interleave(options.rounds, { ours, peer }, options)
  if (memory === 'paused') await guest.goesOn()
  await floor.end()
  const how = memory === 'paused' ? '' : ', memory sent live'
  const rows = [
    compare({ name: `move with disk, against virsh${how}`, unit: 'ms', goal: 1.15 }, figures.ours, figures.peer),
    compare(
      { name: `its standstill, suspended to resumed, against virsh${how}`, unit: 'ms', goal: 1.05 },
      seen.ourDowntime,
      seen.peerDowntime,
    ),
    measure({ name: `our own time before and after libvirt’s job${how}`, unit: 'ms', goal: 250 }, seen.own),
  ]
  if (memory === 'live') {
    note(`hung after a move with memory sent live: ${hung.ours} moved by us, ${hung.peer} moved by virsh`)
    const share = (side: 'ours' | 'peer'): number => (100 * hung[side]) / (options.rounds + hung[side])
    rows.push(
      measure({ name: 'moved by us, memory sent live: guests that hung', unit: '%', goal: null }, [share('ours')]),
      measure({ name: 'moved by virsh --live: guests that hung', unit: '%', goal: null }, [share('peer')]),
    )
    return rows
  }
  await guest.delete()
  const off = await forecasts(cloud, image, options)
  return [
    ...rows,
    ...off.map(({ load, percent }) =>
      measure({ name: `forecast of the total time, ${load}: off by`, unit: '%', goal: 30 }, percent),
    ),
  ]
}

/** Guests that stand still meanwhile never hang: one that does is a finding. */
function must(memory: 'paused' | 'live', what: string): void {
  if (memory === 'paused') throw new Error(what)
}
