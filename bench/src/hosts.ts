import { startCloud } from '@kilonova/journeys'
import { type BenchOptions, compare, interleave, measure, type Row } from './harness.ts'
import { ActiveWatch } from './spawn-parts/active-watch.ts'

const quotas = { instances: -1, cores: -1, ramMiB: -1 }

/** One spawn varies by tens of milliseconds, and by more beside other work: so many pairs show a few. */
const leastRounds = 20

/**
 * What a host of its own costs: POST /servers → ACTIVE on a joined host, asked over NATS and TLS, against the same on the
 * host in the controller's process. Both machines share this one's processors, and both have the image already.
 * What is added is the median of the differences of pairs, each of two spawns one after the other, in turning order.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  await using cloud = await startCloud({ hosts: 2, settings: () => ({ control: { quotas } }) })
  await using watch = await ActiveWatch.open(cloud.api)
  const image = await cloud.uploadGuest()
  const spawn = async (host: string): Promise<number> => {
    const began = performance.now()
    const id = await cloud.createOn(host, 'bench', image)
    const tookMs = (await watch.untilAll([id])) - began
    await cloud.api.delete(id, 120_000)
    return tookMs
  }
  for (const host of ['h1', 'h2']) await spawn(host) // the image is fetched, everything is warm
  const { ours, peer } = await interleave(
    Math.max(options.rounds, leastRounds),
    { ours: () => spawn('h2'), peer: () => spawn('h1') },
    options,
  )
  const added = ours.map((one, round) => one - (peer[round] ?? 0))
  return [
    compare({ name: 'spawn on a joined host, against the controller’s own', unit: 'ms', goal: null }, ours, peer),
    measure({ name: 'what the way over NATS adds to a spawn', unit: 'ms', goal: 20 }, added),
  ]
}
