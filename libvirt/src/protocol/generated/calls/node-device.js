// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'

export class NodeDeviceCalls {
  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.nodeDeviceGetXmlDesc, { name: this.name, flags }, options)
    return r.xml
  }

  async getParent(options) {
    const r = await this.conn.call(remote.nodeDeviceGetParent, { name: this.name }, options)
    return r.parentName
  }

  async numOfCaps(options) {
    const r = await this.conn.call(remote.nodeDeviceNumOfCaps, { name: this.name }, options)
    return r.num
  }

  async listCaps(options) {
    const r = await this.conn.call(remote.nodeDeviceListCaps, { name: this.name, maxnames: 16384 }, options)
    return [...r.names]
  }

  async dettach(options) {
    await this.conn.call(remote.nodeDeviceDettach, { name: this.name }, options)
  }

  async reAttach(options) {
    await this.conn.call(remote.nodeDeviceReAttach, { name: this.name }, options)
  }

  async reset(options) {
    await this.conn.call(remote.nodeDeviceReset, { name: this.name }, options)
  }

  async destroy(options) {
    await this.conn.call(remote.nodeDeviceDestroy, { name: this.name }, options)
  }

  async detachFlags(driverName = null, flags = 0, options) {
    await this.conn.call(remote.nodeDeviceDetachFlags, { name: this.name, driverName, flags }, options)
  }

  async undefine(flags = 0, options) {
    await this.conn.call(remote.nodeDeviceUndefine, { name: this.name, flags }, options)
  }

  async create(flags = 0, options) {
    await this.conn.call(remote.nodeDeviceCreate, { name: this.name, flags }, options)
  }

  async getAutostart(options) {
    const r = await this.conn.call(remote.nodeDeviceGetAutostart, { name: this.name }, options)
    return r.autostart !== 0
  }

  async setAutostart(autostart, options) {
    await this.conn.call(remote.nodeDeviceSetAutostart, { name: this.name, autostart: autostart ? 1 : 0 }, options)
  }

  async isPersistent(options) {
    const r = await this.conn.call(remote.nodeDeviceIsPersistent, { name: this.name }, options)
    return r.persistent !== 0
  }

  async isActive(options) {
    const r = await this.conn.call(remote.nodeDeviceIsActive, { name: this.name }, options)
    return r.active !== 0
  }

  async update(xmlDesc, flags = 0, options) {
    await this.conn.call(remote.nodeDeviceUpdate, { name: this.name, xmlDesc, flags }, options)
  }
}
