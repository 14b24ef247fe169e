// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { make } from '../../../api/values.ts'
export class DomainSnapshotCalls {
  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotGetXmlDesc, { snap: this, flags }, options)
    return r.xml
  }

  async delete(flags = 0, options) {
    await this.conn.call(remote.domainSnapshotDelete, { snap: this, flags }, options)
  }

  async getParent(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotGetParent, { snap: this, flags }, options)
    return make.domainSnapshot(this.conn, r.snap)
  }

  async numChildren(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotNumChildren, { snap: this, flags }, options)
    return r.num
  }

  async listChildrenNames(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotListChildrenNames, { snap: this, maxnames: 16384, flags }, options)
    return [...r.names]
  }

  async isCurrent(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotIsCurrent, { snap: this, flags }, options)
    return r.current !== 0
  }

  async hasMetadata(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotHasMetadata, { snap: this, flags }, options)
    return r.metadata !== 0
  }

  async listAllChildren(flags = 0, options) {
    const r = await this.conn.call(remote.domainSnapshotListAllChildren, { snapshot: this, needResults: 1, flags }, options)
    return r.snapshots.map((one) => make.domainSnapshot(this.conn, one))
  }
}
