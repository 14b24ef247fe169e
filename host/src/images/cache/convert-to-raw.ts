import { rm, stat } from 'node:fs/promises'
import type { ImageSpec } from '@kilonova/core'
import { convertImage, type QemuFormat } from '../../programs/qemu-img.ts'
import { ProgramError } from '../../programs/run-program.ts'
import { harmlessBytes, maxExpansion } from '../inspect/image-facts.ts'
import type { InspectedImage } from '../inspect/inspect-image.ts'
import { refuse } from '../inspect/refusal.ts'
import type { JobOptions } from './shared-jobs.ts'

const qemuNames = {
  raw: 'raw',
  iso: 'raw',
  qcow2: 'qcow2',
  vmdk: 'vmdk',
  vhd: 'vpc',
  vhdx: 'vhdx',
  vdi: 'vdi',
  ploop: 'parallels',
} as const satisfies Record<InspectedImage['format'], QemuFormat>

const watchEveryMs = 250

/**
 * Unpacks an inspected image. Formats whose tables the inspection does not walk could still grow beyond measure: the
 * result is watched, and ended when it does.
 * @throws {Fault} `imageRefused` when qemu-img cannot read it or it grows too much; `noSpace`.
 */
export async function convertToRaw(
  image: ImageSpec,
  from: string,
  to: string,
  found: InspectedImage,
  { signal, onProgress }: Required<JobOptions>,
): Promise<void> {
  await rm(to, { force: true })
  const tooLarge = new AbortController()
  const allowed = Math.max(harmlessBytes, found.fileSizeBytes * maxExpansion)
  const watch = setInterval(() => {
    void allocatedBytes(to).then((bytes) => {
      if (bytes > allowed) {
        tooLarge.abort(refuse('bomb', `fills more than ${Math.floor(allowed / 2 ** 20)} MiB when it is unpacked`))
      }
      return bytes
    })
  }, watchEveryMs)
  try {
    await convertImage(
      {
        from: { path: from, format: qemuNames[found.format] },
        to: { path: to, format: 'raw' },
        virtualSizeBytes: found.virtualSizeBytes,
        onPercent: (percent) =>
          onProgress({
            label: `converting image ${image.name}`,
            done: Math.round(percent),
            total: 100,
            unit: 'percent',
          }),
      },
      { signal: AbortSignal.any([signal, tooLarge.signal]) },
    )
  } catch (error) {
    if (error instanceof ProgramError) {
      throw refuse('corrupt', `${image.name} could not be read by qemu-img`, undefined, error)
    }
    throw error
  } finally {
    clearInterval(watch)
  }
}

async function allocatedBytes(path: string): Promise<number> {
  try {
    return (await stat(path)).blocks * 512
  } catch {
    return 0 // Not begun yet.
  }
}
