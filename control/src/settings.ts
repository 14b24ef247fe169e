import { z } from 'zod'

const cidr = z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/(1[0-9]|2[0-9]|30)$/, 'an IPv4 subnet like 10.42.0.0/24')

const Listen = z.strictObject({
  address: z
    .string()
    .default('127.0.0.1')
    .describe('Address that the API listens on. Anything but a loopback address shows it to the network, unencrypted.'),
  port: z.int().min(0).max(65_535).default(8774).describe('TCP port of the API; 0 takes any free one.'),
})

const Quotas = z.strictObject({
  instances: z.int().min(-1).default(10).describe('Servers per project; -1 is without limit.'),
  cores: z.int().min(-1).default(20).describe('vCPUs per project, over all its servers.'),
  ramMiB: z.int().min(-1).default(51_200).describe('Memory per project in MiB, over all its servers.'),
  localDisks: z
    .int()
    .min(-1)
    .default(3)
    .describe('Disks of the host that one server may map: its root, ephemeral disks and swap; -1 is without limit.'),
  metadataItems: z.int().min(-1).default(128).describe('Metadata entries per server.'),
  injectedFiles: z
    .int()
    .min(-1)
    .default(5)
    .describe('Files that a server may be given when it is made (API below 2.57).'),
  injectedFileContentBytes: z.int().min(-1).default(10_240).describe('Bytes in each of them.'),
  injectedFilePathBytes: z.int().min(-1).max(255).default(255).describe('Bytes of their paths.'),
  keyPairs: z.int().min(-1).default(100).describe('Key pairs per user.'),
  serverGroups: z.int().min(-1).default(10).describe('Server groups per project.'),
  networks: z.int().min(-1).default(100).describe('Networks per project.'),
  subnets: z.int().min(-1).default(100).describe('Subnets per project.'),
  ports: z.int().min(-1).default(500).describe('Ports per project that belong to no server.'),
  securityGroups: z.int().min(-1).default(100).describe('Security groups per project.'),
  securityGroupRules: z.int().min(-1).default(1000).describe('Rules per project, over all its security groups.'),
  serverGroupMembers: z.int().min(-1).default(10).describe('Servers in one group.'),
})

const Network = z.strictObject({
  name: z.string().min(1).default('private').describe('Name of the network that is made at first start.'),
  cidr: cidr
    .default('10.42.0.0/24')
    .describe('Its subnet. The first address is the gateway; read only when the network is made.'),
  dnsServers: z
    .array(z.ipv4())
    .default([])
    .describe('Name servers given to guests; empty lets the gateway of the network answer.'),
  externalPhysicalNetworks: z
    .array(z.string().min(1).max(64))
    .default([])
    .describe(
      'Physical networks whose provider says by network-vif-plugged (POST /os-server-external-events) when a port is ready: guests on them start paused and wait for it.',
    ),
  vifPluggingTimeoutSec: z
    .int()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('How long a new guest waits for its ports on external physical networks, in seconds; 0 does not wait.'),
  vifPluggingIsFatal: z
    .boolean()
    .default(true)
    .describe('Whether a port that is not ready in time, or said to have failed, fails the build. If not, it goes on.'),
  mtu: z.int().min(576).max(65_535).optional().describe('Largest packet in bytes; absent leaves it to the host.'),
})

const Weights = z.strictObject({
  memory: z.number().default(1).describe('Memory that a host has free. Negative fills hosts up instead of spreading.'),
  cpu: z.number().default(1).describe('vCPUs that a host has free. Negative fills hosts up.'),
  disk: z.number().default(1).describe('Disk that a host has free. Negative fills hosts up.'),
  ioOps: z.number().default(1).describe('How much flows at work on a host count against it.'),
  failedBuilds: z.number().default(1_000_000).describe('How much builds that failed on a host count against it.'),
  group: z
    .number()
    .default(10)
    .describe('What soft policies of server groups count: 10 is more than all that is free.'),
})

const Scheduler = z.strictObject({
  cpuRatio: z.number().min(0.1).default(16).describe('vCPUs given out per CPU of the host.'),
  memoryRatio: z.number().min(0.1).default(1).describe('Guest memory given out per MiB of the host. Above 1 swaps.'),
  diskRatio: z.number().min(0.1).default(1).describe('Guest disk given out per GiB of the host; disks are sparse.'),
  reservedMemoryMiB: z.int().min(0).default(512).describe('Memory of each host that guests never get.'),
  reservedDiskGiB: z.int().min(0).default(0).describe('Disk of each host that guests never get.'),
  hostDownAfterMs: z
    .int()
    .min(1000)
    .default(10_000)
    .describe('A host that is silent for longer, in milliseconds, is down: it is given no servers.'),
  maxAttempts: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .describe('Hosts that one build is tried on before the server becomes ERROR; 1 never tries a second.'),
  weights: Weights.prefault({}).describe(
    'What makes one host better than another; each is compared over all that fit.',
  ),
})

