import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { chain, Fault, type Log } from '@kilonova/core'
import { exists } from '../images/files.ts'
import { explainNoSpace } from '../programs/no-space.ts'
import type { FileFacts } from './file-facts.ts'
import { FrameError, FrameReader } from './frames.ts'
import { type Interval, lengthOf, within, without } from './intervals.ts'
import { journalPath, ReceiveJournal, removeJournal } from './receive-journal.ts'
import { PartWriter } from './part-writer.ts'
import { streamPart } from './stream-part.ts'
import { askFacts, TransferRefused, type TransferSource } from './transfer-source.ts'

export interface ReceiveFile {
  readonly source: TransferSource
  /** The file's name in the offer. */
  readonly name: string
  /** Where it is to be; what lies there of an earlier try is gone on with. */
  readonly path: string
  /** What the source told of it; asked for when absent. */
  readonly facts?: FileFacts
  readonly signal: AbortSignal
  /** How long the source may be out of reach, without any byte, before this is given up. */
  readonly patienceMs: number
  /** Bytes of the file that have come, holes not counted. */
  readonly onBytes: (more: number) => void
  readonly log: Log
}

/** More streams do not help one pair of hosts: the cipher of one fills a core. */
const streams = 2

/**
 * Brings one file from its source: only what is filled travels, and holes stay holes. A broken connection, and the death
 * of either side, cost what was under way at that moment. It resolves when all bytes are on stable storage and were what
 * the source read.
 * @throws {Fault} `noSpace`, `hostAway` when the source stays out of reach, `cancelled`.
 */
export async function receiveFile(job: ReceiveFile): Promise<void> {
  const patience = new Patience(job)
  try {
    const facts = job.facts ?? (await patience.through(() => askFacts(job.source, job.name, job.signal)))
    await receiveVersion(job, facts, patience)
  } catch (error) {
    throw await explainNoSpace(error, job.path)
  }
}

async function receiveVersion(job: ReceiveFile, facts: FileFacts, patience: Patience): Promise<void> {
  // A power cut may have kept the journal and not the file.
  if (!(await exists(job.path))) await removeJournal(job.path)
  await using journal = await ReceiveJournal.open(journalPath(job.path), facts.version)
  await using file = await open(job.path, journal.had.length === 0 ? 'w+' : 'r+', 0o600)
  await file.truncate(facts.sizeBytes)
  const had: Interval[] = [...journal.had]
  job.onBytes(Math.min(facts.filledBytes, lengthOf(had)))
  const parts = partsOf(facts).filter((part) => without(part, within(had, part)).length > 0)
  const failing = new AbortController()
  const signal = AbortSignal.any([job.signal, failing.signal])
  const work = async (): Promise<void> => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
      for (const rest of without(part, within(had, part))) {
        await receivePart({ ...job, signal }, { facts, file, journal, patience, part: rest })
      }
    }
  }
  const ended = await Promise.allSettled(
    Array.from({ length: Math.min(streams, parts.length) }, () =>
      work().catch((error: unknown) => {
        failing.abort(error)
        throw error
      }),
    ),
  )
  if (failing.signal.aborted) throw failing.signal.reason
  if (ended.some((one) => one.status === 'rejected')) throw new Error(`${job.name} did not arrive`)
  await file.datasync()
  await journal[Symbol.asyncDispose]().catch(() => undefined)
  await removeJournal(job.path)
}

const partsOf = ({ cuts, sizeBytes }: FileFacts): Interval[] => {
  const edges = [0, ...cuts, sizeBytes]
  return edges.slice(1).map((to, index) => ({ from: edges[index] ?? 0, to }))
}

interface PartWork {
  readonly facts: FileFacts
  readonly file: FileHandle
  readonly journal: ReceiveJournal
  readonly patience: Patience
  readonly part: Interval
}

/** One part, however many connections it takes; each goes on at the last checkpoint that came. */
async function receivePart(job: ReceiveFile, { facts, file, journal, patience, part }: PartWork): Promise<void> {
  let at = part.from
  while (at < part.to) {
    at = await patience.through(async () => {
      const writer = new PartWriter(file, journal, at)
      const reader = new FrameReader(at, part.to, {
        data: (offset, bytes) => {
          job.onBytes(bytes.length)
          return writer.push(offset, bytes)
        },
        checkpoint: (offset) => {
          patience.progress()
          return writer.checkpoint(offset)
        },
      })
      const asked = { from: at, to: part.to, version: facts.version }
      try {
        await streamPart(job.source, job.name, asked, (piece) => reader.push(piece), job.signal)
        if (!reader.isWhole) throw new Error(`the source ended the stream at ${reader.covered} of ${part.to}`)
      } finally {
        await writer.finish()
        at = reader.covered
      }
      return at
    })
  }
}

/** Tries again while the source is away, for a while; each byte that came begins the while anew. */
class Patience {
  readonly #job: ReceiveFile
  #since = performance.now()

  constructor(job: ReceiveFile) {
    this.#job = job
  }

  progress(): void {
    this.#since = performance.now()
  }

  async through<T>(work: () => Promise<T>): Promise<T> {
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1000)) {
      try {
        const result = await work()
        this.progress()
        return result
      } catch (error) {
        this.#job.signal.throwIfAborted()
        if (isFinal(error)) throw error
        if (performance.now() - this.#since > this.#job.patienceMs) throw awayFault(this.#job, error)
        this.#job.log.info('receiving a disk is resumed', { name: this.#job.name, error: chain(error) })
        await sleep(pauseMs, undefined, { signal: this.#job.signal })
      }
    }
  }
}

const localCodes = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EFBIG', 'ENOENT', 'EACCES'])

function isFinal(error: unknown): boolean {
  // Its bytes changed on the way through TLS: what else is wrong nobody knows.
  if (error instanceof FrameError) return true
  if (error instanceof TransferRefused) return error.status >= 400 && error.status < 500
  return error instanceof Error && 'code' in error && localCodes.has(String(error.code))
}

const awayFault = ({ name, source, patienceMs }: ReceiveFile, cause: unknown): Fault =>
  new Fault('hostAway', `${name} did not arrive: ${source.base} sent nothing for ${Math.round(patienceMs / 1000)} s`, {
    cause,
    next: 'check the network between the two hosts, and that the agent of the source runs',
  })
