// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { make } from '../../../api/values.ts'
export class StorageVolCalls {
  async storagePoolLookupByVolume(options) {
    const r = await this.conn.call(remote.storagePoolLookupByVolume, { vol: this }, options)
    return make.storagePool(this.conn, r.pool)
  }

  async delete(flags = 0, options) {
    await this.conn.call(remote.storageVolDelete, { vol: this, flags }, options)
  }

  async getInfo(options) {
    const r = await this.conn.call(remote.storageVolGetInfo, { vol: this }, options)
    return ({ type: r.type, capacity: Number(r.capacity), allocation: Number(r.allocation) })
  }

  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.storageVolGetXmlDesc, { vol: this, flags }, options)
    return r.xml
  }

  async getPath(options) {
    const r = await this.conn.call(remote.storageVolGetPath, { vol: this }, options)
    return r.name
  }

  async wipe(flags = 0, options) {
    await this.conn.call(remote.storageVolWipe, { vol: this, flags }, options)
  }

  async wipePattern(algorithm, flags = 0, options) {
    await this.conn.call(remote.storageVolWipePattern, { vol: this, algorithm, flags }, options)
  }

  async resize(capacity, flags = 0, options) {
    await this.conn.call(remote.storageVolResize, { vol: this, capacity, flags }, options)
  }

  async getInfoFlags(flags = 0, options) {
    const r = await this.conn.call(remote.storageVolGetInfoFlags, { vol: this, flags }, options)
    return ({ type: r.type, capacity: Number(r.capacity), allocation: Number(r.allocation) })
  }
}
