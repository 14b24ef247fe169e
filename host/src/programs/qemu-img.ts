import { z } from 'zod'
import { runProgram } from './run-program.ts'

/** The formats as qemu-img names them. */
export type QemuFormat = 'raw' | 'qcow2' | 'vmdk' | 'vpc' | 'vhdx' | 'vdi' | 'parallels'

export interface QemuImgOptions {
  readonly signal: AbortSignal
}

/** Limits on qemu-img where it reads what a user uploaded. Source of the figures: Nova's images_*_limit settings. */
const cpuSeconds = 30
const addressSpaceBytes = 2 * 2 ** 30

const limited = { cpuSeconds, addressSpaceBytes } as const

export interface CreateOverlay {
  readonly path: string
  /** What the guest will see, in bytes. */
  readonly sizeBytes: number
  readonly backing?: { readonly path: string; readonly format: 'raw' | 'qcow2' }
  /** The base's own cluster size, so that copy-on-write copies no more than one cluster of either; else QEMU's default. */
  readonly clusterSizeBytes?: number
}

/** An empty qcow2 file, or an overlay on a base whose format is said and never guessed. */
export async function createQcow2(overlay: CreateOverlay, { signal }: QemuImgOptions): Promise<void> {
  const options = [
    ...(overlay.backing === undefined
      ? []
      : [`backing_file=${quoteOption(fileName(overlay.backing.path))}`, `backing_fmt=${overlay.backing.format}`]),
    ...(overlay.clusterSizeBytes === undefined ? [] : [`cluster_size=${overlay.clusterSizeBytes}`]),
  ]
  await runProgram(
    'qemu-img',
    [
      'create',
      '-q',
      '-f',
      'qcow2',
      ...(options.length === 0 ? [] : ['-o', options.join(',')]),
      fileName(overlay.path),
      String(overlay.sizeBytes),
    ],
    { ...limited, signal, writesTo: overlay.path },
  )
}

export interface Convert {
  readonly from: { readonly path: string; readonly format: QemuFormat }
  readonly to: { readonly path: string; readonly format: 'raw' | 'qcow2' }
  /** The converted data's size, on which the time limits depend. */
  readonly virtualSizeBytes: number
  /** Part done, 0 to 100. */
  readonly onPercent?: (percent: number) => void
  /** Only for qcow2: smaller and slower. */
  readonly compress?: boolean
  /** The target is there already, e.g. a block device: it is filled and not made. */
  readonly intoExisting?: boolean
}

/**
 * Copies an image into another format; zeros become holes. The result is not yet on stable storage.
 * The CPU limit grows with the size: what is honest work for 100 GiB is an attack for 1 MiB.
 */
export async function convertImage(
  convert: Convert,
  { signal }: QemuImgOptions,
  run: typeof runProgram = runProgram,
): Promise<void> {
  const gib = Math.ceil(convert.virtualSizeBytes / 2 ** 30)
  await run(
    'qemu-img',
    [
      'convert',
      ...(convert.onPercent === undefined ? [] : ['-p']),
      ...(convert.compress === true ? ['-c'] : []),
      ...(convert.intoExisting === true ? ['-n'] : []),
      '-f',
      convert.from.format,
      '-O',
      convert.to.format,
      fileName(convert.from.path),
      fileName(convert.to.path),
    ],
    {
      signal,
      writesTo: convert.to.path,
      addressSpaceBytes,
      cpuSeconds: cpuSeconds + 30 * gib,
      timeoutMs: 600_000 + gib * 120_000,
      ...(convert.onPercent === undefined ? {} : { onLine: percentLines(convert.onPercent) }),
    },
  )
}

/** Grows a disk; never shrinks it. */
export async function growImage(
  image: { readonly path: string; readonly format: 'raw' | 'qcow2' },
  sizeBytes: number,
  { signal }: QemuImgOptions,
): Promise<void> {
  await runProgram('qemu-img', ['resize', '-q', '-f', image.format, fileName(image.path), String(sizeBytes)], {
    ...limited,
    signal,
    writesTo: image.path,
  })
}

const Extents = z.array(z.object({ start: z.int(), length: z.int(), data: z.boolean(), zero: z.boolean() }))

/** Which parts of a raw file hold something; the rest are holes. A guest may have it open. */
export async function dataExtents(
  path: string,
  { signal }: QemuImgOptions,
): Promise<{ readonly start: number; readonly length: number }[]> {
  const args = ['map', '-U', '-f', 'raw', '--output=json', fileName(path)]
  const { stdout } = await runProgram('qemu-img', args, { ...limited, signal })
  return Extents.parse(JSON.parse(stdout)).filter((extent) => extent.data && !extent.zero)
}

/** Says anew what an overlay lies on; its own clusters stay. For a base of the same content at another place. */
export async function renameBacking(
  path: string,
  backing: { readonly path: string; readonly format: 'raw' | 'qcow2' },
  { signal }: QemuImgOptions,
): Promise<void> {
  const args = ['-u', '-f', 'qcow2', '-F', backing.format, '-b', fileName(backing.path), fileName(path)]
  await runProgram('qemu-img', ['rebase', ...args], { ...limited, signal, writesTo: path })
}

/** Copies into an overlay what it has of its base, so that it stands alone. */
export async function mergeBacking(path: string, virtualSizeBytes: number, { signal }: QemuImgOptions): Promise<void> {
  const gib = Math.ceil(virtualSizeBytes / 2 ** 30)
  await runProgram('qemu-img', ['rebase', '-f', 'qcow2', '-b', '', fileName(path)], {
    signal,
    writesTo: path,
    addressSpaceBytes,
    cpuSeconds: cpuSeconds + 30 * gib,
    timeoutMs: 600_000 + gib * 120_000,
  })
}

/** The first bytes that a guest sees of a disk. */
export async function readDiskHead(
  disk: { readonly path: string; readonly format: 'raw' | 'qcow2' },
  to: string,
  { signal }: QemuImgOptions,
): Promise<void> {
  const args = ['-f', disk.format, '-O', 'raw', 'bs=8192', 'count=1', `if=${fileName(disk.path)}`, `of=${fileName(to)}`]
  await runProgram('qemu-img', ['dd', ...args], { ...limited, signal, writesTo: to })
}

/** qemu-img takes `rbd:…` or `json:…` for a protocol; after a leading slash a colon means nothing to it. */
function fileName(path: string): string {
  if (!path.startsWith('/')) throw new Error(`not an absolute path: ${path}`)
  return path
}

/** A comma ends an option's value unless it is doubled. */
const quoteOption = (value: string): string => value.replaceAll(',', ',,')

function percentLines(onPercent: (percent: number) => void): (line: string) => void {
  return (line) => {
    const match = /\(([0-9.]+)\/100%\)/.exec(line)
    if (match?.[1] !== undefined) onPercent(Number(match[1]))
  }
}
