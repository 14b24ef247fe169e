import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { HostAnswer, ServerSpec } from '@kilonova/core'
import { makeDirectory, syncPath, writeWhole } from '../../images/files.ts'
import { hashOfTicket } from '../../transfer/offers.ts'
import type { DriverParts, OperationOptions } from '../parts.ts'
import { incoming, placesOf } from './places.ts'

/**
 * Makes the place at the destination: a directory, and a ticket that only we know. The probe lies in the directory:
 * whoever shares our file system sees it.
 */
export async function prepareMigration(
  parts: DriverParts,
  { spec, migrationId }: { readonly spec: ServerSpec; readonly migrationId: string },
  { signal }: OperationOptions,
): Promise<HostAnswer<'prepareMigration'>> {
  const places = placesOf(parts.files, spec.id)
  const before = await readyDirectory(places.incoming, migrationId)
  signal.throwIfAborted()
  const ticket = before?.ticket ?? randomBytes(32).toString('base64url')
  const text = before?.probe ?? randomBytes(16).toString('hex')
  if (before === undefined) {
    await incoming.write(places.incoming, { version: 1, migrationId, ticket, received: false, probe: text })
  }
  const probe = { name: `${basename(places.incoming)}/probe`, text }
  await writeWhole(join(dirname(places.incoming), probe.name), probe.text, 0o600)
  const ceph = parts.files.ceph?.settings
  return {
    ticketSha256: hashOfTicket(ticket),
    probe,
    incomingDirectory: places.incoming,
    ...(ceph === undefined ? {} : { ceph: { fsid: ceph.fsid, pool: ceph.pool } }),
  }
}

/** What an earlier migration left is removed; what this one has begun is gone on with. */
async function readyDirectory(directory: string, migrationId: string) {
  const before = await incoming.read(directory).catch(() => undefined)
  if (before?.migrationId === migrationId) return before
  await rm(directory, { recursive: true, force: true })
  await makeDirectory(directory, 0o711)
  await syncPath(dirname(directory))
  return undefined
}
