/** Networks, storage, secrets, filters, the host's devices and interfaces. */
import type { Args } from './arguments.ts'
import type { Case } from './cases.ts'
import type { Handle, Stage } from './stage.ts'
import { connection, forgets, gives, givesMember, xmlHas } from './views.ts'
import * as xml from './things.ts'

/** Another network than the one the guests are on. */
async function spareNetwork(stage: Stage, active: boolean): Promise<Args> {
  const { conn, qemu } = stage
  const net = await conn
    .networkLookupByName('px-spare')
    .catch(() => conn.networkDefineXml(xml.network('px-spare', qemu ? 78 : 79)))
  if (active !== (await net.isActive())) await (active ? net.create() : net.destroy())
  return { net }
}

/** A filter's use on a network card that no guest has. */
async function bound(stage: Stage): Promise<Args> {
  const found = await stage.conn.nwFilterBindingLookupByPortDev('px-spare').catch(() => undefined)
  await spareNetwork(stage, true).catch(() => undefined)
  if (found === undefined) await stage.conn.nwFilterBindingCreateXml(xml.binding('px-spare')).catch(() => undefined)
  return { nwfilter: { portdev: 'px-spare', filtername: 'px-filter' } }
}

async function volume(stage: Stage, name: string): Promise<Handle> {
  const pool = await stage.conn.storagePoolLookupByName('px-pool')
  return pool.storageVolLookupByName(name).catch(() => pool.storageVolCreateXml(xml.volume(name)))
}

const idlePool = (): Pick<Case, 'args'> => ({ args: ({ idlePool: pool }) => ({ pool }) })
const freshPool = (stage: Stage): string => {
  const name = stage.newName()
  return xml.pool(name, stage.path('pool'.concat(name)))
}

/** The test driver's interface, as it was at first and switched off. */
async function idleInterface(stage: Stage): Promise<void> {
  const iface = await stage.conn.interfaceLookupByName(stage.iface.name as string).catch(() => undefined)
  if (iface !== undefined && (await iface.isActive())) await iface.destroy()
}

