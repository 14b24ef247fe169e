import { rm } from 'node:fs/promises'
import { Fault, type ImageSpec } from '@kilonova/core'
import { removeJournal } from '../../transfer/receive-journal.ts'
import { virtualSizeOf } from '../disk-info.ts'
import { publish } from './fetch-base.ts'
import type { JobOptions } from './shared-jobs.ts'
import type { Sidecar } from './sidecar.ts'
import { clusterSizeOf } from './used-bases.ts'

/**
 * Brings a base as another host of this cloud has it, checked on its way, to the path; told apart by its format, since it
 * may not be the image as it was uploaded.
 */
export interface LastResort {
  readonly format: 'raw' | 'qcow2'
  readonly bring: (path: string, job: Required<JobOptions>) => Promise<void>
}

/**
 * Takes such a base into the cache, for the owner of its lock. What came before a failure is gone on with, unless it was
 * for want of space: others need that now.
 */
export async function adoptBase(
  image: ImageSpec,
  path: string,
  { format, bring }: LastResort,
  job: Required<JobOptions>,
): Promise<Sidecar> {
  const arriving = `${path}.adopted`
  try {
    await bring(arriving, job)
  } catch (error) {
    if (error instanceof Fault && error.kind === 'noSpace') {
      await Promise.all([rm(arriving, { force: true }), removeJournal(arriving)])
    }
    throw error
  }
  const [virtualSizeBytes, clusterSizeBytes] = await Promise.all([
    virtualSizeOf(arriving, format),
    format === 'qcow2' ? clusterSizeOf(arriving) : undefined,
  ])
  const found = { virtualSizeBytes, ...(clusterSizeBytes === undefined ? {} : { clusterSizeBytes }) }
  return publish(image, path, { path: arriving, format, found })
}
