// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'

export class NwFilterCalls {
  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.nwfilterGetXmlDesc, { nwfilter: this, flags }, options)
    return r.xml
  }

  async undefine(options) {
    await this.conn.call(remote.nwfilterUndefine, { nwfilter: this }, options)
  }
}
