import { randomBytes } from 'node:crypto'
import type { ServerSpec } from '@kilonova/core'
import { networkData } from './network-data.ts'

/** Versions of the OpenStack metadata format, oldest first. Source: nova-facts 3.8. */
export const openstackVersions = [
  '2012-08-10',
  '2013-04-04',
  '2013-10-17',
  '2015-10-15',
  '2016-06-30',
  '2016-10-06',
  '2017-02-22',
  '2018-08-27',
  '2020-10-14',
  '2025-04-04',
  'latest',
] as const
type OpenstackVersion = (typeof openstackVersions)[number]

const ec2Versions = ['2009-04-04', 'latest'] as const

const since = (version: OpenstackVersion, first: OpenstackVersion): boolean =>
  openstackVersions.indexOf(version) >= openstackVersions.indexOf(first)

/** A file of the drive: its path below the drive's root, and its bytes. */
export interface DriveFile {
  readonly path: string
  readonly content: Buffer
}

/**
 * All that a guest reads about itself, as files: `openstack/<version>/…` and `ec2/<version>/…`.
 * @param seed 512 random bytes that the guest adds to its entropy; given so that tests can compare.
 */
export function metadataFiles(spec: ServerSpec, seed: Buffer = randomBytes(512)): DriveFile[] {
  const userData = spec.userDataBase64 === undefined ? undefined : Buffer.from(spec.userDataBase64, 'base64')
  return [
    ...openstackVersions.flatMap((version) => openstackFiles(spec, version, userData, seed)),
    ...spec.injectedFiles.map(({ contentBase64 }, index) => ({
      path: `openstack${contentPath(index)}`,
      content: Buffer.from(contentBase64, 'base64'),
    })),
    ...ec2Versions.flatMap((version) => ec2Files(spec, version, userData)),
  ]
}

/** Of an injected file, below `openstack`. Source: OpenStack's metadata format. */
const contentPath = (index: number): string => `/content/${String(index).padStart(4, '0')}`

const json = (path: string, value: unknown): DriveFile => ({ path, content: Buffer.from(JSON.stringify(value)) })

function openstackFiles(
  spec: ServerSpec,
  version: OpenstackVersion,
  userData: Buffer | undefined,
  seed: Buffer,
): DriveFile[] {
  const at = `openstack/${version}`
  return [
    json(`${at}/meta_data.json`, openstackMetadata(spec, version, seed)),
    ...(userData === undefined ? [] : [{ path: `${at}/user_data`, content: userData }]),
    ...(since(version, '2013-10-17') ? [json(`${at}/vendor_data.json`, {})] : []),
    ...(since(version, '2016-10-06') ? [json(`${at}/vendor_data2.json`, { static: {} })] : []),
    ...(since(version, '2015-10-15') ? [json(`${at}/network_data.json`, networkData(spec.nics))] : []),
  ]
}

function openstackMetadata(spec: ServerSpec, version: OpenstackVersion, seed: Buffer): Record<string, unknown> {
  const keys = Object.entries(spec.publicKeys)
  return {
    uuid: spec.id,
    ...(Object.keys(spec.metadata).length === 0 ? {} : { meta: spec.metadata }),
    ...(spec.adminPassword === undefined ? {} : { admin_pass: spec.adminPassword }),
    ...(keys.length === 0
      ? {}
      : { public_keys: spec.publicKeys, keys: keys.map(([name, data]) => ({ name, type: 'ssh', data })) }),
    ...(spec.injectedFiles.length === 0
      ? {}
      : { files: spec.injectedFiles.map(({ path }, index) => ({ path, content_path: contentPath(index) })) }),
    hostname: spec.hostname,
    name: spec.name,
    launch_index: 0,
    availability_zone: spec.availabilityZone,
    ...(since(version, '2013-04-04') ? { random_seed: seed.toString('base64') } : {}),
    ...(since(version, '2015-10-15') ? { project_id: spec.projectId } : {}),
    ...(since(version, '2016-06-30') ? { devices: [] } : {}),
    ...(since(version, '2020-10-14') ? { dedicated_cpus: [] } : {}),
  }
}

function ec2Files(spec: ServerSpec, version: string, userData: Buffer | undefined): DriveFile[] {
  return [
    json(`ec2/${version}/meta-data.json`, ec2Metadata(spec)),
    ...(userData === undefined ? [] : [{ path: `ec2/${version}/user-data`, content: userData }]),
  ]
}

/** EC2's short ids have 8 hex digits: the server's from its domain name when that ends so, else from its UUID. */
function ec2Metadata(spec: ServerSpec): Record<string, unknown> {
  const shortId = (prefix: string, id: string): string => `${prefix}-${id.slice(0, 8)}`
  const number = /-([0-9a-f]{8})$/.exec(spec.domainName)?.[1]
  const instanceId = number === undefined ? shortId('i', spec.id) : `i-${number}`
  return {
    'ami-id': shortId('ami', spec.image.id),
    'ami-launch-index': 0,
    'ami-manifest-path': '(unknown)',
    'block-device-mapping': { ami: 'vda', root: '/dev/vda' },
    hostname: spec.hostname,
    'instance-action': 'none',
    'instance-id': instanceId,
    'instance-type': spec.flavor.name,
    ...(spec.kernel === undefined ? {} : { 'kernel-id': shortId('aki', spec.kernel.id) }),
    'local-hostname': spec.hostname,
    'local-ipv4': spec.nics[0]?.address ?? '',
    placement: { 'availability-zone': spec.availabilityZone },
    'public-hostname': spec.hostname,
    'public-ipv4': '',
    ...(Object.keys(spec.publicKeys).length === 0 ? {} : { 'public-keys': ec2Keys(spec.publicKeys) }),
    ...(spec.ramdisk === undefined ? {} : { 'ramdisk-id': shortId('ari', spec.ramdisk.id) }),
    'reservation-id': instanceId.replace(/^i-/, 'r-'),
    'security-groups': ['default'],
  }
}

function ec2Keys(keys: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(keys).map(([name, data], index) => [
      String(index),
      { _name: `${index}=${name}`, 'openssh-key': data },
    ]),
  )
}
