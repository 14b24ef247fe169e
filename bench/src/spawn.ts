import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { cephUser, startCeph, type TestCeph, type TestGuest, testGuest, whyNoCeph } from '@kilonova/lab'
import { leftovers, TestCloud } from '@kilonova/journeys'
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
import { Floor, type FloorDisks, overlay } from './spawn-parts/floor.ts'
import { Spawner } from './spawn-parts/spawner.ts'

const MiB = 1024 ** 2
const atOnce = 8
const imageMiB = 64
const base = '/var/lib/kilonova/instances/_base'
const quotas = { instances: -1, cores: -1, ramMiB: -1 }

/**
 * Server boot: POST /servers → ACTIVE over HTTP, against the same disks made by hand and `virsh define` + `virsh start`
 * of the same XML on the same libvirtd: image cached or not, one and eight at once, every backend that runs here.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const guest = await testGuest()
  return [
    ...(await overlayRows(guest, options)),
    ...(await flatRows(options)),
    ...(whyNoCeph() === undefined ? await cephRows(options) : []),
  ]
}

/** One comparison: our servers of one kind, and as many by hand. */
interface Case {
  readonly name: string
  readonly count: number
  readonly imageRef: string
  readonly flavorRef: string
  readonly configDrive?: boolean
  readonly disks: FloorDisks
  /** Before each of our rounds: what makes it a first use. */
  readonly before?: () => Promise<unknown>
}

async function compareCase(cloud: TestCloud, spawner: Spawner, one: Case, options: BenchOptions): Promise<Row> {
  options.note(one.name)
  const wish = {
    imageRef: one.imageRef,
    flavorRef: one.flavorRef,
    ...(one.configDrive === true ? { config_drive: true } : {}),
  }
  const [model = ''] = (await spawner.spawn(wish, 1)).ids
  const floor = await Floor.like(cloud, model, one.count, one.disks)
  await cloud.api.delete(model)
  await floor.round() // Both sides are warm before they are timed.
  const figures = await interleave(
    options.rounds,
    {
      ours: async () => {
        await one.before?.()
        const { ids, tookMs } = await spawner.spawn(wish, one.count)
        await Promise.all(ids.map((id) => cloud.api.delete(id)))
        return tookMs
      },
      peer: () => floor.round(),
    },
    options,
  )
  const goal = one.count === 1 ? 1.1 : 1.15
  return compare({ name: one.name, unit: 'ms', goal }, figures.ours, figures.peer)
}

