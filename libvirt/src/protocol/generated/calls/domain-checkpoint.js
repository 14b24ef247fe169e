// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { make } from '../../../api/values.ts'
export class DomainCheckpointCalls {
  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.domainCheckpointGetXmlDesc, { checkpoint: this, flags }, options)
    return r.xml
  }

  async listAllChildren(flags = 0, options) {
    const r = await this.conn.call(remote.domainCheckpointListAllChildren, { checkpoint: this, needResults: 1, flags }, options)
    return r.checkpoints.map((one) => make.domainCheckpoint(this.conn, one))
  }

  async getParent(flags = 0, options) {
    const r = await this.conn.call(remote.domainCheckpointGetParent, { checkpoint: this, flags }, options)
    return make.domainCheckpoint(this.conn, r.parent)
  }

  async delete(flags = 0, options) {
    await this.conn.call(remote.domainCheckpointDelete, { checkpoint: this, flags }, options)
  }
}
