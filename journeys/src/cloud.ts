import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Lab, type LabHost, type LabOptions, startLab } from '@kilonova/lab'
import type { CloudApi } from './cloud-api.ts'
import { Service, type ServiceOptions } from './service.ts'

/** One lab host with the service in it, and a login: what most journeys begin with. */
export class TestCloud implements AsyncDisposable {
  readonly lab: Lab
  readonly host: LabHost
  service: Service
  api: CloudApi

  private constructor(lab: Lab, host: LabHost, service: Service, api: CloudApi) {
    this.lab = lab
    this.host = host
    this.service = service
    this.api = api
  }

  /** @param options.settings what settings.yaml says, made when the lab is there and before the service starts. */
  static async start(
    options: { lab?: LabOptions; service?: ServiceOptions; settings?: (lab: Lab) => Promise<object> } = {},
  ): Promise<TestCloud> {
    const lab = await startLab({ hosts: 1, ...options.lab })
    try {
      const host = lab.host('h1')
      if (options.settings !== undefined) {
        await writeFile(join(host.stateDir, 'settings.yaml'), JSON.stringify(await options.settings(lab)))
      }
      const service = await Service.start(host, options.service)
      return new TestCloud(lab, host, service, await service.login())
    } catch (error) {
      await lab.stop()
      throw error
    }
  }

  /**
   * How long the service's event loop stood still at most since this was last asked. Its clock looks every 10 ms, and
   * those are in the figure that it gives.
   */
  async eventLoopBlockedMs(): Promise<number> {
    const { text } = await this.api.call('GET', '/metrics')
    const seconds = Number(/^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(text)?.[1])
    if (Number.isNaN(seconds)) throw new Error('the service does not tell of its event loop')
    return Math.max(0, seconds * 1000 - 10)
  }

  /** Starts the service again, after it was stopped or killed. */
  async restart(options: ServiceOptions = {}): Promise<void> {
    this.service = await Service.start(this.host, options)
    this.api = await this.service.login()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service[Symbol.asyncDispose]()
    await this.lab.stop()
  }
}
