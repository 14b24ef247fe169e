// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { admin } from '../admin.js'
import { paramsToObject } from '../../../api/values.ts'
export class AdminClientCalls {
  async getInfo(flags = 0, options) {
    const r = await this.admin.call(admin.clientGetInfo, { clnt: this, flags }, options)
    return paramsToObject(r.params)
  }

  async close(flags = 0, options) {
    await this.admin.call(admin.clientClose, { clnt: this, flags }, options)
  }
}
