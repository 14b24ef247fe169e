/** Guests: their life, their parameters, their devices, what is saved of them. */
import type { Args } from './arguments.ts'
import type { Case } from './cases.ts'
import type { Stage } from './stage.ts'
import { cText, connection, domainOf, forgets, gives, givesMember, setBits, setPlaces, xmlHas } from './views.ts'

const off = (more: Args = {}): Pick<Case, 'args'> => ({ args: ({ off: dom }: Stage) => ({ dom, ...more }) })
const param = (field: string, kind: string, value: unknown): Args => ({ params: [{ field, kind, value }] })
/** The flag that an inactive guest's definition is meant. */
const config = 2
const pinned = (list: readonly boolean[]): boolean => list[0] === true && !list.slice(1).includes(true)
const extraDisk = (stage: Stage, target: string): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${stage.path('extra.raw')}'/><target dev='${target}' bus='virtio'/></disk>`
const secondDisk = (stage: Stage, name: string): string =>
  `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${stage.path(`${name}.raw`)}'/><target dev='vdb' bus='virtio'/></disk>`

async function named(stage: Stage, name: string) {
  return stage.conn.domainLookupByName(name)
}

async function saved(stage: Stage): Promise<void> {
  await (await named(stage, 'px-on')).save(stage.path('px.save'))
}

