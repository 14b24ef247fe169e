// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.

import { admin } from '../admin.js'
import { make } from '../../../api/values.ts'
export class AdminCalls {
  async getLibVersion(options) {
    const r = await this.call(admin.connectGetLibVersion, undefined, options)
    return Number(r.libVer)
  }

  async listServers(flags = 0, options) {
    const r = await this.call(admin.connectListServers, { needResults: 1, flags }, options)
    return r.servers.map((one) => make.adminServer(this, one))
  }

  async lookupServer(name, flags = 0, options) {
    const r = await this.call(admin.connectLookupServer, { name, flags }, options)
    return make.adminServer(this, r.srv)
  }

  async getLoggingOutputs(flags = 0, options) {
    const r = await this.call(admin.connectGetLoggingOutputs, { flags }, options)
    return ({ outputs: r.outputs, noutputs: r.noutputs })
  }

  async getLoggingFilters(flags = 0, options) {
    const r = await this.call(admin.connectGetLoggingFilters, { flags }, options)
    return ({ filters: r.filters, nfilters: r.nfilters })
  }

  async setLoggingOutputs(outputs = null, flags = 0, options) {
    await this.call(admin.connectSetLoggingOutputs, { outputs, flags }, options)
  }

  async setLoggingFilters(filters = null, flags = 0, options) {
    await this.call(admin.connectSetLoggingFilters, { filters, flags }, options)
  }

  async setDaemonTimeout(timeout, flags = 0, options) {
    await this.call(admin.connectSetDaemonTimeout, { timeout, flags }, options)
  }

  async daemonShutdown(flags = 0, options) {
    await this.call(admin.connectDaemonShutdown, { flags }, options)
  }
}