async function overlayRows(guest: TestGuest, options: BenchOptions): Promise<Row[]> {
  await using cloud = await TestCloud.start({ settings: async () => ({ control: { quotas } }) })
  await using spawner = await Spawner.open(cloud)
  const { keeper, small, blank, full } = await prepare(cloud)
  const packed = await packedImage(cloud)
  const wake = join('/var/lib/kilonova/images', packed)
  const packedBase = join(base, baseOf(packed))
  const unpack = [
    `rm -f ${packedBase}.floor`,
    `openssl dgst -sha256 ${wake} >/dev/null & h=$!`,
    `qemu-img convert -f qcow2 -O raw ${wake} ${packedBase}.floor`,
    `wait $h; sync -d ${packedBase}.floor`,
  ]
  const forget = () => cloud.host.mustExec(['rm', '-f', packedBase, `${packedBase}.json`])
  const root = overlay('disk', join(base, baseOf(blank)), '1G')
  const drive = `mkdir -p ${cloud.lab.dir}/tree/openstack/latest && echo '{}' > ${cloud.lab.dir}/tree/openstack/latest/meta_data.json`
  await cloud.host.mustExec(['sh', '-c', drive])
  const pieces = [
    root,
    overlay('disk.eph0', join(base, 'ephemeral_1_40d1d2c'), '1G'),
    overlay('disk.swap', join(base, 'swap_64'), '64M'),
    `genisoimage -quiet -J -r -V config-2 -o "$D/disk.config" ${cloud.lab.dir}/tree`,
  ]
  await cloud.eventLoopBlockedMs() // From here on.
  // How much of it is the machine's: this process does next to nothing while the service works.
  const bystander = monitorEventLoopDelay({ resolution: 10 })
  bystander.enable()
  const rows: Row[] = [...(await guestRows(cloud, spawner, guest, small, options))]
  for (const count of [1, atOnce]) {
    const many = count === 1 ? '' : `, ${count} at once`
    const plain = { count, imageRef: blank, flavorRef: small }
    if (count > 1) {
      rows.push(
        await compareCase(cloud, spawner, { ...plain, name: `cached image${many}`, disks: { each: [root] } }, options),
      )
    }
    const all = {
      ...plain,
      flavorRef: full,
      configDrive: true,
      name: `cached image, ephemeral, swap and config drive${many}`,
    }
    rows.push(await compareCase(cloud, spawner, { ...all, disks: { each: pieces } }, options))
    const first = { ...plain, imageRef: packed, before: forget, name: `uncached ${imageMiB} MiB qcow2 image${many}` }
    const each = [overlay('disk', `${packedBase}.floor`, '1G')]
    rows.push(await compareCase(cloud, spawner, { ...first, disks: { first: unpack, each } }, options))
  }
  rows.push(...(await guardRows(cloud, spawner, { imageRef: blank, flavorRef: small }, options)))
  rows.push(
    measure({ name: "the control plane's own part of one spawn", unit: 'ms', goal: 40 }, await spawner.controlPartMs()),
    measure({ name: 'longest stand-still of the service’s event loop in all of this', unit: 'ms', goal: 20 }, [
      await cloud.eventLoopBlockedMs(),
    ]),
    measure({ name: 'the same of a process that only waits for it', unit: 'ms', goal: null }, [
      bystander.max / 1e6 - 10,
    ]),
    measure({ name: 'memory of the service with PostgreSQL (PSS)', unit: 'MiB', goal: 250 }, [
      (await serviceMemory(cloud)) / MiB,
    ]),
    measure({ name: 'kilonova up to ready, first start', unit: 'ms', goal: null }, [cloud.service.readyAfterMs]),
  )
  await onlyIsLeft(cloud, keeper)
  return rows
}

/**
 * What security groups cost a spawn. In every other row ports are guarded too; here the same server is held against one
 * on a network without port security, both networks being up already.
 */
async function guardRows(
  cloud: TestCloud,
  spawner: Spawner,
  wish: { readonly imageRef: string; readonly flavorRef: string },
  options: BenchOptions,
): Promise<Row[]> {
  const { api } = cloud
  const network = async (name: string, third: number, guarded: boolean): Promise<string> => {
    const body = { network: { name, port_security_enabled: guarded } }
    const made = await api.call('POST', '/network/v2.0/networks', body)
    const { id } = made.body['network'] as { id: string }
    const subnet = { network_id: id, ip_version: 4, cidr: `192.168.${third}.0/24` }
    const added = await api.call('POST', '/network/v2.0/subnets', { subnet })
    if (added.status !== 201) throw new Error(`subnet: ${added.status} ${added.text}`)
    return id
  }
  const on = (id: string) => ({ ...wish, networks: [{ uuid: id }] })
  const guarded = on(await network('bench-guarded', 71, true))
  const open = on(await network('bench-open', 72, false))
  const keepers = [...(await spawner.spawn(guarded, 1)).ids, ...(await spawner.spawn(open, 1)).ids]
  const side = (one: typeof open, count: number) => async () => {
    const { ids, tookMs } = await spawner.spawn(one, count)
    await Promise.all(ids.map((id) => api.delete(id)))
    return tookMs
  }
  const rows: Row[] = []
  for (const count of [1, atOnce]) {
    const name = `ports with security groups, against ports without${count === 1 ? '' : `, ${count} at once`}`
    options.note(name)
    const figures = await interleave(options.rounds, { ours: side(guarded, count), peer: side(open, count) }, options)
    rows.push(compare({ name, unit: 'ms', goal: count === 1 ? 1.1 : 1.15 }, figures.ours, figures.peer))
  }
  for (const id of keepers) await api.delete(id)
  return rows
}

