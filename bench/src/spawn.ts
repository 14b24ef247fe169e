import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CloudApi, leftovers, TestCloud } from '@kilonova/journeys'
import { type LabHost, type TestGuest, testGuest } from '@kilonova/lab'
import {
  type BenchOptions,
  compare,
  familyOf,
  interleave,
  measure,
  proportionalMemory,
  type Row,
  timed,
} from './harness.ts'

const leastRounds = 10
const MiB = 1024 ** 2
/** Often enough for the figure, seldom enough that asking does not slow what is asked for. */
const pollMs = 20

/**
 * Server boot: POST /servers → ACTIVE over HTTP, against `qemu-img create` + `virsh define` + `virsh start` of the same
 * XML on the same libvirtd. Also the time to the guest's first line, the time to delete, and the memory of it all.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const rounds = Math.max(options.rounds, leastRounds)
  const guest = await testGuest()
  await using cloud = await TestCloud.start()
  const server = await prepare(cloud, guest)
  const floor = await makeFloor(cloud, server)
  const seen = { firstLine: [] as number[], deleted: [] as number[] }
  const figures = await interleave(
    rounds,
    {
      ours: async () => {
        const round = await oneServer(cloud.api, server)
        seen.firstLine.push(round.firstLineMs)
        seen.deleted.push(round.deletedMs)
        return round.activeMs
      },
      peer: () => oneFloor(cloud.host, floor),
    },
    options,
  )
  const memory = await serviceMemory(cloud)
  await onlyKeeperIsLeft(cloud)
  return [
    compare(
      { name: 'POST /servers to ACTIVE, against qemu-img + virsh', unit: 'ms', goal: 1.25 },
      figures.ours,
      figures.peer,
    ),
    measure({ name: "POST /servers to the guest's first line", unit: 'ms', goal: null }, seen.firstLine),
    measure({ name: 'DELETE to gone', unit: 'ms', goal: null }, seen.deleted),
    measure({ name: 'memory of the service with PostgreSQL (PSS)', unit: 'MiB', goal: 250 }, [memory / MiB]),
    measure({ name: 'kilonova up to ready, first start', unit: 'ms', goal: null }, [cloud.service.readyAfterMs]),
  ]
}

interface BenchServer {
  readonly image: string
  readonly flavor: string
}

/** Uploads the test guest, warms the image cache, and leaves a small server that keeps the network up for both sides. */
async function prepare({ api }: TestCloud, guest: TestGuest): Promise<BenchServer> {
  const kernel = await api.mustUpload({
    name: 'kernel',
    diskFormat: 'aki',
    containerFormat: 'aki',
    bytes: guest.kernel,
  })
  const ramdisk = await api.mustUpload({
    name: 'ramdisk',
    diskFormat: 'ari',
    containerFormat: 'ari',
    bytes: guest.initrd,
  })
  const properties = { kernel_id: kernel, ramdisk_id: ramdisk }
  const image = await api.mustUpload({ name: 'guest', diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
  const flavor = await api.flavor('m1.tiny')
  const empty = await api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: new Uint8Array(MiB) })
  await api.until(await api.create({ name: 'keeper', imageRef: empty, flavorRef: flavor }), ['ACTIVE'])
  return { image, flavor }
}

interface Round {
  readonly activeMs: number
  readonly firstLineMs: number
  readonly deletedMs: number
}

async function oneServer(api: CloudApi, { image, flavor }: BenchServer): Promise<Round> {
  const asked = performance.now()
  const id = await api.create({ name: 'bench', imageRef: image, flavorRef: flavor })
  while ((await api.server(id))?.['status'] !== 'ACTIVE') {
    if (performance.now() - asked > 60_000) throw new Error('the server is not ACTIVE after a minute')
    await sleep(pollMs)
  }
  const activeMs = performance.now() - asked
  await api.consoleLine(id, /\S/)
  const firstLineMs = performance.now() - asked
  return { activeMs, firstLineMs, deletedMs: await timed(() => api.delete(id)) }
}

interface Floor {
  readonly folder: string
  readonly xmlPath: string
  readonly base: string
  readonly baseFormat: string
  readonly sizeBytes: number
}

const floorId = 'f1000000-0000-4000-8000-00000000f100'

/** Takes the XML of a real server of ours and makes it another guest's, whose files are copies of that server's. */
async function makeFloor({ api, host, lab }: TestCloud, server: BenchServer): Promise<Floor> {
  const id = await api.create({ name: 'model', imageRef: server.image, flavorRef: server.flavor })
  const model = await api.until(id, ['ACTIVE'])
  const domain = String(model['OS-EXT-SRV-ATTR:instance_name'])
  const xml = await host.mustExec(['virsh', 'dumpxml', '--inactive', domain])
  const disk = /<source file='([^']*\/disk)'/.exec(xml)?.[1]
  if (disk === undefined) throw new Error(`no disk in the XML of ${domain}`)
  const source = disk.slice(0, -'/disk'.length)
  const folder = source.replaceAll(id, floorId)
  await host.mustExec(['sh', '-c', 'cp -a "$1" "$2" && rm -f "$2/disk" "$2/console.log"', 'sh', source, folder])
  const info = JSON.parse(await host.mustExec(['qemu-img', 'info', '-U', '--output=json', disk])) as DiskInfo
  const xmlPath = join(lab.dir, 'floor.xml')
  const floorXml = xml
    .replaceAll(id, floorId)
    .replaceAll(domain, 'floor')
    .replace(/<mac address='[^']*'/, "<mac address='52:54:00:00:f1:00'")
  await host.mustExec(['tee', xmlPath], { input: floorXml })
  await api.delete(id)
  return {
    folder,
    xmlPath,
    base: info['backing-filename'],
    baseFormat: info['backing-filename-format'],
    sizeBytes: info['virtual-size'],
  }
}

interface DiskInfo {
  readonly 'virtual-size': number
  readonly 'backing-filename': string
  readonly 'backing-filename-format': string
}

/** Timed by the script itself, so that entering the host counts for nothing. */
const floorScript = `set -e
begin=$(date +%s%N)
qemu-img create -q -f qcow2 -F "$3" -b "$2" "$1/disk" "$4" >/dev/null
virsh -q define "$5" >/dev/null
virsh -q start floor >/dev/null
end=$(date +%s%N)
virsh -q destroy floor >/dev/null
virsh -q undefine floor >/dev/null
rm -f "$1/disk" "$1/console.log"
echo $(( (end - begin) / 1000 ))`

async function oneFloor(host: LabHost, floor: Floor): Promise<number> {
  const { folder, base, baseFormat, sizeBytes, xmlPath } = floor
  const micros = await host.mustExec([
    'sh',
    '-c',
    floorScript,
    'sh',
    folder,
    base,
    baseFormat,
    String(sizeBytes),
    xmlPath,
  ])
  return Number(micros.trim()) / 1000
}

async function onlyKeeperIsLeft({ host }: TestCloud): Promise<void> {
  const { domains, instances } = await leftovers(host)
  const servers = instances.filter((one) => one !== floorId)
  if (domains.length !== 1 || servers.length !== 1) throw new Error(`left over: ${[...domains, ...servers].join(', ')}`)
}

/** The service's process and all its descendants, PostgreSQL among them; libvirtd is the lab's and does not count. */
async function serviceMemory({ service }: TestCloud): Promise<number> {
  return proportionalMemory(await familyOf(service.pid))
}
