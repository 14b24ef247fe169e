// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'

export class InterfaceCalls {
  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.interfaceGetXmlDesc, { iface: this, flags }, options)
    return r.xml
  }

  async undefine(options) {
    await this.conn.call(remote.interfaceUndefine, { iface: this }, options)
  }

  async create(flags = 0, options) {
    await this.conn.call(remote.interfaceCreate, { iface: this, flags }, options)
  }

  async destroy(flags = 0, options) {
    await this.conn.call(remote.interfaceDestroy, { iface: this, flags }, options)
  }

  async isActive(options) {
    const r = await this.conn.call(remote.interfaceIsActive, { iface: this }, options)
    return r.active !== 0
  }
}