export const domainCases: Record<string, Case> = {
  domainLookupById: { args: ({ on }) => ({ id: on.id }) },
  domainLookupByUuid: { python: { call: 'lookupByUUIDString' } },
  domainCreate: { ...off(), effect: gives('isActive', 1) },
  domainCreateWithFlags: {
    args: ({ off: dom, qemu }) => ({ dom, flags: qemu ? 1 : 0 }),
    effect: gives('isActive', 1),
  },
  domainCreateXml: {
    args: async (stage) => {
      const name = stage.newName()
      if (stage.qemu) await stage.disk(name)
      return { xmlDesc: stage.guestXml(name), flags: stage.qemu ? 1 : 0 }
    },
  },
  domainDefineXml: { args: (stage) => ({ xml: stage.guestXml(stage.newName()) }) },
  domainDefineXmlFlags: { args: (stage) => ({ xml: stage.guestXml(stage.newName()) }) },
  domainUndefine: {
    args: ({ gone: dom }) => ({ dom }),
    effect: forgets('listDefinedDomains', 'px-gone', connection),
  },
  domainUndefineFlags: {
    args: ({ gone: dom }) => ({ dom }),
    effect: forgets('listDefinedDomains', 'px-gone', connection),
  },
  domainRename: {
    args: ({ gone: dom }) => ({ dom, newName: 'px-renamed' }),
    effect: gives('name', 'px-renamed'),
    after: (stage) => stage.removeDomain('px-renamed'),
  },
  domainDestroy: { effect: gives('isActive', 0) },
  domainDestroyFlags: { effect: gives('isActive', 0) },
  domainSuspend: { effect: { call: 'state', given: [0], is: ([state]: number[]) => state === 3 } },
  domainResume: {
    before: async (stage) => (await named(stage, 'px-on')).suspend(),
    effect: { call: 'state', given: [0], is: ([state]: number[]) => state === 1 },
    after: async (stage) => (await named(stage, 'px-on')).suspend(),
  },
  domainShutdown: { before: runs },
  domainShutdownFlags: { before: runs },
  domainReboot: { before: runs, after: stops },
  domainReset: {},
  domainInjectNmi: {},
  domainSetAutostart: {
    args: () => ({ autostart: 1 }),
    effect: gives('autostart', 1),
    after: async (stage) => (await named(stage, 'px-on')).setAutostart(false),
  },

  domainGetXmlDesc: {},
  domainGetControlInfo: { python: { near: 1 } },
  domainGetInfo: { python: { near: 0.2 } },
  domainGetVcpus: {
    python: {
      near: 0.2,
      ours: ({ info, cpumaps }: { info: object[]; cpumaps: Uint8Array }) => [info, setBits(cpumaps)],
      theirs: ([info, maps]: [unknown[], boolean[][]]) => [
        info,
        maps.flatMap((map, at) => setPlaces(map).map((one) => one + at * 8)),
      ],
      method: (all: readonly { cpumap: Uint8Array }[]) => [
        all.map(({ cpumap: _cpumap, ...rest }) => rest),
        all.flatMap(({ cpumap }, at) => setBits(cpumap).map((one) => one + at * 8)),
      ],
    },
  },
  domainGetVcpuPinInfo: {
    python: {
      given: () => [0],
      // Python tells of those CPUs only that the guest has at the moment.
      ours: ({ cpumaps }: { cpumaps: Uint8Array }) => setBits(cpumaps.subarray(0, 1)),
      theirs: ([first]: boolean[][]) => setPlaces(first ?? []),
      method: ([first]: Uint8Array[]) => setBits(first ?? new Uint8Array()),
    },
  },
  domainGetEmulatorPinInfo: {
    python: {
      ours: ({ cpumaps }: { cpumaps: Uint8Array }) => setBits(cpumaps),
      theirs: setPlaces,
      method: setBits,
    },
  },
  domainGetIothreadInfo: {
    python: {
      ours: ({ info }: { info: { iothreadId: number; cpumap: Uint8Array }[] }) =>
        info.map(({ iothreadId, cpumap }) => [iothreadId, setBits(cpumap)]),
      theirs: (list: [number, boolean[]][]) => list.map(([id, map]) => [id, setPlaces(map)]),
      method: (list: { iothreadId: number; cpumap: Uint8Array }[]) =>
        list.map(({ iothreadId, cpumap }) => [iothreadId, setBits(cpumap)]),
    },
  },
  domainMemoryStats: {
    python: {
      near: 0.5,
      anyKeys: true,
      given: () => [],
      ours: ({ stats }: { stats: { val: bigint }[] }) => stats.map(({ val }) => val),
    },
  },
  domainGetSecurityLabel: {
    python: {
      ours: ({ label, enforcing }: { label: Uint8Array; enforcing: number }) => [cText(label), enforcing],
    },
  },
  domainGetSecurityLabelList: {
    // The binding takes the test driver's empty list for an error.
    python: ({ qemu }) =>
      qemu && {
        ours: ({ labels }: { labels: { label: Uint8Array; enforcing: number }[] }) =>
          labels.map(({ label, enforcing }) => [cText(label), enforcing]),
      },
  },
  domainGetSchedulerType: {},
  domainGetSchedulerParameters: { args: async (stage) => ({ nparams: await schedulerParams(stage) }) },
  domainGetSchedulerParametersFlags: { args: async (stage) => ({ nparams: await schedulerParams(stage) }) },
  domainGetCpuStats: {
    args: () => ({ startCpu: -1, ncpus: 1, nparams: 0 }),
    python: { given: () => [true, 0], near: 0.2 },
  },
  domainGetDiskErrors: {
    python: {
      anyKeys: true,
      theirs: (seen: object) => Object.entries(seen),
      method: (seen: object) => Object.entries(seen),
    },
  },
  domainGetPerfEvents: {},

  domainSetMemory: { args: () => ({ memory: 61_440n }) },
  domainSetMemoryFlags: {
    ...off({ memory: 61_440n, flags: config }),
    effect: xmlHas(/<currentMemory unit='KiB'>61440</),
  },
  domainSetMaxMemory: { ...off({ memory: 131_072n }), effect: gives('maxMemory', 131_072) },
  domainSetVcpus: { args: () => ({ nvcpus: 2 }), effect: gives('vcpusFlags', 2, [0]) },
  domainSetVcpusFlags: { ...off({ nvcpus: 2, flags: config }), effect: gives('vcpusFlags', 2, [config]) },
  domainSetVcpu: { ...off({ cpumap: '1', state: 1, flags: config }), effect: xmlHas(/<vcpu id='1' enabled='yes'/) },
  domainPinVcpu: { effect: { call: 'vcpuPinInfo', given: [0], is: ([first]: boolean[][]) => pinned(first ?? []) } },
  domainPinVcpuFlags: {
    effect: { call: 'vcpuPinInfo', given: [0], is: ([first]: boolean[][]) => pinned(first ?? []) },
  },
  domainPinEmulator: { effect: { call: 'emulatorPinInfo', given: [0], is: pinned } },
  domainPinIothread: {
    args: () => ({ iothreadsId: 1 }),
    effect: {
      call: 'ioThreadInfo',
      given: [0],
      is: (all: [number, boolean[]][]) => all.some(([id, map]) => id === 1 && pinned(map)),
    },
  },
  domainAddIothread: {
    args: () => ({ iothreadId: 7 }),
    effect: { call: 'ioThreadInfo', given: [0], is: (all: [number, unknown][]) => all.some(([id]) => id === 7) },
    after: async (stage) => (await named(stage, 'px-on')).delIoThread(7).catch(() => undefined),
  },
  domainDelIothread: {
    args: () => ({ iothreadId: 8 }),
    before: async (stage) => (await named(stage, 'px-on')).addIoThread(8),
    effect: { call: 'ioThreadInfo', given: [0], is: (all: [number, unknown][]) => !all.some(([id]) => id === 8) },
  },
  domainSetIothreadParams: {
    args: () => ({ iothreadId: 9, ...param('poll_max_ns', 'ullong', 1000n) }),
    before: async (stage) => (await named(stage, 'px-on')).addIoThread(9),
    after: async (stage) => (await named(stage, 'px-on')).delIoThread(9).catch(() => undefined),
  },
  domainSetMetadata: {
    args: () => ({ type: 0, metadata: 'noted' }),
    effect: gives('metadata', 'noted', [0, null, 0]),
  },
  domainGetMetadata: {
    args: () => ({ type: 1 }),
    before: async (stage) => (await named(stage, 'px-on')).setMetadata(1, 'its title'),
  },
  domainSetBlockIoTune: {
    args: () => ({
      params: [
        { field: 'total_bytes_sec', kind: 'ullong', value: 1_000_000n },
        { field: 'total_bytes_sec_max', kind: 'ullong', value: 2_000_000n },
      ],
    }),
    effect: givesMember('blockIoTune', 'total_bytes_sec', 1_000_000, ['vda', 0]),
  },
  domainGetBlockIoTune: { args: () => ({ nparams: 0 }) },
  domainSetInterfaceParameters: {
    args: () => param('inbound.average', 'uint', 100),
    effect: givesMember('interfaceParameters', 'inbound.average', 100, ['52:54:00:00:00:07', 0]),
  },
  domainSetNumaParameters: {
    ...off({ ...param('numa_nodeset', 'string', '0'), flags: config }),
    effect: givesMember('numaParameters', 'numa_nodeset', '0', [config]),
  },
  domainSetMemoryParameters: {
    ...off({ ...param('hard_limit', 'ullong', 1_000_000n), flags: config }),
    effect: givesMember('memoryParameters', 'hard_limit', 1_000_000, [config]),
  },
  domainSetBlkioParameters: {
    ...off({ ...param('weight', 'uint', 500), flags: config }),
    effect: givesMember('blkioParameters', 'weight', 500, [config]),
  },
  domainSetSchedulerParameters: {
    args: ({ qemu }) => (qemu ? param('vcpu_quota', 'llong', 50_000n) : param('weight', 'uint', 50)),
    effect: {
      call: 'schedulerParameters',
      is: (seen: Record<string, number>) =>
        [seen['vcpu_quota'], seen['weight']].some((one) => one === 50_000 || one === 50),
    },
  },
  domainSetSchedulerParametersFlags: {
    args: ({ off: dom, on, qemu }) =>
      qemu
        ? { dom, ...param('vcpu_quota', 'llong', 40_000n), flags: config }
        : { dom: on, ...param('weight', 'uint', 50) },
    effect: {
      call: 'schedulerParameters',
      is: (seen: Record<string, number>) =>
        [seen['vcpu_quota'], seen['weight']].some((one) => one === 40_000 || one === 50),
    },
  },
  domainSetPerfEvents: {
    ...off({ ...param('cpu_cycles', 'boolean', true), flags: config }),
    effect: givesMember('perfEvents', 'cpu_cycles', true, [config]),
  },
  domainSetLifecycleAction: { args: () => ({ type: 1, action: 0 }), effect: xmlHas(/<on_reboot>destroy/) },
  domainSetMemoryStatsPeriod: { args: () => ({ period: 5 }), effect: xmlHas(/<stats period='5'/) },
  domainStartDirtyRateCalc: { args: () => ({ seconds: 1 }), before: runs, after: stops },
  domainGetMessages: {},

  domainAttachDevice: {
    args: (stage) => ({ xml: extraDisk(stage, 'vdc') }),
    effect: xmlHas(/dev='vdc'/),
    after: (stage) => stage.removeDomain('px-on'),
  },
  domainAttachDeviceFlags: {
    args: (stage) => ({ dom: stage.off, xml: extraDisk(stage, 'vdc'), flags: config }),
    effect: xmlHas(/dev='vdc'/, config),
    after: (stage) => stage.removeDomain('px-off'),
  },
  domainDetachDevice: {
    args: (stage) => ({ xml: secondDisk(stage, 'px-on') }),
    after: (stage) => stage.removeDomain('px-on'),
  },
  domainDetachDeviceFlags: {
    args: (stage) => ({ dom: stage.off, xml: secondDisk(stage, 'px-off'), flags: config }),
    effect: { call: 'XMLDesc', given: [config], is: (text: string) => !text.includes("dev='vdb'") },
    after: (stage) => stage.removeDomain('px-off'),
  },
  domainDetachDeviceAlias: {
    args: ({ off: dom }) => ({ dom, alias: 'ua-second', flags: config }),
    effect: { call: 'XMLDesc', given: [config], is: (text: string) => !text.includes("dev='vdb'") },
    after: (stage) => stage.removeDomain('px-off'),
  },
  domainUpdateDeviceFlags: {
    args: ({ off: dom }) => ({
      dom,
      xml: `<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.2'/>`,
      flags: config,
    }),
    effect: xmlHas(/127\.0\.0\.2/, config),
  },

  domainSnapshotCreateXml: {
    args: async (stage) => ({
      dom: await shelved(stage),
      xmlDesc: `<domainsnapshot><name>${stage.newName()}</name></domainsnapshot>`,
    }),
  },
  ...Object.fromEntries(
    [
      'domainSnapshotGetXmlDesc',
      'domainSnapshotNumChildren',
      'domainSnapshotListChildrenNames',
      'domainSnapshotIsCurrent',
      'domainSnapshotHasMetadata',
    ].map((name) => [
      name,
      { args: async (stage: Stage) => ({ snap: { name: 'px-snap', dom: await shelved(stage) } }) },
    ]),
  ),
  domainSnapshotListAllChildren: {
    args: async (stage) => ({ snapshot: { name: 'px-snap', dom: await shelved(stage) } }),
  },
  domainSnapshotGetParent: { args: async (stage) => ({ snap: { name: 'px-child', dom: await shelved(stage) } }) },
  domainRevertToSnapshot: {
    args: async (stage) => ({ snap: { name: 'px-snap', dom: await shelved(stage) } }),
    effect: gives('isCurrent', 1, [0]),
  },
  domainSnapshotDelete: {
    args: async (stage) => ({ snap: { name: 'px-child', dom: await shelved(stage) } }),
    effect: {
      on: domainOf(({ shelf }) => shelf),
      call: 'snapshotListNames',
      given: [0],
      is: (names: string[]) => !names.includes('px-child'),
    },
  },
  ...Object.fromEntries(
    [
      'domainSnapshotNum',
      'domainSnapshotListNames',
      'domainHasCurrentSnapshot',
      'domainSnapshotCurrent',
      'domainListAllSnapshots',
    ].map((name) => [name, { args: async (stage: Stage) => ({ dom: await shelved(stage) }) }]),
  ),
  domainSnapshotLookupByName: { args: async (stage) => ({ dom: await shelved(stage), name: 'px-snap' }) },

  domainSave: { args: (stage) => ({ to: stage.path('px.save') }), effect: gives('isActive', 0) },
  domainSaveFlags: { args: (stage) => ({ to: stage.path('px.save') }), effect: gives('isActive', 0) },
  domainSaveParams: { args: (stage) => param('file', 'string', stage.path('px.save')), effect: gives('isActive', 0) },
  domainRestore: {
    before: saved,
    args: (stage) => ({ from: stage.path('px.save') }),
    effect: { on: domainOf(({ on }) => on), ...gives('isActive', 1) },
  },
  domainRestoreFlags: {
    before: saved,
    args: (stage) => ({ from: stage.path('px.save') }),
    effect: { on: domainOf(({ on }) => on), ...gives('isActive', 1) },
  },
  domainRestoreParams: {
    before: saved,
    args: (stage) => param('file', 'string', stage.path('px.save')),
    effect: { on: domainOf(({ on }) => on), ...gives('isActive', 1) },
  },
  domainSaveImageGetXmlDesc: { before: saved, args: (stage) => ({ file: stage.path('px.save') }) },
  domainSaveImageDefineXml: {
    before: saved,
    args: async (stage) => {
      const domain = await named(stage, 'px-on')
      const text = await domain.getXmlDesc(2)
      return { file: stage.path('px.save'), dxml: text.replace('<on_reboot>restart', '<on_reboot>destroy'), flags: 0 }
    },
    effect: {
      on: connection,
      call: 'saveImageGetXMLDesc',
      given: (stage) => [stage.path('px.save'), 0],
      is: (text: string) => text.includes('<on_reboot>destroy'),
    },
  },
  domainManagedSave: { effect: gives('hasManagedSaveImage', 1, [0]), after: forgetSave },
  domainManagedSaveRemove: { before: managedSave, effect: gives('hasManagedSaveImage', 0, [0]) },
  domainManagedSaveGetXmlDesc: { before: managedSave, after: forgetSave },
  domainManagedSaveDefineXml: {
    before: managedSave,
    args: async (stage) => ({
      dxml: (await (await named(stage, 'px-on')).getXmlDesc(2)).replace('<on_reboot>restart', '<on_reboot>destroy'),
    }),
    effect: { call: 'managedSaveGetXMLDesc', given: [0], is: (text: string) => text.includes('<on_reboot>destroy') },
    after: forgetSave,
  },
  domainCoreDump: { args: (stage) => ({ to: stage.path('px.core'), flags: stage.qemu ? 16 : 0 }) },
  domainCoreDumpWithFormat: { args: (stage) => ({ to: stage.path('px.core'), flags: stage.qemu ? 16 : 0 }) },
  domainMemoryPeek: { args: () => ({ size: 64, flags: 1 }) },
  domainSendKey: { args: () => ({ codeset: 0, holdtime: 1, keycodes: [30] }) },
  domainSendProcessSignal: { args: () => ({ pidValue: 1n, signum: 1 }) },
  domainSetLaunchSecurityState: {
    args: () => ({
      params: [
        { field: 'sev-secret-header', kind: 'string', value: 'AA==' },
        { field: 'sev-secret', kind: 'string', value: 'AA==' },
      ],
    }),
  },
  domainGetLaunchSecurityInfo: {},
  domainAttach: { args: () => ({ pidValue: 1 }), python: false },
  domainOpenChannel: { args: () => ({ name: 'org.kilonova.px' }), python: false },
}

async function runs(stage: Stage): Promise<void> {
  const domain = await named(stage, 'px-on')
  if ((await domain.getState()).state !== 1) await domain.resume()
}

async function stops(stage: Stage): Promise<void> {
  const domain = await named(stage, 'px-on')
  if (await domain.isActive()) await domain.suspend()
}

async function managedSave(stage: Stage): Promise<void> {
  await (await named(stage, 'px-on')).managedSave()
}

async function forgetSave(stage: Stage): Promise<void> {
  await (await named(stage, 'px-on')).managedSaveRemove().catch(() => undefined)
}

async function schedulerParams(stage: Stage): Promise<number> {
  return (await (await named(stage, 'px-on')).getSchedulerType()).nparams
}

/** The guest with two snapshots, one of them made on top of the other. */
async function shelved(stage: Stage): Promise<Stage['shelf']> {
  stage.shelf = await stage.domain('px-shelf', false)
  const domain = await named(stage, 'px-shelf')
  const names = await domain.snapshotListNames()
  for (const name of ['px-snap', 'px-child']) {
    if (!names.includes(name)) await domain.snapshotCreateXml(`<domainsnapshot><name>${name}</name></domainsnapshot>`)
  }
  return stage.shelf
}
