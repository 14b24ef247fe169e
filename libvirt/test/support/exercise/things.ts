/** The XML of what the exercise makes. */
import type { TestGuest } from '@kilonova/lab'

export const uuids = {
  secret: 'c0ffee00-1111-4222-8333-444455556666',
  port: 'c0ffee00-1111-4222-8333-444455557777',
  none: 'c0ffee00-1111-4222-8333-444455558888',
}
export const macs = { 'px-on': '52:54:00:00:00:07', 'px-off': '52:54:00:00:00:08' } as Record<string, string>
export const guestMac = '52:54:00:00:00:47'

interface Where {
  readonly driver: 'test' | 'qemu'
  readonly dir: string
  readonly partition?: string | undefined
}

/** A guest that is started in no time; on QEMU it stays before its first instruction. */
export function guestXml({ driver, dir, partition }: Where, name: string): string {
  const mac =
    macs[name] ??
    `52:54:00:00:01:${(name.length * 7 + (name.codePointAt(name.length - 1) ?? 0)).toString(16).slice(-2).padStart(2, '0')}`
  if (driver === 'test') {
    return `<domain type='test'><name>${name}</name><memory>65536</memory><vcpu>2</vcpu><iothreads>2</iothreads><os><type>hvm</type></os><devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/${name}'/><target dev='vda' bus='virtio'/></disk><interface type='network'><mac address='${mac}'/><source network='default'/><target dev='vnet7'/></interface><console type='pty'/><memballoon model='virtio'/></devices></domain>`
  }
  const resource = partition === undefined ? '' : `<resource><partition>${partition}</partition></resource>`
  // Snapshots inside the disks need disks that can hold them.
  const second =
    name === 'px-shelf'
      ? ''
      : `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${dir}/${name}.raw'/><target dev='vdb' bus='virtio'/><alias name='ua-second'/></disk>`
  return `<domain type='qemu'><name>${name}</name>${resource}<memory unit='MiB'>64</memory><vcpu current='1'>2</vcpu><iothreads>1</iothreads><os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features><devices>
  <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${dir}/${name}.qcow2'/><target dev='vda' bus='virtio'/></disk>
  ${second}
  <interface type='network'><mac address='${mac}'/><source network='px-net'/><model type='virtio'/></interface>
  <serial type='pty'/><channel type='unix'><target type='virtio' name='org.kilonova.px'/></channel>
  <video><model type='vga'/></video><graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/></devices></domain>`
}

/** For the migrations: nothing in it that the other host has not. */
export function movableGuestXml(guest: TestGuest, name: string): string {
  return `<domain type='qemu'><name>${name}</name><memory unit='MiB'>128</memory><os><type arch='x86_64' machine='pc'>hvm</type><kernel>${guest.kernel}</kernel><initrd>${guest.initrd}</initrd><cmdline>console=ttyS0 ${guest.kernelArguments}</cmdline></os><features><tcg><tb-cache unit='MiB'>32</tb-cache></tcg></features><devices><serial type='null'/></devices></domain>`
}

/** A whole Linux with qemu-guest-agent, two CPUs that it can switch off, an address by DHCP, and sleep. */
export function bootedGuestXml(guest: TestGuest, disk: string): string {
  return `<domain type='qemu'><name>px-guest</name><memory unit='MiB'>192</memory><vcpu>2</vcpu><os><type arch='x86_64' machine='pc'>hvm</type><kernel>${guest.kernel}</kernel><initrd>${guest.initrd}</initrd><cmdline>root=/dev/vda console=ttyS0 ${guest.kernelArguments}</cmdline></os><features><acpi/><tcg><tb-cache unit='MiB'>64</tb-cache></tcg></features><pm><suspend-to-mem enabled='yes'/></pm><devices>
  <disk type='file' device='disk'><driver name='qemu' type='qcow2' discard='unmap'/><source file='${disk}'/><target dev='vda' bus='virtio'/></disk>
  <interface type='network'><mac address='${guestMac}'/><source network='px-net'/><model type='virtio'/></interface>
  <serial type='pty'/><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices></domain>`
}

export function network(name: string, third: number): string {
  return `<network><name>${name}</name><forward mode='nat'/><bridge name='${name}'/><ip address='192.168.${third}.1' netmask='255.255.255.0'><dhcp><range start='192.168.${third}.100' end='192.168.${third}.200'/><host mac='${guestMac}' ip='192.168.${third}.47'/></dhcp></ip></network>`
}

export function port(uuid: string): string {
  return `<networkport><uuid>${uuid}</uuid><owner><name>px-on</name><uuid>${uuids.none}</uuid></owner><mac address='52:54:00:00:00:99'/><bandwidth><inbound average='1000'/></bandwidth></networkport>`
}

export function pool(name: string, path: string): string {
  return `<pool type='dir'><name>${name}</name><target><path>${path}</path></target></pool>`
}

export function volume(name: string): string {
  return `<volume><name>${name}</name><capacity>1048576</capacity></volume>`
}

export function secret(uuid = uuids.secret, of = '/px'): string {
  return `<secret ephemeral='no' private='no'><uuid>${uuid}</uuid><usage type='volume'><volume>${of}</volume></usage></secret>`
}

export function filter(name: string): string {
  return `<filter name='${name}' chain='root'><rule action='accept' direction='inout'/></filter>`
}

export function binding(portdev: string): string {
  return `<filterbinding><owner><name>px-on</name><uuid>${uuids.none}</uuid></owner><portdev name='${portdev}'/><mac address='52:54:00:00:00:99'/><filterref filter='px-filter'/></filterbinding>`
}