const Images = z.strictObject({
  maxSizeGiB: z.int().min(1).default(1024).describe('Largest image file that an upload may have.'),
  nonInheritable: z
    .array(z.string())
    .default(['cache_in_nova', 'bittorrent'])
    .describe('Properties of an image that snapshots of its servers do not get.'),
  stalledUploadMs: z.int().min(100).default(60_000).describe('An upload that sends nothing for so long is ended.'),
  pruneEverySec: z
    .int()
    .min(0)
    .max(2_000_000)
    .default(2400)
    .describe('Seconds between two looks for cached images on hosts that nothing uses any more. 0: only when asked.'),
})

const Hosts = z.strictObject({
  address: z
    .string()
    .min(1)
    .optional()
    .describe('Name or address by which other machines reach this one. Left out: all addresses of its own.'),
  listenAddress: z
    .string()
    .default('0.0.0.0')
    .describe('Address on which other machines are let in, once there is a token. `::` is every address, IPv6 too.'),
  entrancePort: z
    .int()
    .min(1)
    .max(65_535)
    .default(8770)
    .describe('TCP port where machines join, renew their certificates and fetch images: TLS, and members only.'),
  tokenLifetimeSec: z.int().min(10).max(604_800).default(3600).describe('How long a join token is good for, seconds.'),
  certificateDays: z
    .number()
    .min(0.0005)
    .max(825)
    .default(90)
    .describe(
      'How long certificates of hosts and controllers are good for, days. They are renewed after two thirds of that; parts of a day are for trying it out.',
    ),
})

const BusSettings = z.strictObject({
  servers: z
    .array(z.string().regex(/^(tls|nats):\/\/[^\s/]+$/, 'like tls://10.0.0.1:4222'))
    .default([])
    .describe(
      'A NATS cluster of yours, by DNS names that its certificates have. Empty: a private nats-server, started with the first join token.',
    ),
  authorityFile: z
    .string()
    .optional()
    .describe('PEM file that your cluster’s certificates are checked with. Left out: the service’s own authority.'),
  port: z.int().min(1).max(65_535).default(8771).describe('TCP port of the private nats-server.'),
  clusterPort: z
    .int()
    .min(1)
    .max(65_535)
    .default(8773)
    .describe('TCP port where the private servers of several controllers meet; open only with a store of yours.'),
  program: z.string().optional().describe('Path of nats-server. Left out: /usr/sbin/nats-server.'),
})

const LiveMigration = z.strictObject({
  maxPerHost: z.int().min(1).default(1).describe('Running servers that leave one host at a time; the others wait.'),
})

const Resize = z.strictObject({
  confirmWindowSec: z
    .int()
    .min(0)
    .default(0)
    .describe(
      'A resized or migrated server that nobody confirms is confirmed after so many seconds; 0 waits for ever.',
    ),
  allowSameHost: z
    .boolean()
    .default(true)
    .describe('Whether a resize may stay on the host where the server is. A cold migration never does.'),
})

/** Everything about the cloud side that an operator may choose. */
export const ControlSettings = z.strictObject({
  listen: Listen.prefault({}),
  region: z.string().min(1).default('RegionOne').describe('Region that the catalog names.'),
  quotas: Quotas.prefault({}),
  network: Network.prefault({}),
  scheduler: Scheduler.prefault({}),
  images: Images.prefault({}),
  hosts: Hosts.prefault({}),
  bus: BusSettings.prefault({}),
  liveMigration: LiveMigration.prefault({}),
  resize: Resize.prefault({}),
  tokenLifetimeMs: z.int().min(60_000).default(3_600_000).describe('How long a token is good for, in milliseconds.'),
  resumeGuestsOnHostBoot: z
    .boolean()
    .default(false)
    .describe('Guests that ran when their host went down are started when it is back. Off: they stay SHUTOFF.'),
  buildDeadlineMs: z
    .int()
    .min(1000)
    .default(1_800_000)
    .describe('A server that is not ready after so long becomes ERROR; the image download counts.'),
  hostAnswerDeadlineMs: z
    .int()
    .min(1000)
    .default(120_000)
    .describe('How long a host may take for one short request, in milliseconds.'),
})
export type ControlSettings = z.infer<typeof ControlSettings>
