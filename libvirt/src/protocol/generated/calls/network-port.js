// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { remote } from '../remote.js'
import { paramsFromObject, paramsToObject } from '../../../api/values.ts'
export class NetworkPortCalls {
  async getParameters(flags = 0, options) {
    const n = await this.conn.call(remote.networkPortGetParameters, { port: this, nparams: 0, flags }, options)
    const r = await this.conn.call(remote.networkPortGetParameters, { port: this, nparams: n.nparams, flags }, options)
    return paramsToObject(r.params)
  }

  async setParameters(params, flags = 0, options) {
    await this.conn.call(remote.networkPortSetParameters, { port: this, params: paramsFromObject(params), flags }, options)
  }

  async getXmlDesc(flags = 0, options) {
    const r = await this.conn.call(remote.networkPortGetXmlDesc, { port: this, flags }, options)
    return r.xml
  }

  async delete(flags = 0, options) {
    await this.conn.call(remote.networkPortDelete, { port: this, flags }, options)
  }
}
