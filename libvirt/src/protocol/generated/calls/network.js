// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { make } from '../../../api/values.ts'
export class NetworkCalls {
  async create(options) {
    await this.conn.call(remote.networkCreate, { net: this }, options)
  }

  async destroy(options) {
    await this.conn.call(remote.networkDestroy, { net: this }, options)
  }

  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.networkGetXmlDesc, { net: this, flags }, options)
    return r.xml
  }

  async getAutostart(options) {
    const r = await this.conn.call(remote.networkGetAutostart, { net: this }, options)
    return r.autostart !== 0
  }

  async getBridgeName(options) {
    const r = await this.conn.call(remote.networkGetBridgeName, { net: this }, options)
    return r.name
  }

  async setAutostart(autostart, options) {
    await this.conn.call(remote.networkSetAutostart, { net: this, autostart: autostart ? 1 : 0 }, options)
  }

  async undefine(options) {
    await this.conn.call(remote.networkUndefine, { net: this }, options)
  }

  async isActive(options) {
    const r = await this.conn.call(remote.networkIsActive, { net: this }, options)
    return r.active !== 0
  }

  async isPersistent(options) {
    const r = await this.conn.call(remote.networkIsPersistent, { net: this }, options)
    return r.persistent !== 0
  }

  async update(command, section, parentIndex, xml, flags = 0, options) {
    await this.conn.call(remote.networkUpdate, { net: this, command, section, parentIndex, xml, flags }, options)
  }

  async getDhcpLeases(mac = null, flags = 0, options) {
    const r = await this.conn.call(remote.networkGetDhcpLeases, { net: this, mac, needResults: 1, flags }, options)
    return r.leases.map((one) => ({ ...one, expiryTime: Number(one.expiryTime) }))
  }

  async listAllPorts(flags = 0, options) {
    const r = await this.conn.call(remote.networkListAllPorts, { network: this, needResults: 1, flags }, options)
    return r.ports.map((one) => make.networkPort(this.conn, one))
  }

  async portLookupByUuid(uuid, options) {
    const r = await this.conn.call(remote.networkPortLookupByUuid, { network: this, uuid }, options)
    return make.networkPort(this.conn, r.port)
  }

  async portCreateXml(xml, flags = 0, options) {
    const r = await this.conn.call(remote.networkPortCreateXml, { network: this, xml, flags }, options)
    return make.networkPort(this.conn, r.port)
  }

  async setMetadata(type, metadata = null, key = null, uri = null, flags = 0, options) {
    await this.conn.call(remote.networkSetMetadata, { network: this, type, metadata, key, uri, flags }, options)
  }

  async getMetadata(type, uri = null, flags = 0, options) {
    const r = await this.conn.call(remote.networkGetMetadata, { network: this, type, uri, flags }, options)
    return r.metadata
  }
}
