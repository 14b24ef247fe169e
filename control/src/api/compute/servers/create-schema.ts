import { isIP, isIPv4, isIPv6 } from 'node:net'
import { z } from 'zod'
import { prefixOf } from '../../../scheduler/hints.ts'
import { LooseBoolean, looseInt, Name, PlainText } from '../../parse.ts'

const uuid = z.string().regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, 'not a UUID')
const emptyOr = <S extends z.ZodType>(schema: S) => z.union([z.literal(''), schema])

/** Nova's rule for keys and values of metadata. */
export const Metadata = z.record(
  z.string().regex(/^[a-zA-Z0-9\-_:. ]{1,255}$/, 'a key has letters, digits, blanks, and - _ : .'),
  PlainText(255),
)

export const Tag = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[^,/\u0000]*$/, 'a tag has no comma and no slash')
export const Tags = z.array(Tag).max(50)

const nicFields = {
  uuid: uuid.optional(),
  port: uuid.nullish(),
  fixed_ip: z
    .string()
    .refine((text) => isIPv4(text), 'not an IPv4 address')
    .optional(),
}
const Nic = z.strictObject({ ...nicFields, tag: Tag.optional() })

const diskFields = {
  uuid: uuid.optional(),
  source_type: z.enum(['image', 'volume', 'snapshot', 'blank']),
  destination_type: z.enum(['local', 'volume']).optional(),
  boot_index: z.union([looseInt(-1, 255), z.null()]).optional(),
  volume_size: looseInt(0, 2 ** 31 - 1).nullish(),
  delete_on_termination: LooseBoolean.optional(),
  device_name: PlainText(255).min(1).optional(),
  device_type: PlainText(255).min(1).optional(),
  disk_bus: PlainText(255).min(1).optional(),
  guest_format: PlainText(255).min(1).nullish(),
  no_device: z.unknown().optional(),
}
const Disk = z.strictObject({ ...diskFields, tag: Tag.optional(), volume_type: PlainText(255).nullish() })

/** Tags of devices came, went and came again. */
const hasTags = (minor: number): boolean => (minor >= 32 && minor <= 36) || minor >= 42
const nicFor = (minor: number) => (hasTags(minor) ? Nic : z.strictObject(nicFields))
const diskFor = (minor: number) =>
  z.strictObject({
    ...diskFields,
    ...(hasTags(minor) ? { tag: Tag.optional() } : {}),
    ...(minor >= 67 ? { volume_type: PlainText(255).nullish() } : {}),
  })

const Servers = z.union([uuid, z.array(uuid)])

/** Nova's own. Its JsonFilter, which reads `query`, is off unless an operator enables it, and this cloud has none. */
const Hints = z.looseObject({
  group: uuid.optional(),
  same_host: Servers.optional(),
  different_host: Servers.optional(),
  build_near_host_ip: z
    .string()
    .refine((text) => isIP(text) > 0, 'not an IP address')
    .optional(),
  cidr: z
    .string()
    .refine((text) => prefixOf(text) !== undefined, 'not the end of a CIDR, as /24')
    .optional(),
  query: z.never('this cloud has no JsonFilter: name a host, a zone, an aggregate or a group instead').optional(),
})

/** Nova's file injection, gone with 2.57. How many and how large they may be is a matter of quotas. */
const Personality = z.array(
  z.strictObject({
    path: PlainText(1024).min(1),
    contents: z.string().refine(isBase64, 'not base64'),
  }),
)

/** With blanks and line ends, as clients that break their lines send it. */
function isBase64(text: string): boolean {
  const plain = text.replaceAll(/\s/g, '')
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain)
}

