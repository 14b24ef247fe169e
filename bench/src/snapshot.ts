import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CloudApi, SnapshotWorld, TestCloud } from '@kilonova/journeys'
import type { LabHost } from '@kilonova/lab'
import { type BenchOptions, compare, measure, type Row, timed } from './harness.ts'

const leastRounds = 5
const written = 200
/** Often enough for the figure, seldom enough that asking does not slow what is asked for. */
const pollMs = 10
const state = '/var/lib/kilonova'

type Live = 'copy' | 'rebase' | 'off'

/**
 * Snapshots of a guest with a 1 GiB disk on which 200 MiB were written, from the request to the image ACTIVE, against the
 * same work by hand on the same guest: `qemu-img convert` of the stopped one; `virsh managedsave`, convert and
 * `virsh start` (cold); `virsh blockcopy` until it is in step, abort and convert (live). What is by hand too is stored and
 * hashed as our store does: synced, with MD5, SHA-256 and SHA-512 side by side. Beside it: the longest silence of a guest
 * that writes a line every few milliseconds, and what a snapshot takes on the disk beside the image.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const rounds = Math.max(options.rounds, leastRounds)
  await using cloud = await TestCloud.start()
  // Without an agent: what is done by hand freezes nothing either.
  const world = await SnapshotWorld.prepare(cloud, { hw_qemu_guest_agent: 'no' })
  const id = await writingServer(world, options)
  const rows: Row[] = []
  for (const live of ['copy', 'rebase', 'off'] as const) {
    options.note(`a running guest, ${live}`)
    await world.withSettings({ snapshot: { live } })
    await world.snapshot(id, 'to warm up').then((image) => removed(world, image, id))
    const seen = {
      ours: [] as number[],
      floor: [] as number[],
      bare: [] as number[],
      pause: [] as number[],
      calm: [] as number[],
      extra: [] as number[],
    }
    for (let round = 0; round < rounds; round += 1) {
      options.signal.throwIfAborted()
      const first = round % 2 === 0
      if (first) await oneFloor(world, id, live, seen)
      await oneOurs(world, id, seen)
      if (!first) await oneFloor(world, id, live, seen)
      options.note(
        `round ${round + 1}: ours ${seen.ours.at(-1)?.toFixed(0)} ms, by hand ${seen.floor.at(-1)?.toFixed(0)} ms, silence ${seen.pause.at(-1)?.toFixed(0)} ms`,
      )
    }
    rows.push(...rowsOf(nameOf(live), seen, live))
  }
  await world.mustAct(id, { 'os-stop': null })
  await cloud.api.until(id, ['SHUTOFF'], 120_000)
  const off = {
    ours: [] as number[],
    floor: [] as number[],
    bare: [] as number[],
    pause: [] as number[],
    calm: [] as number[],
    extra: [] as number[],
  }
  for (let round = 0; round < rounds; round += 1) {
    options.signal.throwIfAborted()
    await oneOurs(world, id, off)
    await oneFloor(world, id, 'stopped', off)
    options.note(
      `stopped, round ${round + 1}: ours ${off.ours.at(-1)?.toFixed(0)} ms, by hand ${off.floor.at(-1)?.toFixed(0)} ms`,
    )
  }
  return [...rowsOf('a stopped guest', off, 'stopped'), ...rows]
}

interface Seen {
  readonly ours: number[]
  /** By hand, stored and hashed. */
  readonly floor: number[]
  /** By hand, and neither synced nor hashed. */
  readonly bare: number[]
  readonly pause: number[]
  /** The longest silence in as long a time without a snapshot. */
  readonly calm: number[]
  /** Bytes on the disk beside the image at the worst moment, as a part of the image. */
  readonly extra: number[]
}

const nameOf = (live: Live): string =>
  ({ copy: 'a running guest, live', rebase: 'a running guest, live the older way', off: 'a running guest, cold' })[live]

