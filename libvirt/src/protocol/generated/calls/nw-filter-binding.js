// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'

export class NwFilterBindingCalls {
  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.nwfilterBindingGetXmlDesc, { nwfilter: this, flags }, options)
    return r.xml
  }

  async delete(options) {
    await this.conn.call(remote.nwfilterBindingDelete, { nwfilter: this }, options)
  }
}