export const deviceCases: Record<string, Case> = {
  networkLookupByName: { args: () => ({ name: 'px-net' }) },
  networkLookupByUuid: { args: ({ net }) => ({ uuid: net.uuid }), python: { call: 'networkLookupByUUIDString' } },
  networkDefineXml: { args: (stage) => ({ xml: xml.network(stage.newName(), 80) }) },
  networkDefineXmlFlags: { args: (stage) => ({ xml: xml.network(stage.newName(), 81) }) },
  networkCreateXml: { args: (stage) => ({ xml: xml.network(stage.newName(), 82) }) },
  networkCreateXmlFlags: { args: (stage) => ({ xml: xml.network(stage.newName(), 83) }) },
  networkCreate: { args: (stage) => spareNetwork(stage, false), effect: gives('isActive', 1) },
  networkDestroy: { args: (stage) => spareNetwork(stage, true), effect: gives('isActive', 0) },
  networkUndefine: {
    args: (stage) => spareNetwork(stage, false),
    effect: forgets('listDefinedNetworks', 'px-spare', connection),
  },
  networkSetAutostart: { args: () => ({ autostart: 1 }), effect: gives('autostart', 1) },
  networkUpdate: {
    args: () => ({
      command: 3,
      section: 4,
      parentIndex: -1,
      xml: "<host mac='52:54:00:00:00:48' ip='192.168.77.48'/>",
      flags: 3,
    }),
    effect: xmlHas(/52:54:00:00:00:48/),
    after: async ({ conn }) => {
      const net = await conn.networkLookupByName('px-net')
      await net.update(2, 4, -1, "<host mac='52:54:00:00:00:48' ip='192.168.77.48'/>", 3).catch(() => undefined)
    },
  },
  networkListAllPorts: {},
  networkPortLookupByUuid: { args: ({ port }) => ({ uuid: port.uuid }), python: { call: 'portLookupByUUIDString' } },
  networkPortCreateXml: {
    args: async ({ conn }) => {
      const net = await conn.networkLookupByName('px-net')
      await net.portLookupByUuid(xml.uuids.port).then(
        (port) => port.delete(),
        () => undefined,
      )
      return { xml: xml.port(xml.uuids.port) }
    },
  },
  networkPortGetParameters: { args: () => ({ nparams: 0 }) },
  networkPortSetParameters: {
    args: () => ({ params: [{ field: 'inbound.average', kind: 'uint', value: 2000 }] }),
    effect: givesMember('parameters', 'inbound.average', 2000, [0]),
  },
  networkPortDelete: {
    effect: {
      on: ({ net }) => ({ kind: 'network', ref: net }),
      call: 'listAllPorts',
      given: [0],
      is: (all: { uuid: string }[]) => all.every(({ uuid }) => uuid !== xml.uuids.port),
    },
  },
  networkSetMetadata: { args: () => ({ type: 0, metadata: 'noted' }) },
  networkGetMetadata: { args: () => ({ type: 0 }), python: false },

  nwfilterLookupByName: { args: () => ({ name: 'px-filter' }) },
  nwfilterLookupByUuid: {
    args: ({ nwfilter }) => ({ uuid: nwfilter.uuid }),
    python: { call: 'nwfilterLookupByUUIDString' },
  },
  nwfilterDefineXml: { args: (stage) => ({ xml: xml.filter(stage.newName()) }) },
  nwfilterDefineXmlFlags: { args: (stage) => ({ xml: xml.filter(stage.newName()) }) },
  nwfilterUndefine: {
    args: async (stage) => {
      for (const one of await stage.conn.listAllNwFilterBindings().catch(() => []))
        await one.delete().catch(() => undefined)
      return {}
    },
    effect: forgets('listNWFilters', 'px-filter', connection),
  },
  nwfilterBindingCreateXml: {
    args: async (stage) => {
      await spareNetwork(stage, true).catch(() => undefined)
      await stage.conn.nwFilterBindingLookupByPortDev('px-spare').then(
        (one) => one.delete(),
        () => undefined,
      )
      return { xml: xml.binding('px-spare') }
    },
  },
  nwfilterBindingLookupByPortDev: {
    args: async (stage) => {
      await bound(stage)
      return { name: 'px-spare' }
    },
  },
  nwfilterBindingGetXmlDesc: { args: bound },
  nwfilterBindingDelete: {
    args: bound,
    effect: { on: connection, call: 'listAllNWFilterBindings', given: [0], is: (all: object[]) => all.length === 0 },
  },
  connectListAllNwfilterBindings: {
    args: async (stage) => {
      await bound(stage)
      return {}
    },
  },

  storagePoolLookupByName: { args: () => ({ name: 'px-pool' }) },
  storagePoolLookupByUuid: {
    args: ({ pool }) => ({ uuid: pool.uuid }),
    python: { call: 'storagePoolLookupByUUIDString' },
  },
  storagePoolLookupByTargetPath: { args: (stage) => ({ path: stage.path('pool') }) },
  storagePoolDefineXml: { args: (stage) => ({ xml: freshPool(stage) }) },
  storagePoolCreateXml: { args: (stage) => ({ xml: freshPool(stage), flags: stage.qemu ? 1 : 0 }) },
  storagePoolCreate: { ...idlePool(), effect: gives('isActive', 1) },
  storagePoolDestroy: { effect: gives('isActive', 0) },
  storagePoolBuild: idlePool(),
  storagePoolDelete: idlePool(),
  storagePoolUndefine: { ...idlePool(), effect: forgets('listDefinedStoragePools', 'px-idle', connection) },
  storagePoolSetAutostart: { args: () => ({ autostart: 1 }), effect: gives('autostart', 1) },
  storagePoolGetInfo: { python: { near: 0.3 } },
  storagePoolGetXmlDesc: { args: ({ idlePool: pool }) => ({ pool }) },
  storageVolLookupByName: { args: () => ({ name: 'px-vol' }) },
  storageVolLookupByKey: { args: ({ vol }) => ({ key: vol.key }) },
  storageVolLookupByPath: { args: ({ vol }) => ({ path: vol.key }) },
  storageVolCreateXml: { args: (stage) => ({ xml: xml.volume(stage.newName()) }) },
  storageVolCreateXmlFrom: { args: (stage) => ({ xml: xml.volume(stage.newName()), clonevol: stage.vol }) },
  storageVolResize: {
    args: () => ({ capacity: 2_097_152n }),
    effect: { call: 'info', is: ([, capacity]: number[]) => capacity === 2_097_152 },
  },
  storageVolDelete: {
    args: async (stage) => ({ vol: await volume(stage, 'px-lost') }),
    effect: { on: ({ pool }) => ({ kind: 'storagePool', ref: pool }), ...forgets('listVolumes', 'px-lost') },
  },
  storageVolUpload: {},
  storageVolDownload: {},

  secretLookupByUuid: { args: ({ secret }) => ({ uuid: secret.uuid }), python: { call: 'secretLookupByUUIDString' } },
  secretLookupByUsage: { args: () => ({ usageType: 1, usageId: '/px' }) },
  secretDefineXml: { args: () => ({ xml: xml.secret(xml.uuids.port, '/px-other') }) },
  secretSetValue: { args: () => ({ value: Buffer.from('px') }), effect: gives('value', { hex: '7078' }, [0]) },
  secretGetValue: {
    args: async (stage) => {
      const secret = await stage.conn.secretLookupByUuid(stage.secret.uuid as string).catch(() => undefined)
      await secret?.setValue(Buffer.from('a secret'))
      return {}
    },
    python: { theirs: ({ hex }: { hex: string }) => hex },
  },
  secretUndefine: {
    effect: { on: connection, call: 'listSecrets', is: (all: string[]) => !all.includes(xml.uuids.secret) },
  },

  nodeDeviceLookupByName: { args: ({ device }) => ({ name: device }) },
  ...Object.fromEntries(
    ['GetXmlDesc', 'GetParent', 'NumOfCaps', 'ListCaps', 'IsActive', 'IsPersistent', 'GetAutostart'].map((name) => [
      `nodeDevice${name}`,
      { args: ({ device }: Stage) => ({ name: device }) },
    ]),
  ),
  nodeDeviceCreateXml: {
    args: () => ({
      xmlDesc: `<device><parent>scsi_host1</parent><capability type='scsi_host'><capability type='fc_host'><wwnn>2000000012341235</wwnn><wwpn>1000000012341235</wwpn></capability></capability></device>`,
    }),
  },
  nodeDeviceDefineXml: {
    args: () => ({
      xmlDesc: `<device><parent>computer</parent><capability type='mdev'><type id='px'/><uuid>${xml.uuids.none}</uuid></capability></device>`,
    }),
  },
  nodeDeviceLookupScsiHostByWwn: {
    args: () => ({ wwnn: '2000000012341234', wwpn: '1000000012341234' }),
    python: false,
  },
  ...Object.fromEntries(
    ['Destroy', 'Undefine', 'Create', 'SetAutostart', 'Update', 'Dettach', 'DetachFlags', 'ReAttach', 'Reset'].map(
      (name) => [`nodeDevice${name}`, { args: ({ device }: Stage) => ({ name: device }) }],
    ),
  ),

  interfaceLookupByName: { args: ({ iface }) => ({ name: iface.name }) },
  interfaceLookupByMacString: { args: ({ iface }) => ({ mac: iface.mac }) },
  interfaceDefineXml: {
    args: ({ iface }) => ({
      xml: `<interface type='ethernet' name='px-eth'><start mode='none'/><mac address='${iface.mac}'/></interface>`,
    }),
    after: async ({ conn }) => (await conn.interfaceLookupByName('px-eth').catch(() => undefined))?.undefine(),
  },
  interfaceCreate: { before: idleInterface, effect: gives('isActive', 1) },
  interfaceDestroy: {
    before: async (stage) => {
      const iface = await stage.conn.interfaceLookupByName(stage.iface.name as string)
      if (!(await iface.isActive())) await iface.create()
    },
    effect: gives('isActive', 0),
  },
  interfaceUndefine: {
    args: async ({ conn, iface, qemu }) => {
      if (qemu) return {}
      const text = `<interface type='ethernet' name='px-eth'><start mode='none'/><mac address='${iface.mac}'/></interface>`
      const { name, mac } = await conn.interfaceDefineXml(text)
      return { iface: { name, mac } }
    },
  },
  interfaceChangeBegin: { before: noChange, after: noChange },
  interfaceChangeCommit: { before: change },
  interfaceChangeRollback: { before: change },
}

async function noChange(stage: Stage): Promise<void> {
  await stage.conn.interfaceChangeRollback().catch(() => undefined)
}

async function change(stage: Stage): Promise<void> {
  await noChange(stage)
  await stage.conn.interfaceChangeBegin().catch(() => undefined)
}