function rowsOf(name: string, seen: Seen, how: Live | 'stopped'): Row[] {
  const pauseGoal = { copy: 50, rebase: 100, off: null, stopped: null }[how]
  const floor = seen.floor.map((ms) => ms + 50 / 1.15) // the goal is 1.15 of the floor and 50 ms
  return [
    compare(
      { name: `${name}: to image ACTIVE, against by hand + 43 ms, stored and hashed`, unit: 'ms', goal: 1.15 },
      seen.ours,
      floor,
    ),
    measure({ name: `${name}: by hand, neither synced nor hashed`, unit: 'ms', goal: null }, seen.bare),
    ...(how === 'stopped'
      ? []
      : [
          measure({ name: `${name}: longest silence of the guest`, unit: 'ms', goal: pauseGoal }, seen.pause),
          measure({ name: `${name}: the same without a snapshot`, unit: 'ms', goal: null }, seen.calm),
        ]),
    measure({ name: `${name}: disk used beside the image, parts of it`, unit: '', goal: 1.05 }, seen.extra),
  ]
}

/** A guest that has written 200 MiB of noise to its disk, and then says something every few milliseconds. */
async function writingServer(world: SnapshotWorld, { note }: BenchOptions): Promise<string> {
  const script = `#!/bin/sh
dd if=/dev/urandom of=/run/noise bs=1M count=20 2>/dev/null
# Behind the file system, which has 64 MiB: the disk has a whole GiB.
n=0; while [ $n -lt ${written / 20} ]; do dd if=/run/noise of=/dev/vda bs=1M seek=$((128 + n * 20)) conv=notrunc 2>/dev/null; n=$((n+1)); done
sync; echo GUEST-NOISE; echo stop >/run/stop
mkfifo /run/clock; exec 3<>/run/clock
while :; do echo .; read -t 0.004 -u 3 nothing; done`
  const flavor = { flavor: { name: 'snapshot', ram: 128, vcpus: 1, disk: 1, id: 'snapshot' } }
  await world.api.compute('POST', '/flavors', flavor)
  const image = world.image
  const id = await world.api.create({
    name: 'writer',
    imageRef: image,
    flavorRef: 'snapshot',
    config_drive: true,
    user_data: Buffer.from(script).toString('base64'),
  })
  await world.api.until(id, ['ACTIVE'], 120_000)
  note('the guest writes 200 MiB')
  await world.api.consoleLine(id, /GUEST-NOISE/, 600_000)
  const disk = `${state}/instances/${id}/disk`
  const blocks = Number(await world.cloud.host.mustExec(['stat', '-c', '%b', disk]))
  if (blocks * 512 < written * 2 ** 20) throw new Error(`the guest wrote ${blocks * 512} bytes only`)
  return id
}

async function oneOurs(world: SnapshotWorld, id: string, seen: Seen): Promise<void> {
  const { host } = world.cloud
  const isOn = (await world.api.server(id))?.['status'] === 'ACTIVE'
  const before = await usedBytes(host)
  const asked = performance.now()
  const watch = new Watch(world.cloud, id, isOn)
  const imageId = await world.snapshot(id, 'bench')
  await untilActive(world.api, imageId)
  seen.ours.push(performance.now() - asked)
  const { silenceMs, mostUsed } = await watch.end()
  await world.untilFree(id)
  const image = Number((await host.mustExec(['stat', '-c', '%b', `${state}/images/${imageId}`])).trim()) * 512
  seen.extra.push(Math.max(0, mostUsed - before - image) / image)
  if (isOn) {
    seen.pause.push(silenceMs)
    const calm = new Watch(world.cloud, id, true)
    await sleep(seen.ours.at(-1) ?? 1000)
    seen.calm.push((await calm.end()).silenceMs)
  }
  await removed(world, imageId, id)
}

async function untilActive(api: CloudApi, imageId: string): Promise<void> {
  for (;;) {
    const { status, body } = await api.call('GET', `/image/v2/images/${imageId}`)
    if (status !== 200) throw new Error(`the snapshot failed: ${status}`)
    if (body['status'] === 'active') return
    await sleep(pollMs)
  }
}

