import { createHash, timingSafeEqual } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isMissing, syncPath, writeWhole } from '../images/files.ts'

/**
 * What one server's source lets one destination read, for one migration: kept in the server's directory, so that it
 * lives through a restart of the agent and ends with the directory or the migration. The ticket itself is known to the
 * destination alone; here is its SHA-256.
 */
export const Offer = z.strictObject({
  version: z.literal(1),
  migrationId: z.uuid(),
  /** The host that may read: the name in its certificate. */
  destination: z.string(),
  ticketSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Name for the destination → absolute path, or a path relative to the server's directory. */
  files: z.record(z.string(), z.string()),
})
export type Offer = z.infer<typeof Offer>

const fileName = 'offer.json'

export async function writeOffer(directory: string, offer: Offer): Promise<void> {
  await writeWhole(join(directory, fileName), JSON.stringify(offer), 0o600)
  await syncPath(directory)
}

export async function readOffer(directory: string): Promise<Offer | undefined> {
  try {
    return Offer.parse(JSON.parse(await readFile(join(directory, fileName), 'utf8')))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new Error(`${fileName} of ${directory} cannot be read`, { cause: error })
  }
}

export const removeOffer = (directory: string): Promise<void> => rm(join(directory, fileName), { force: true })

export const hashOfTicket = (ticket: string): string => createHash('sha256').update(ticket).digest('hex')

/** Whether this peer with this ticket is the one that the offer was made to. */
export function isFor(offer: Offer, peer: string, ticket: string): boolean {
  const told = Buffer.from(hashOfTicket(ticket), 'hex')
  return offer.destination === peer && timingSafeEqual(told, Buffer.from(offer.ticketSha256, 'hex'))
}
