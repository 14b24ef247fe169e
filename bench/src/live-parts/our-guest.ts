import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ManyHostCloud, WatchedGuest } from '@kilonova/journeys'
import type { Round } from './floor.ts'
import type { Standstill } from './standstill.ts'

const pollMs = 5
const failsEveryMs = 3000
const over: ReadonlySet<string> = new Set(['failed', 'cancelled', 'error'])
const mostMs = 120_000

/** One move of a server to the other of two hosts. */
export async function moveOurs(guest: WatchedGuest, watch: Standstill): Promise<Round & { readonly ownMs: number }> {
  const to = (await guest.host()) === 'h1' ? 'h2' : 'h1'
  await settled(guest)
  const standing = watch.of(guest.id)
  const asked = performance.now()
  const number = await guest.ask(to)
  // Asking all the time takes a good part of a core from the two QEMUs: it begins when the guest runs over there.
  const early = Promise.race([standing.catch(() => undefined), sleep(mostMs, undefined, { ref: false })])
  while (!(await Promise.race([early.then(() => true), sleep(failsEveryMs, false)]))) {
    if (over.has(String((await guest.migration(number))['status']))) break
  }
  for (;;) {
    const one = await guest.migration(number)
    const totalMs = performance.now() - asked
    if (one['status'] === 'completed') {
      return { totalMs, downtimeMs: await standing, ownMs: totalMs - Number(one['callMs']) }
    }
    if (over.has(String(one['status'])) || totalMs > mostMs) throw new Error(`it did not move: ${JSON.stringify(one)}`)
    await sleep(pollMs)
  }
}

/** The last move's cleaning is no part of the next one. */
export async function settled(guest: WatchedGuest): Promise<void> {
  const other = (await guest.host()) === 'h1' ? 'h2' : 'h1'
  const directory = join(guest.cloud.host(other).stateDir, 'instances', guest.id)
  while (existsSync(directory)) await sleep(50)
  await sleep(300)
}

/** What a guest's counter is at, by its console at one host. */
export async function lastTick(cloud: ManyHostCloud, host: string, id: string): Promise<number> {
  const path = join(cloud.host(host).stateDir, 'instances', id, 'console.log')
  const text = await readFile(path, 'utf8').catch(() => '')
  return Number([...text.matchAll(/GUEST-TICK (\d+)\r?\n/g)].at(-1)?.[1] ?? 0)
}

/** Whether the counter goes on: after a second or two, or not within half a minute. */
export async function countsOn(tick: () => Promise<number>): Promise<boolean> {
  const before = await tick()
  for (let waited = 0; waited < 30_000; waited += 200) {
    await sleep(200)
    if ((await tick()) > before + 2) return true
  }
  return false
}
