import { open, readFile, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { isMissing, writeWhole } from './files.ts'
import type { Disk, RbdSource, ServerDisks } from './server-files.ts'

/** Nova's own file: absolute path → format, so that no one ever guesses a format. */
const DiskInfo = z.record(z.string(), z.enum(['raw', 'qcow2']))

const DiskRecord = z.object({
  name: z.string(),
  format: z.enum(['raw', 'qcow2']),
  sizeBytes: z.int(),
  readOnly: z.boolean(),
  device: z.enum(['disk', 'cdrom']),
  /** Of a disk that is no file in the directory. */
  path: z.string().optional(),
  block: z.boolean().optional(),
  rbd: z
    .object({
      pool: z.string(),
      image: z.string(),
      user: z.string(),
      monitors: z.array(z.object({ host: z.string(), port: z.int() })),
      configPath: z.string().optional(),
      secretUuid: z.string().optional(),
    })
    .optional(),
})

/** `disks.json`: what `create` made. Written last, so that its presence says that all is there; names, not paths. */
const Manifest = z.object({
  version: z.literal(1),
  root: DiskRecord,
  ephemerals: z.array(DiskRecord),
  swap: DiskRecord.optional(),
  configDrive: DiskRecord.optional(),
  kernel: z.boolean(),
  ramdisk: z.boolean(),
})

export const kernelName = 'kernel'
export const ramdiskName = 'ramdisk'
export const consoleName = 'console.log'
const diskInfoName = 'disk.info'

/** Which of a server's two sets of disks: its own, or those it is rescued with. */
export type DiskSet = '' | '.rescue'

const manifestName = (set: DiskSet): string => `disks${set}.json`

/** Records what a server's directory holds: `disk.info` for all who know Nova, then the manifest. */
export async function writeManifest(directory: string, disks: ServerDisks, set: DiskSet = ''): Promise<void> {
  const all = disksOf(disks)
  const others = await readManifest(directory, set === '' ? '.rescue' : '')
  await writeDiskInfo(directory, others === undefined ? all : [...disksOf(others), ...all])
  const record = (disk: Disk): z.infer<typeof DiskRecord> => {
    const { path, block, rbd, ...rest } = disk
    const elsewhere = block === true || rbd !== undefined
    return {
      ...rest,
      ...(elsewhere ? { path } : {}),
      ...(block === undefined ? {} : { block }),
      ...(rbd === undefined ? {} : { rbd: { ...rbd, monitors: [...rbd.monitors] } }),
    }
  }
  const manifest: z.infer<typeof Manifest> = {
    version: 1,
    root: record(disks.root),
    ephemerals: disks.ephemerals.map(record),
    ...(disks.swap === undefined ? {} : { swap: record(disks.swap) }),
    ...(disks.configDrive === undefined ? {} : { configDrive: record(disks.configDrive) }),
    kernel: disks.kernelPath !== undefined,
    ramdisk: disks.ramdiskPath !== undefined,
  }
  await writeWhole(join(directory, manifestName(set)), `${JSON.stringify(manifest)}\n`, 0o600)
}

/** Takes the rescue disks out of the record, manifest first: what is not recorded is made again or removed. */
export async function dropManifest(directory: string, set: DiskSet): Promise<void> {
  await rm(join(directory, manifestName(set)), { force: true })
  const rest = await readManifest(directory, set === '' ? '.rescue' : '')
  if (rest !== undefined) await writeDiskInfo(directory, disksOf(rest))
}

/** All of them, in the order of their kinds. */
export const disksOf = (disks: ServerDisks): Disk[] =>
  [disks.root, ...disks.ephemerals, disks.swap, disks.configDrive].filter((one) => one !== undefined)

function writeDiskInfo(directory: string, disks: readonly Disk[]): Promise<void> {
  const info = Object.fromEntries(disks.map((disk) => [disk.path, disk.format]))
  return writeWhole(join(directory, diskInfoName), JSON.stringify(info))
}

/** @returns undefined when `create` has not finished there. */
export async function readManifest(directory: string, set: DiskSet = ''): Promise<ServerDisks | undefined> {
  const text = await readFile(join(directory, manifestName(set)), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  if (text === undefined) return undefined
  const manifest = Manifest.parse(JSON.parse(text))
  const disk = ({ block, rbd, ...record }: z.infer<typeof DiskRecord>): Disk => ({
    ...record,
    path: record.path ?? join(directory, record.name),
    ...(block === undefined ? {} : { block }),
    ...(rbd === undefined ? {} : { rbd: toSource(rbd) }),
  })
  return {
    root: disk(manifest.root),
    ephemerals: manifest.ephemerals.map(disk),
    ...(manifest.swap === undefined ? {} : { swap: disk(manifest.swap) }),
    ...(manifest.configDrive === undefined ? {} : { configDrive: disk(manifest.configDrive) }),
    ...(manifest.kernel ? { kernelPath: join(directory, `${kernelName}${set}`) } : {}),
    ...(manifest.ramdisk ? { ramdiskPath: join(directory, `${ramdiskName}${set}`) } : {}),
    consoleLogPath: join(directory, consoleName),
  }
}

function toSource({ secretUuid, configPath, ...rbd }: NonNullable<z.infer<typeof DiskRecord>['rbd']>): RbdSource {
  return {
    ...rbd,
    ...(configPath === undefined ? {} : { configPath }),
    ...(secretUuid === undefined ? {} : { secretUuid }),
  }
}

/** A directory that Nova made: its `disk.info` and the files that are there. */
export async function readNovaDirectory(directory: string): Promise<ServerDisks | undefined> {
  const text = await readFile(join(directory, diskInfoName), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const formats = DiskInfo.parse(JSON.parse(text))
  const disks = new Map<string, Disk>()
  for (const [path, format] of Object.entries(formats)) {
    if (dirname(path) !== directory) continue
    const name = basename(path)
    const sizeBytes = await virtualSizeOf(path, format)
    const configDrive = name === 'disk.config'
    disks.set(name, { name, path, format, sizeBytes, readOnly: configDrive, device: configDrive ? 'cdrom' : 'disk' })
  }
  const root = disks.get('disk')
  if (root === undefined) return undefined
  const [swap, configDrive] = [disks.get('disk.swap'), disks.get('disk.config')]
  const kernelPath = await ifThere(join(directory, kernelName))
  const ramdiskPath = await ifThere(join(directory, ramdiskName))
  return {
    root,
    ephemerals: [...disks.values()].filter((disk) => /^disk\.(local|eph\d+)$/.test(disk.name)),
    ...(swap === undefined ? {} : { swap }),
    ...(configDrive === undefined ? {} : { configDrive }),
    ...(kernelPath === undefined ? {} : { kernelPath }),
    ...(ramdiskPath === undefined ? {} : { ramdiskPath }),
    consoleLogPath: join(directory, consoleName),
  }
}

/** What a guest sees of a disk of ours, in bytes. */
export async function virtualSizeOf(path: string, format: 'raw' | 'qcow2'): Promise<number> {
  if (format === 'raw') return (await stat(path)).size
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0)
  if (bytesRead < 32 || buffer.toString('latin1', 0, 4) !== 'QFI\xfb') throw new Error(`${path} is not a qcow2 file`)
  return Number(buffer.readBigUInt64BE(24))
}

async function ifThere(path: string): Promise<string | undefined> {
  try {
    await stat(path)
    return path
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
