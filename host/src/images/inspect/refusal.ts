import { Fault } from '@kilonova/core'
import type { ByteReader } from './reader.ts'

/**
 * An image that no tool may open.
 * @param why completes "the image …": `has a backing file (…)`.
 */
export function refuse(reason: RefusalReason, why: string, next?: string, cause?: unknown): Fault {
  return new Fault('imageRefused', `the image ${why}`, {
    ...(cause === undefined ? {} : { cause }),
    next: next ?? 'upload a self-contained image that qemu-img check accepts',
    fields: { reason },
  })
}

/** One word for each reason, for programs and tests. */
export type RefusalReason =
  | 'backing-file'
  | 'data-file'
  | 'foreign-extent'
  | 'unknown-feature'
  | 'encrypted'
  | 'corrupt'
  | 'cut-short'
  | 'lying-header'
  | 'too-large'
  | 'internal-snapshots'
  | 'bomb'
  | 'wrong-format'
  | 'ambiguous'
  | 'unsupported'
  | 'empty'

/** Reads exactly `length` bytes, or refuses the image as cut short. */
export async function need(reader: ByteReader, offset: number, length: number, what: string): Promise<Buffer> {
  if (!Number.isSafeInteger(offset) || offset < 0) throw refuse('lying-header', `puts its ${what} at an absurd offset`)
  const bytes = await reader.read(offset, length)
  if (bytes.length < length) {
    throw refuse('cut-short', `is cut short: its ${what} ends beyond the file's ${reader.sizeBytes} bytes`)
  }
  return bytes
}

/** A 64-bit number of a header as a safe integer, or a refusal: no real image is larger than 8 PiB. */
export function safe(value: bigint, what: string): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw refuse('lying-header', `claims an absurd ${what} (${value})`)
  }
  return Number(value)
}

/** Refuses a table or area that does not lie wholly in the file. */
export function within(reader: ByteReader, offset: number, length: number, what: string): void {
  if (offset < 0 || length < 0 || offset + length > reader.sizeBytes) {
    throw refuse(
      'lying-header',
      `puts its ${what} (${length} bytes at ${offset}) beyond its end at ${reader.sizeBytes}`,
    )
  }
}

/** Text of a header for a message: printable, quoted and short. */
export function quote(bytes: Buffer | string): string {
  const text = typeof bytes === 'string' ? bytes : bytes.toString('latin1')
  const cut = text.length > 120 ? `${text.slice(0, 120)}…` : text
  return JSON.stringify(cut.replaceAll(/[^\x20-\x7e…]/g, '?'))
}
