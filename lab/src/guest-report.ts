/** What the test guest said of itself on its console; of several boots on one console, the last. */
export interface GuestReport {
  /** Its kernel and the recipe's hash. */
  release?: { name: string; version: string; kernel: string }
  /** How often this root disk has been booted, this time included, and the last tick that is on it. */
  up?: { boots: number; tick: number }
  hardware?: { cpus: number; memoryBytes: number }
  disks: GuestDisk[]
  swapBytes?: number
  /** One for each NIC; `address` is undefined when DHCP gave none. */
  addresses: { nic: string; mac: string; address: string | undefined }[]
  config?: { source: 'drive' | 'service'; device?: string }
  /** meta_data.json, network_data.json, vendor_data.json as the guest read them. */
  metaData?: Record<string, unknown>
  networkData?: Record<string, unknown>
  vendorData?: Record<string, unknown>
  userData?: Uint8Array
  /** Exit code of the user data, when it is a script. */
  userDataExit?: number
  hostname?: string
  /** Seconds since its kernel started, when everything is up. */
  readySeconds?: number
  /** The highest tick: on the disk by fsync before it was said. */
  lastTick?: number
  tickFailed: boolean
  hotplugs: Record<string, string>[]
  poweredDown: boolean
}

export interface GuestDisk {
  name: string
  sizeBytes: number
  serial: string
  /** File system, or empty when there is none that the guest knows. */
  type: string
  label: string
}

/** Reads a console's text: any bytes may stand before and between the guest's lines. */
export function guestReport(text: string): GuestReport {
  const start = text.lastIndexOf('GUEST-RELEASE ')
  const report: GuestReport = { disks: [], addresses: [], tickFailed: false, hotplugs: [], poweredDown: false }
  const complete = text.slice(Math.max(start, 0), text.lastIndexOf('\n') + 1) // the last line may still be being written
  for (const line of complete.split(/\r?\n/)) {
    const match = /GUEST-([A-Z-]+) ?(.*)$/.exec(line)
    if (match !== null) readers[match[1] ?? '']?.(report, match[2] ?? '')
  }
  return report
}

const readers: Record<string, (report: GuestReport, rest: string) => void> = {
  RELEASE(report, rest) {
    const { name = '', version = '', kernel = '' } = fields(rest)
    report.release = { name, version, kernel }
  },
  UP(report, rest) {
    const { boots, tick } = fields(rest)
    report.up = { boots: Number(boots), tick: Number(tick) }
  },
  HARDWARE(report, rest) {
    const { cpus, memory } = fields(rest)
    report.hardware = { cpus: Number(cpus), memoryBytes: Number(memory) }
  },
  DISK(report, rest) {
    const { name = '', size, serial = '', type = '' } = fields(rest)
    const label = rest.slice(rest.indexOf('label=') + 'label='.length) // may have blanks in it, so it comes last
    const disk = { name, sizeBytes: Number(size), serial, type, label }
    report.disks = [...report.disks.filter((known) => known.name !== name), disk]
  },
  SWAP(report, rest) {
    report.swapBytes = Number(fields(rest)['size'])
  },
  ADDRESS(report, rest) {
    const { nic = '', mac = '', address } = fields(rest)
    const entry = { nic, mac, address: address === 'none' ? undefined : address }
    report.addresses = [...report.addresses.filter((known) => known.nic !== nic), entry]
  },
  CONFIG(report, rest) {
    const { source, device } = fields(rest)
    report.config = { source: source === 'drive' ? 'drive' : 'service', ...(device === undefined ? {} : { device }) }
  },
  META(report, rest) {
    report.metaData = json(rest)
  },
  NETWORK(report, rest) {
    report.networkData = json(rest)
  },
  VENDOR(report, rest) {
    report.vendorData = json(rest)
  },
  USERDATA(report, rest) {
    report.userData = Buffer.from(rest, 'base64')
  },
  'USERDATA-EXIT'(report, rest) {
    report.userDataExit = Number(rest)
  },
  HOSTNAME(report, rest) {
    report.hostname = rest
  },
  READY(report, rest) {
    report.readySeconds = Number(fields(rest)['uptime'])
  },
  TICK(report, rest) {
    report.lastTick = Number(rest)
  },
  'TICK-FAILED'(report) {
    report.tickFailed = true
  },
  HOTPLUG(report, rest) {
    report.hotplugs.push(fields(rest))
  },
  POWERDOWN(report) {
    report.poweredDown = true
  },
}

/** `a=1 b=two` as a record. */
function fields(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+)=(\S*)/g)].map(([, key = '', value = '']) => [key, value]))
}

function json(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>
}
