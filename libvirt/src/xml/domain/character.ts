import { integer, onOff, text, word, yesNo } from '../field.ts'
import { one } from '../nested.ts'
import { type Input, type Read, record } from '../record.ts'
import { deviceAddressXml } from './address.ts'

const characterSourceXml = record('source', {
  /** For `tcp` and `udp`: `bind` listens, `connect` calls out. For `unix`: likewise. */
  mode: word<'bind' | 'connect'>('@mode'),
  /** A file, pipe, terminal or unix socket. */
  path: text('@path'),
  host: text('@host'),
  service: text('@service'),
  append: onOff('@append'),
  tls: yesNo('@tls'),
  /** For `spiceport`. */
  channel: text('@channel'),
  reconnect: yesNo('reconnect@enabled'),
  reconnectSec: integer('reconnect@timeout'),
})

/** Fields that serial ports, consoles, channels and parallel ports share. */
const fields = {
  type: word<
    | 'pty'
    | 'file'
    | 'unix'
    | 'tcp'
    | 'udp'
    | 'null'
    | 'dev'
    | 'pipe'
    | 'stdio'
    | 'vc'
    | 'spicevmc'
    | 'spiceport'
    | 'dbus'
    | 'qemu-vdagent'
  >('@type'),
  /** The pty of a running guest. */
  tty: text('@tty'),
  source: one('source', characterSourceXml),
  protocol: word<'raw' | 'telnet' | 'telnets' | 'tls'>('protocol@type'),
  /** Everything the guest writes goes here as well. */
  logFile: text('log@file'),
  logAppend: onOff('log@append'),
  /** `virtio` for a channel or console; `isa-serial`, `serial` and such. */
  targetType: text('target@type'),
  targetPort: integer('target@port'),
  /** For a channel: `org.qemu.guest_agent.0`. */
  targetName: text('target@name'),
  /** For a channel of a running guest. */
  targetState: word<'connected' | 'disconnected'>('target@state'),
  targetModel: text('target/model@name'),
  alias: text('alias@name'),
  address: one('address', deviceAddressXml),
}

export const parallelXml = record('parallel', fields)
export const serialXml = record('serial', fields)
export const consoleXml = record('console', fields)
export const channelXml = record('channel', fields)
export interface CharacterDeviceXml extends Read<typeof fields> {}
export interface CharacterDeviceXmlInput extends Input<typeof fields> {}