/** A guest with a kernel that boots: also the time to its first line, and to its end. */
async function guestRows(
  cloud: TestCloud,
  spawner: Spawner,
  guest: TestGuest,
  flavorRef: string,
  options: BenchOptions,
): Promise<Row[]> {
  const { api } = cloud
  const part = (diskFormat: string, bytes: string) =>
    api.mustUpload({ name: diskFormat, diskFormat, containerFormat: diskFormat, bytes })
  const properties = { kernel_id: await part('aki', guest.kernel), ramdisk_id: await part('ari', guest.initrd) }
  const imageRef = await api.mustUpload({ name: 'guest', diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
  const [model = ''] = (await spawner.spawn({ imageRef, flavorRef }, 1)).ids
  const parts = [properties.kernel_id, properties.ramdisk_id].map((id) => join(base, baseOf(id)))
  const floor = await Floor.like(cloud, model, 1, {
    each: [
      overlay('disk', join(base, baseOf(imageRef)), '1G'),
      `cp --reflink=auto ${parts[0]} "$D/kernel"`,
      `cp --reflink=auto ${parts[1]} "$D/ramdisk"`,
    ],
  })
  await api.delete(model)
  const seen = { firstLine: [] as number[], deleted: [] as number[] }
  const figures = await interleave(
    options.rounds,
    {
      ours: async () => {
        const asked = performance.now()
        const { ids, tookMs } = await spawner.spawn({ imageRef, flavorRef }, 1)
        const [id = ''] = ids
        await api.consoleLine(id, /\S/)
        seen.firstLine.push(performance.now() - asked)
        seen.deleted.push(await timed(() => api.delete(id)))
        return tookMs
      },
      peer: () => floor.round(),
    },
    options,
  )
  const name = 'POST /servers to ACTIVE, against qemu-img + virsh'
  return [
    compare({ name, unit: 'ms', goal: 1.1 }, figures.ours, figures.peer),
    measure({ name: "POST /servers to the guest's first line", unit: 'ms', goal: null }, seen.firstLine),
    measure({ name: 'DELETE to gone', unit: 'ms', goal: null }, seen.deleted),
  ]
}

async function flatRows(options: BenchOptions): Promise<Row[]> {
  const settings = { control: { quotas }, host: { images: { backend: 'flat' } } }
  await using cloud = await TestCloud.start({ settings: async () => settings })
  await using spawner = await Spawner.open(cloud)
  const { small } = await prepare(cloud)
  const raw = await rawImage(cloud)
  const rawBase = join(base, baseOf(raw))
  const copy = `cp --reflink=auto --sparse=auto ${rawBase} "$D/disk" && truncate -s 1G "$D/disk" && sync -d "$D/disk"`
  const rows: Row[] = []
  for (const count of [1, atOnce]) {
    const name = `flat backend, cached ${imageMiB} MiB image${count === 1 ? '' : `, ${count} at once`}`
    const one = { name, count, imageRef: raw, flavorRef: small, disks: { each: [copy] } }
    rows.push(await compareCase(cloud, spawner, one, options))
  }
  return rows
}

async function cephRows(options: BenchOptions): Promise<Row[]> {
  let ceph: TestCeph | undefined
  await using cloud = await TestCloud.start({
    settings: async (lab) => {
      ceph = await startCeph(join(lab.dir, 'ceph'), `${lab.net}.254`)
      const { configPath, fsid } = ceph
      const rbd = { pool: 'vms', user: cephUser, configPath, fsid }
      return { control: { quotas }, host: { images: { backend: 'rbd', rbd } } }
    },
  })
  if (ceph === undefined) throw new Error('no Ceph was started')
  await using cluster = ceph
  await using spawner = await Spawner.open(cloud)
  const { small } = await prepare(cloud)
  const [imported, cloned] = [await rawImage(cloud), await rawImage(cloud)]
  const place = `images/${cloned}`
  await cluster.ceph('rbd', '--id', 'admin', 'import', join(cloud.host.stateDir, 'images', cloned), place)
  await cluster.ceph('rbd', '--id', 'admin', 'snap', 'create', `${place}@snap`)
  await cluster.ceph('rbd', '--id', 'admin', 'snap', 'protect', `${place}@snap`)
  const url = `rbd://${cluster.fsid}/images/${cloned}/snap`
  const added = await cloud.api.call('POST', `/image/v2/images/${cloned}/locations`, { url })
  if (added.status !== 202) throw new Error(`location: ${added.status} ${added.text}`)
  const rbd = `rbd --conf ${cluster.configPath} --id ${cephUser}`
  const remove = [`${rbd} rm --no-progress vms/\${I}_disk`]
  const grow = `${rbd} resize --no-progress --size 1G vms/\${I}_disk`
  const clone = `${rbd} clone ${place}@snap vms/\${I}_disk && ${grow}`
  const bring = `${rbd} import --no-progress ${join(base, baseOf(imported))} vms/\${I}_disk && ${grow}`
  const one = { count: 1, flavorRef: small }
  return [
    await compareCase(
      cloud,
      spawner,
      {
        ...one,
        name: 'rbd backend, image in the same cluster (clone)',
        imageRef: cloned,
        disks: { each: [clone], remove },
      },
      options,
    ),
    await compareCase(
      cloud,
      spawner,
      {
        ...one,
        count: atOnce,
        name: `the same, ${atOnce} at once`,
        imageRef: cloned,
        disks: { each: [clone], remove },
      },
      options,
    ),
    await compareCase(
      cloud,
      spawner,
      {
        ...one,
        name: `rbd backend, cached ${imageMiB} MiB image elsewhere (import)`,
        imageRef: imported,
        disks: { each: [bring], remove },
      },
      options,
    ),
  ]
}

/** Flavors, an image that boots nothing, and a server that keeps the network up for both sides. */
async function prepare({ api }: TestCloud): Promise<{ keeper: string; small: string; full: string; blank: string }> {
  const flavor = async (name: string, more: object): Promise<string> => {
    const body = { flavor: { name, ram: 128, vcpus: 1, disk: 1, ...more } }
    const made = await api.compute('POST', '/flavors', body)
    if (made.status !== 200) throw new Error(`flavor: ${made.status} ${made.text}`)
    return (made.body['flavor'] as { id: string }).id
  }
  const small = await flavor('bench.small', {})
  const full = await flavor('bench.full', { 'OS-FLV-EXT-DATA:ephemeral': 1, swap: 64 })
  const blank = await api.mustUpload({ name: 'blank', diskFormat: 'raw', bytes: new Uint8Array(MiB) })
  const keeper = await api.create({ name: 'keeper', imageRef: blank, flavorRef: full, config_drive: true })
  await api.until(keeper, ['ACTIVE'], 300_000)
  return { keeper, small, full, blank }
}

/** Without holes: nothing about it is easier than it looks. */
async function rawImage({ api, host, lab }: TestCloud): Promise<string> {
  const path = join(lab.dir, 'random.raw')
  await host.mustExec(['dd', 'if=/dev/urandom', `of=${path}`, 'bs=1M', `count=${imageMiB}`, 'status=none'])
  return api.mustUpload({ name: 'raw', diskFormat: 'raw', bytes: path })
}

async function packedImage({ api, host, lab }: TestCloud): Promise<string> {
  const path = join(lab.dir, 'random')
  await host.mustExec(['dd', 'if=/dev/urandom', `of=${path}`, 'bs=1M', `count=${imageMiB}`, 'status=none'])
  await host.mustExec(['qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', path, `${path}.qcow2`])
  return api.mustUpload({ name: 'packed', diskFormat: 'qcow2', bytes: `${path}.qcow2` })
}

const baseOf = (imageId: string): string => createHash('sha1').update(imageId).digest('hex')

async function onlyIsLeft({ host }: TestCloud, keeper: string): Promise<void> {
  const { domains, instances } = await leftovers(host)
  const servers = instances.filter((one) => !one.startsWith('f1000000-'))
  if (domains.length !== 1 || servers.join() !== keeper) {
    throw new Error(`left over: ${[...domains, ...servers].join(', ')}`)
  }
}

/** The service's process and all its descendants, PostgreSQL among them; libvirtd is the lab's and does not count. */
async function serviceMemory({ service }: TestCloud): Promise<number> {
  return proportionalMemory(await familyOf(service.pid))
}
