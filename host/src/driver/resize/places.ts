import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ServerId } from '@kilonova/core'
import { z } from 'zod'
import { isMissing, syncPath, writeWhole } from '../../images/files.ts'
import type { ServerFiles } from '../../images/server-files.ts'

// A server that moves has up to three directories; a rename makes one of them another, and never two at once.
//
//   source:       <uuid> ──guest is off──▶ <uuid>_resize ──restored──▶ <uuid>    (confirmed: removed)
//   destination:  <uuid>_incoming ──all is there──▶ <uuid>                       (abandoned: removed)
//
// Both may be one host, or one file system. So each directory carries a mark that names its migration, and nothing is
// renamed or removed on the word of a request alone.

export interface Places {
  /** Where the server's files are when it is here. */
  readonly own: string
  /** Where the source puts them aside. */
  readonly aside: string
  /** Where they gather at the destination. */
  readonly incoming: string
}

export function placesOf(files: Pick<ServerFiles, 'directoryOf'>, serverId: ServerId): Places {
  const own = files.directoryOf(serverId)
  return { own, aside: `${own}_resize`, incoming: `${own}_incoming` }
}

const Departing = z.strictObject({
  version: z.literal(1),
  migrationId: z.string(),
  /** Disks in Ceph that the destination makes anew. */
  leftInCeph: z.array(z.string()).optional(),
})
const Incoming = z.strictObject({
  version: z.literal(1),
  migrationId: z.string(),
  ticket: z.string(),
  /** All files have come; from here on they are changed and must not be brought again. */
  received: z.boolean(),
  /** What the source writes on disks in Ceph, and whether it was seen there. */
  probe: z.string().optional(),
  seenInCeph: z.boolean().optional(),
})
export type Incoming = z.infer<typeof Incoming>
const Arrived = z.strictObject({ version: z.literal(1), migrationId: z.string() })

/** In the source's directory: it leaves, or has left, with this migration. */
export const departing = mark('departing.json', Departing)
/** In the destination's directory while it fills. */
export const incoming = mark('incoming.json', Incoming)
/** In the destination's directory once it is the server's: which migration brought it. */
export const arrived = mark('arrived.json', Arrived)

function mark<S extends z.ZodType>(name: string, schema: S) {
  return {
    name,
    async read(directory: string): Promise<z.output<S> | undefined> {
      try {
        return schema.parse(JSON.parse(await readFile(join(directory, name), 'utf8')))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw new Error(`${name} of ${directory} cannot be read`, { cause: error })
      }
    },
    async write(directory: string, value: z.input<S>): Promise<void> {
      await writeWhole(join(directory, name), JSON.stringify(value), 0o600)
      await syncPath(directory)
    },
    remove: (directory: string): Promise<void> => rm(join(directory, name), { force: true }),
  }
}
