// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'

export class SecretCalls {
  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.secretGetXmlDesc, { secret: this, flags }, options)
    return r.xml
  }

  async setValue(value, flags = 0, options) {
    await this.conn.call(remote.secretSetValue, { secret: this, value, flags }, options)
  }

  async getValue(flags = 0, options) {
    const r = await this.conn.call(remote.secretGetValue, { secret: this, flags }, options)
    return r.value
  }

  async undefine(options) {
    await this.conn.call(remote.secretUndefine, { secret: this }, options)
  }
}
