import { remote } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import type { Connect } from './connect.ts'

export interface NetworkDhcpLease {
  readonly iface: string
  /** Seconds since 1970; 0 for never. */
  readonly expiryTime: number
  /** `IpAddrType`: 0 IPv4, 1 IPv6. */
  readonly type: number
  readonly mac: string | null
  readonly iaid: string | null
  readonly ipAddr: string
  readonly prefix: number
  readonly hostname: string | null
  readonly clientId: string | null
}

/** A virtual network of the host. */
export class Network {
  readonly conn: Connect
  readonly name: string
  readonly uuid: string

  constructor(conn: Connect, wire: { readonly name: string; readonly uuid: string }) {
    this.conn = conn
    this.name = wire.name
    this.uuid = wire.uuid
  }

  async create(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.networkCreate, { net: this }, options)
  }

  async destroy(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.networkDestroy, { net: this }, options)
  }

  async undefine(options?: CallOptions): Promise<void> {
    await this.conn.call(remote.networkUndefine, { net: this }, options)
  }

  async isActive(options?: CallOptions): Promise<boolean> {
    return (await this.conn.call(remote.networkIsActive, { net: this }, options)).active !== 0
  }

  async setAutostart(autostart: boolean, options?: CallOptions): Promise<void> {
    await this.conn.call(remote.networkSetAutostart, { net: this, autostart: autostart ? 1 : 0 }, options)
  }

  async getXmlDesc(flags = 0, options?: CallOptions): Promise<string> {
    return (await this.conn.call(remote.networkGetXmlDesc, { net: this, flags }, options)).xml
  }

  /** @param command `NetworkUpdateCommand` @param section `NetworkUpdateSection` */
  async update(
    command: number,
    section: number,
    parentIndex: number,
    xml: string,
    flags = 0,
    options?: CallOptions,
  ): Promise<void> {
    await this.conn.call(remote.networkUpdate, { net: this, command, section, parentIndex, xml, flags }, options)
  }

  async getBridgeName(options?: CallOptions): Promise<string> {
    return (await this.conn.call(remote.networkGetBridgeName, { net: this }, options)).name
  }

  /** @param mac only this address; null for all. */
  async getDhcpLeases(mac: string | null = null, flags = 0, options?: CallOptions): Promise<NetworkDhcpLease[]> {
    const { leases } = await this.conn.call(
      remote.networkGetDhcpLeases,
      { net: this, mac, needResults: 1, flags },
      options,
    )
    return leases.map(({ expirytime, ipaddr, clientid, ...rest }) => ({
      ...rest,
      expiryTime: Number(expirytime),
      ipAddr: ipaddr,
      clientId: clientid,
    }))
  }
}
