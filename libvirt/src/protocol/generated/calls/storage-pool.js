// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { make } from '../../../api/values.ts'
export class StoragePoolCalls {
  async create(flags = 0, options) {
    await this.conn.call(remote.storagePoolCreate, { pool: this, flags }, options)
  }

  async build(flags = 0, options) {
    await this.conn.call(remote.storagePoolBuild, { pool: this, flags }, options)
  }

  async destroy(options) {
    await this.conn.call(remote.storagePoolDestroy, { pool: this }, options)
  }

  async delete(flags = 0, options) {
    await this.conn.call(remote.storagePoolDelete, { pool: this, flags }, options)
  }

  async undefine(options) {
    await this.conn.call(remote.storagePoolUndefine, { pool: this }, options)
  }

  async refresh(flags = 0, options) {
    await this.conn.call(remote.storagePoolRefresh, { pool: this, flags }, options)
  }

  async getInfo(options) {
    const r = await this.conn.call(remote.storagePoolGetInfo, { pool: this }, options)
    return ({ state: r.state, capacity: Number(r.capacity), allocation: Number(r.allocation), available: Number(r.available) })
  }

  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.storagePoolGetXmlDesc, { pool: this, flags }, options)
    return r.xml
  }

  async getAutostart(options) {
    const r = await this.conn.call(remote.storagePoolGetAutostart, { pool: this }, options)
    return r.autostart !== 0
  }

  async setAutostart(autostart, options) {
    await this.conn.call(remote.storagePoolSetAutostart, { pool: this, autostart: autostart ? 1 : 0 }, options)
  }

  async numOfVolumes(options) {
    const r = await this.conn.call(remote.storagePoolNumOfVolumes, { pool: this }, options)
    return r.num
  }

  async listVolumes(options) {
    const r = await this.conn.call(remote.storagePoolListVolumes, { pool: this, maxnames: 16384 }, options)
    return [...r.names]
  }

  async storageVolCreateXml(xml, flags = 0, options) {
    const r = await this.conn.call(remote.storageVolCreateXml, { pool: this, xml, flags }, options)
    return make.storageVol(this.conn, r.vol)
  }

  async storageVolLookupByName(name, options) {
    const r = await this.conn.call(remote.storageVolLookupByName, { pool: this, name }, options)
    return make.storageVol(this.conn, r.vol)
  }

  async storageVolCreateXmlFrom(xml, clonevol, flags = 0, options) {
    const r = await this.conn.call(remote.storageVolCreateXmlFrom, { pool: this, xml, clonevol, flags }, options)
    return make.storageVol(this.conn, r.vol)
  }

  async isActive(options) {
    const r = await this.conn.call(remote.storagePoolIsActive, { pool: this }, options)
    return r.active !== 0
  }

  async isPersistent(options) {
    const r = await this.conn.call(remote.storagePoolIsPersistent, { pool: this }, options)
    return r.persistent !== 0
  }

  async listAllVolumes(flags = 0, options) {
    const r = await this.conn.call(remote.storagePoolListAllVolumes, { pool: this, needResults: 1, flags }, options)
    return r.vols.map((one) => make.storageVol(this.conn, one))
  }
}
