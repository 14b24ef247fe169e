// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { admin } from '../admin.js'
import { make, paramsFromObject, paramsToObject } from '../../../api/values.ts'
export class AdminServerCalls {
  async getThreadPoolParameters(flags = 0, options) {
    const r = await this.admin.call(admin.serverGetThreadpoolParameters, { srv: this, flags }, options)
    return paramsToObject(r.params)
  }

  async setThreadPoolParameters(params, flags = 0, options) {
    await this.admin.call(admin.serverSetThreadpoolParameters, { srv: this, params: paramsFromObject(params), flags }, options)
  }

  async listClients(flags = 0, options) {
    const r = await this.admin.call(admin.serverListClients, { srv: this, needResults: 1, flags }, options)
    return r.clients.map((one) => make.adminClient(this.admin, one))
  }

  async lookupClient(id, flags = 0, options) {
    const r = await this.admin.call(admin.serverLookupClient, { srv: this, id, flags }, options)
    return make.adminClient(this.admin, r.clnt)
  }

  async getClientLimits(flags = 0, options) {
    const r = await this.admin.call(admin.serverGetClientLimits, { srv: this, flags }, options)
    return paramsToObject(r.params)
  }

  async setClientLimits(params, flags = 0, options) {
    await this.admin.call(admin.serverSetClientLimits, { srv: this, params: paramsFromObject(params), flags }, options)
  }

  async updateTlsFiles(flags = 0, options) {
    await this.admin.call(admin.serverUpdateTlsFiles, { srv: this, flags }, options)
  }
}
