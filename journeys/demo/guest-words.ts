import type { GuestReport } from '@kilonova/lab'
import { bytesText } from '@kilonova/cli'

/** What a guest said of itself, a line for each thing. */
export function guestWords(report: GuestReport): [string, string][] {
  const { release, hardware, config, metaData, hostname, readySeconds } = report
  const words: [string, string | undefined][] = [
    ['system', release && `${release.name} ${release.version}, Linux ${release.kernel}`],
    ['hardware', hardware && `${hardware.cpus} CPU, ${bytesText(hardware.memoryBytes)} of memory`],
    ...report.disks.map((one): [string, string] => [
      `disk ${one.name}`,
      `${bytesText(one.sizeBytes)}${one.type === '' ? '' : `, ${one.type}`}${one.label === '' ? '' : ` “${one.label}”`}`,
    ]),
    ...report.addresses.map((one): [string, string] => [
      `card ${one.nic}`,
      `${one.mac}, ${one.address ?? 'no address'} by DHCP`,
    ]),
    [
      'config',
      config &&
        (config.source === 'drive' ? `from its config drive (${config.device ?? '?'})` : 'from the metadata service'),
    ],
    ['metadata', metaData && JSON.stringify(metaData['meta'] ?? {})],
    ['hostname', hostname],
    ['ready', readySeconds === undefined ? undefined : `${readySeconds} s after its kernel started`],
  ]
  return words.filter((one): one is [string, string] => one[1] !== undefined)
}
