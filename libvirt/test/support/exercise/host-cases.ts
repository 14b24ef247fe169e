import { qemu, remote } from '../../../src/index.ts'
import type { Session } from '../../../src/session/session.ts'
import type { Args } from './arguments.ts'
import type { Case } from './cases.ts'
import type { Stage } from './stage.ts'
import { uuids } from './things.ts'
import { cText, connection, setBits, setPlaces } from './views.ts'

const cpu = '<cpu><arch>x86_64</arch><model>qemu64</model></cpu>'
/** An id that this connection has got from a registration. */
const registered =
  (register: (session: Session) => Promise<{ readonly callbackId: number }>) =>
  async (_: Stage, session: Session): Promise<Args> => ({ callbackId: (await register(session)).callbackId })

export const hostCases: Record<string, Case> = {
  connectSupportsFeature: { args: () => ({ feature: 8 }) },
  connectListDomains: { python: { call: 'listDomainsID', given: () => [] } },
  connectGetMaxVcpus: { args: () => ({ type: null }) },
  connectGetCpuModelNames: { args: () => ({ arch: 'x86_64' }) },
  connectCompareCpu: { args: () => ({ xml: cpu }) },
  connectCompareHypervisorCpu: { args: () => ({ xmlCpu: cpu, virttype: 'qemu' }) },
  connectBaselineCpu: { args: () => ({ xmlCpus: [cpu] }) },
  connectBaselineHypervisorCpu: { args: () => ({ xmlCpus: [cpu], virttype: 'qemu' }) },
  connectDomainXmlToNative: {
    args: (stage) => ({
      nativeFormat: 'qemu-argv',
      domainXml: stage.guestXml('px-new').replace('</name>', `</name><uuid>${uuids.none}</uuid>`),
    }),
  },
  connectDomainXmlFromNative: { args: () => ({ nativeFormat: 'qemu-argv', nativeConfig: 'qemu' }), python: false },
  connectFindStoragePoolSources: { args: () => ({ type: 'logical', srcSpec: null }) },
  // Python adds what the path to the daemon was.
  connectGetUri: {
    python: {
      theirs: (uri: string) => uri.replace('+unix', '').replace(/\?.*/, ''),
      method: (uri: string) => uri.replace(/\?.*/, '').replace('+unix', ''),
    },
  },
  connectGetAllDomainStats: {
    args: () => ({ doms: [] }),
    python: {
      given: () => [0, 0],
      near: 0.2,
    },
  },
  connectSetIdentity: {
    args: () => ({ params: [{ field: 'user-name', kind: 'string', value: 'px' }] }),
  },
  connectDomainEventRegisterAny: { args: () => ({ eventId: 1 }) },
  connectDomainEventDeregister: {
    before: (_, session) => session.call(remote.connectDomainEventRegister, undefined).then(() => ({})),
  },
  connectDomainEventDeregisterAny: {
    before: (_, session) => session.call(remote.connectDomainEventRegisterAny, { eventId: 0 }).then(() => ({})),
  },
  connectUnregisterCloseCallback: {
    before: (_, session) => session.call(remote.connectRegisterCloseCallback, undefined).then(() => ({})),
  },
  connectDomainEventCallbackDeregisterAny: {
    before: registered((session) =>
      session.call(remote.connectDomainEventCallbackRegisterAny, { eventId: 0, dom: null }),
    ),
  },
  connectNetworkEventDeregisterAny: {
    before: registered((session) => session.call(remote.connectNetworkEventRegisterAny, { eventId: 0, net: null })),
  },
  connectStoragePoolEventDeregisterAny: {
    before: registered((session) =>
      session.call(remote.connectStoragePoolEventRegisterAny, { eventId: 0, pool: null }),
    ),
  },
  connectNodeDeviceEventDeregisterAny: {
    before: registered((session) => session.call(remote.connectNodeDeviceEventRegisterAny, { eventId: 0, dev: null })),
  },
  connectSecretEventDeregisterAny: {
    before: registered((session) => session.call(remote.connectSecretEventRegisterAny, { eventId: 0, secret: null })),
  },
  connectDomainMonitorEventDeregister: {
    before: registered((session) =>
      session.call(qemu.connectDomainMonitorEventRegister, { dom: null, event: null, flags: 0 }),
    ),
  },

  nodeGetInfo: {
    python: {
      near: 0.5,
      ours: ({ model, ...rest }: { model: Uint8Array }) => ({ model: cText(model), ...rest }),
      theirs: (list: readonly unknown[]) => list.map((one, index) => (index === 1 ? Number(one) * 1024 : one)),
    },
  },
  nodeGetSecurityModel: {
    python: {
      ours: ({ model, doi }: Record<'model' | 'doi', Uint8Array>) => [cText(model), cText(doi)],
    },
  },
  nodeGetFreeMemory: { python: { near: 0.3 } },
  nodeGetCellsFreeMemory: { python: { near: 0.3 } },
  nodeGetFreePages: {
    args: () => ({ pages: [4] }),
    python: { near: 0.3, anyKeys: true },
  },
  nodeGetCpuStats: { args: () => ({ cpuNum: -1, nparams: 0 }), python: { near: 0.01 } },
  nodeGetMemoryStats: { args: () => ({ cellNum: -1, nparams: 0 }), python: { near: 0.3, given: () => [-1, 0] } },
  nodeGetCpuMap: {
    python: {
      given: () => [0],
      ours: ({ cpumap, online, ret }: { cpumap: Uint8Array; online: number; ret: number }) => [
        setBits(cpumap),
        online,
        ret,
      ],
      theirs: ([cpus, map, online]: [number, boolean[], number]) => [setPlaces(map), online, cpus],
      method: ({ cpus, online, cpumap }: { cpus: number; online: number; cpumap: Uint8Array }) => [
        setBits(cpumap),
        online,
        cpus,
      ],
    },
  },
  nodeAllocPages: { args: () => ({ pageSizes: [2048], pageCounts: [0n], startCell: -1 }) },
  nodeSetMemoryParameters: {
    // Written again as it is: it belongs to the whole machine.
    args: async ({ conn }) => {
      const value = Number((await conn.nodeGetMemoryParameters())['shm_pages_to_scan'])
      return { params: [{ field: 'shm_pages_to_scan', kind: 'uint', value }] }
    },
    effect: {
      on: connection,
      call: 'getMemoryParameters',
      given: [0],
      is: (seen: object) => 'shm_pages_to_scan' in seen,
    },
  },
  domainMonitorCommand: {
    args: () => ({ cmd: '{"execute":"query-status"}' }),
    python: {
      call: 'qemuMonitorCommand',
      ours: ({ result }: { result: string }) => withoutId(result),
      theirs: withoutId,
      method: withoutId,
    },
  },
}

function withoutId(text: string): unknown {
  return (JSON.parse(text) as { return: unknown }).return
}