async function removed(world: SnapshotWorld, imageId: string, id: string): Promise<void> {
  await world.untilFree(id)
  await world.api.call('DELETE', `/image/v2/images/${imageId}`)
}

const usedBytes = async (host: LabHost): Promise<number> =>
  Number(
    (
      await host.mustExec([
        'sh',
        '-c',
        `du -s --block-size=1 ${state}/images ${state}/instances | awk '{s+=$1} END {print s}'`,
      ])
    ).trim(),
  )

/**
 * Watches a guest's console log grow, and the disk fill, from outside. A restore starts the log anew, which counts as
 * growth: it is the first sign of life.
 */
class Watch {
  readonly #stop = new AbortController()
  readonly #done: Promise<{ silenceMs: number; mostUsed: number }>
  constructor({ host }: TestCloud, id: string, isOn: boolean) {
    this.#done = this.#look(host, id, isOn)
  }

  end(): Promise<{ silenceMs: number; mostUsed: number }> {
    this.#stop.abort()
    return this.#done
  }

  async #look(host: LabHost, id: string, isOn: boolean): Promise<{ silenceMs: number; mostUsed: number }> {
    const watcher = join(import.meta.dirname, 'workers/watch-guest.ts')
    const console = isOn ? join(host.stateDir, 'instances', id, 'console.log') : ''
    const { spawn } = await import('node:child_process')
    const child = spawn(
      process.execPath,
      [watcher, console, join(host.stateDir, 'images'), join(host.stateDir, 'instances')],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const closed = new Promise((resolve) => child.once('close', resolve))
    if (this.#stop.signal.aborted) child.stdin.end()
    else this.#stop.signal.addEventListener('abort', () => child.stdin.end(), { once: true })
    await closed
    return JSON.parse(text) as { silenceMs: number; mostUsed: number }
  }
}

/** Each part is timed by the script itself; microseconds of the bare work, then of all with sync and hashes. */
const floorScript = String.raw`set -e
how=$1 domain=$2 disk=$3 out=$4 delta=$5
now() { date +%s%N; }
begin=$(now)
case $how in
stopped) qemu-img convert -f qcow2 -O qcow2 "$disk" "$out" ;;
off)
  virsh -q managedsave "$domain" >/dev/null
  qemu-img convert -f qcow2 -O qcow2 "$disk" "$out"
  virsh -q start "$domain" >/dev/null ;;
*)
  base=$(qemu-img info -U -f qcow2 --output=json "$disk" | sed -n 's/.*"full-backing-filename": "\(.*\)".*/\1/p')
  qemu-img create -q -f qcow2 -F raw -b "$base" "$delta" 1G >/dev/null
  virsh -q blockcopy "$domain" vda --dest "$delta" --reuse-external --shallow --transient-job --wait --finish >/dev/null
  qemu-img convert -f qcow2 -O qcow2 "$delta" "$out" ;;
esac
bare=$(now)
sync "$out" & openssl dgst -md5 "$out" >/dev/null & openssl dgst -sha256 "$out" >/dev/null & openssl dgst -sha512 "$out" >/dev/null &
wait
end=$(now)
rm -f "$out" "$delta"
echo "$(( (bare - begin) / 1000 )) $(( (end - begin) / 1000 ))"`

async function oneFloor(world: SnapshotWorld, id: string, how: Live | 'stopped', seen: Seen): Promise<void> {
  const { host } = world.cloud
  const domain = await world.domainOf(id)
  const disk = `${state}/instances/${id}/disk`
  const places = [`${state}/floor.qcow2`, `${state}/instances/floor.delta`]
  let text = ''
  await timed(async () => {
    text = await host.mustExec(['bash', '-c', floorScript, 'bash', how, domain, disk, ...places], {
      timeoutMs: 300_000,
    })
  })
  const [bare = Number.NaN, all = Number.NaN] = text.trim().split(' ').map(Number)
  seen.bare.push(bare / 1000)
  seen.floor.push(all / 1000)
}