const always = {
  name: Name,
  imageRef: emptyOr(uuid.or(z.url())).optional(),
  flavorRef: z.union([z.string().min(1).max(1024), z.int().transform(String)]),
  adminPass: PlainText(255).optional(),
  metadata: Metadata.optional(),
  networks: z.union([z.array(Nic).max(32), z.null()]).optional(),
  'OS-DCF:diskConfig': z.enum(['AUTO', 'MANUAL']).optional(),
  accessIPv4: emptyOr(z.string().refine((text) => isIPv4(text), 'not an IPv4 address')).optional(),
  accessIPv6: emptyOr(z.string().refine((text) => isIPv6(text), 'not an IPv6 address')).optional(),
  availability_zone: PlainText(255).min(1).nullish(),
  block_device_mapping_v2: z.array(Disk).max(16).optional(),
  block_device_mapping: z
    .array(z.unknown())
    .max(0, 'volumes need a volume service, which this cloud has not')
    .optional(),
  config_drive: z.union([LooseBoolean, z.literal('').transform(() => false)]).nullish(),
  key_name: PlainText(255).nullish(),
  min_count: looseInt(1, 1000).optional(),
  max_count: looseInt(1, 1000).optional(),
  return_reservation_id: LooseBoolean.optional(),
  security_groups: z
    .array(z.strictObject({ name: PlainText(255).optional() }))
    .max(64)
    .optional(),
  user_data: z.string().max(65_535).refine(isBase64, 'not base64').nullish(),
  'os:scheduler_hints': Hints.optional(),
  'OS-SCH-HNT:scheduler_hints': Hints.optional(),
}

function fieldsFor(minor: number) {
  const nics = z.array(nicFor(minor)).max(32)
  const words = z.union([nics, z.enum(['auto', 'none'])])
  return {
    ...always,
    networks: z.union([nics, z.null()]).optional(),
    block_device_mapping_v2: z.array(diskFor(minor)).max(16).optional(),
    ...(minor >= 19 ? { description: PlainText(255).nullish() } : {}),
    ...(minor >= 37 ? { networks: words } : {}),
    ...(minor >= 52 ? { tags: Tags.optional() } : {}),
    ...(minor < 57 ? { personality: Personality.optional() } : {}),
    ...(minor >= 63 ? { trusted_image_certificates: z.null().optional() } : {}),
    ...(minor >= 74
      ? { host: PlainText(255).min(1).optional(), hypervisor_hostname: PlainText(255).min(1).optional() }
      : {}),
    ...(minor >= 90
      ? {
          hostname: z
            .string()
            .regex(minor >= 94 ? /^[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*$/ : /^[a-zA-Z0-9-]+$/, 'not a host name')
            .max(minor >= 94 ? 255 : 63)
            .optional(),
        }
      : {}),
  }
}

const allFields = {
  ...always,
  networks: z.union([z.array(Nic), z.enum(['auto', 'none']), z.null()]).optional(),
  description: PlainText(255).nullish(),
  tags: Tags.optional(),
  personality: Personality.optional(),
  host: PlainText(255).optional(),
  hypervisor_hostname: PlainText(255).optional(),
  hostname: z.string().optional(),
}
const AnyServer = z.strictObject(allFields)
/** What a create asks for, in the shape of any version. */
export type NewServer = z.infer<typeof AnyServer>

export interface CreateBody extends Partial<Pick<NewServer, 'os:scheduler_hints' | 'OS-SCH-HNT:scheduler_hints'>> {
  readonly server: NewServer
}

const made = new Map<number, z.ZodType<CreateBody>>()

/** The body of POST /servers as one version takes it: a field of a later version is refused like an unknown one. */
export function createSchema(minor: number): z.ZodType<CreateBody> {
  const known = made.get(minor)
  if (known !== undefined) return known
  const schema = z.strictObject({
    server: z.strictObject(fieldsFor(minor)),
    // Nova takes the hints beside the server too.
    'os:scheduler_hints': Hints.optional(),
    'OS-SCH-HNT:scheduler_hints': Hints.optional(),
  }) as unknown as z.ZodType<CreateBody>
  made.set(minor, schema)
  return schema
}
