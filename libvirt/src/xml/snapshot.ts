import { domainXml } from './domain/domain.ts'
import { diskSourceXml } from './domain/disk.ts'
import { integer, oneZero, text, word } from './field.ts'
import { list, one } from './nested.ts'
import { type ElementType, type Input, type Read, record } from './record.ts'

/** The guest inside a snapshot; that of an old snapshot can be its UUID alone. */
const keptDomainFields = { ...domainXml.fields, type: text('@type'), name: text('name') }
export interface KeptDomainXml extends Read<typeof keptDomainFields> {}
export interface KeptDomainXmlInput extends Input<typeof keptDomainFields> {}
const keptDomainXml: ElementType<KeptDomainXml, KeptDomainXmlInput> = record('domain', keptDomainFields)

const snapshotDiskXml = record('disk', {
  /** Target (`vda`) or path of the disk. */
  name: text('@name'),
  snapshot: word<'no' | 'internal' | 'external' | 'manual'>('@snapshot'),
  type: word<'file' | 'block' | 'network'>('@type'),
  format: text('driver@type'),
  /** The new top image of an external snapshot. */
  source: one('source', diskSourceXml),
})

const domainSnapshotFields = {
  name: text('name'),
  description: text('description'),
  state: word<'running' | 'paused' | 'shutoff' | 'disk-snapshot' | 'blocked' | 'crashed' | 'pmsuspended'>('state'),
  parent: text('parent/name'),
  /** Seconds since 1970. */
  createdAtSec: integer('creationTime'),
  memory: word<'no' | 'internal' | 'external'>('memory@snapshot'),
  memoryFile: text('memory@file'),
  disks: list('disks/disk', snapshotDiskXml),
  /** The guest as it was. */
  domain: one('domain', keptDomainXml),
  inactiveDomain: one('inactiveDomain', keptDomainXml),
  /** Only when redefining. */
  active: oneZero('active'),
}
export interface DomainSnapshotXml extends Read<typeof domainSnapshotFields> {}
export interface DomainSnapshotXmlInput extends Input<typeof domainSnapshotFields> {}
export const domainSnapshotXml: ElementType<DomainSnapshotXml, DomainSnapshotXmlInput, typeof domainSnapshotFields> =
  record('domainsnapshot', domainSnapshotFields)

const checkpointDiskXml = record('disk', {
  name: text('@name'),
  checkpoint: word<'no' | 'bitmap'>('@checkpoint'),
  bitmap: text('@bitmap'),
  /** Bytes that changed since; only when asked for. */
  sizeBytes: integer('@size'),
})

const domainCheckpointFields = {
  name: text('name'),
  description: text('description'),
  parent: text('parent/name'),
  createdAtSec: integer('creationTime'),
  disks: list('disks/disk', checkpointDiskXml),
  domain: one('domain', keptDomainXml),
}
export interface DomainCheckpointXml extends Read<typeof domainCheckpointFields> {}
export interface DomainCheckpointXmlInput extends Input<typeof domainCheckpointFields> {}
export const domainCheckpointXml: ElementType<
  DomainCheckpointXml,
  DomainCheckpointXmlInput,
  typeof domainCheckpointFields
> = record('domaincheckpoint', domainCheckpointFields)

const backupDiskXml = record('disk', {
  name: text('@name'),
  backup: word<'yes' | 'no'>('@backup'),
  type: word<'file' | 'block'>('@type'),
  mode: word<'full' | 'incremental'>('@backupmode'),
  incrementalFrom: text('@incremental'),
  exportName: text('@exportname'),
  exportBitmap: text('@exportbitmap'),
  format: text('driver@type'),
  /** Of a push backup: where the copy goes. */
  target: one('target', diskSourceXml),
  /** Of a pull backup: where what the guest writes meanwhile is kept. */
  scratch: one('scratch', diskSourceXml),
})

const domainBackupFields = {
  mode: word<'push' | 'pull'>('@mode'),
  id: integer('@id'),
  incrementalFrom: text('incremental'),
  serverTransport: word<'tcp' | 'unix'>('server@transport'),
  serverName: text('server@name'),
  serverPort: integer('server@port'),
  serverSocket: text('server@socket'),
  serverTls: word<'yes' | 'no'>('server@tls'),
  disks: list('disks/disk', backupDiskXml),
}
export interface DomainBackupXml extends Read<typeof domainBackupFields> {}
export interface DomainBackupXmlInput extends Input<typeof domainBackupFields> {}
/** A backup to begin, or that runs. */
export const domainBackupXml: ElementType<DomainBackupXml, DomainBackupXmlInput, typeof domainBackupFields> = record(
  'domainbackup',
  domainBackupFields,
)
