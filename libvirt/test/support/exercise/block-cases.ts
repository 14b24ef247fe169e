/** Block jobs, backups and checkpoints: each on a guest made for it, because they leave chains and jobs behind. */
import { rm } from 'node:fs/promises'
import type { Args } from './arguments.ts'
import type { Case } from './cases.ts'
import type { Stage } from './stage.ts'
import { domainOf, xmlHas } from './views.ts'

/** Flags: into a file that is there, as a transient job of a guest that stays defined. */
const transientJob = 4

/** A guest whose disk lies over another one. */
async function chain(stage: Stage): Promise<Args> {
  if (!stage.qemu) return { dom: stage.on }
  const under = await stage.disk('px-base')
  await rm(stage.path('px-copy.qcow2'), { force: true })
  return { dom: await stage.freshDomain('px-chain', true, under) }
}

/** The same while a copy of its disk is held at the point where it could be switched to. */
async function copying(stage: Stage): Promise<Args> {
  const args = await chain(stage)
  if (!stage.qemu) return args
  const domain = await stage.conn.domainLookupByName('px-chain')
  await domain.blockCopy('vda', copyTarget(stage), {}, transientJob)
  return args
}

function copyTarget(stage: Stage): string {
  return `<disk type='file'><source file='${stage.path('px-copy.qcow2')}'/><driver type='qcow2'/></disk>`
}

/** A guest with two checkpoints, one after the other. */
async function marked(stage: Stage): Promise<Stage['on']> {
  const dom = await stage.domain('px-marked', true)
  stage.marked = dom
  const domain = await stage.conn.domainLookupByName('px-marked')
  const names = (await domain.listAllCheckpoints()).map(({ name }) => name)
  for (const name of ['px-check', 'px-child']) {
    if (!names.includes(name)) await domain.checkpointCreateXml(checkpoint(stage, name))
  }
  return dom
}

function checkpoint({ qemu }: Stage, name: string): string {
  const second = qemu ? "<disk name='vdb' checkpoint='no'/>" : ''
  return `<domaincheckpoint><name>${name}</name><disks><disk name='vda' checkpoint='bitmap'/>${second}</disks></domaincheckpoint>`
}

function backup(stage: Stage): string {
  return `<domainbackup mode='pull'><server transport='unix' socket='${stage.path('px.nbd')}'/><disks><disk name='vda' backup='yes' type='file'><scratch file='${stage.path('px.scratch')}'/></disk><disk name='vdb' backup='no'/></disks></domainbackup>`
}

async function backingUp(stage: Stage): Promise<Args> {
  if (!stage.qemu) return { dom: stage.on }
  const dom = await stage.freshDomain('px-backup')
  const domain = await stage.conn.domainLookupByName('px-backup')
  await domain.backupBegin(backup(stage), null)
  return { dom }
}

const withCheck = (field: string, name = 'px-check'): Pick<Case, 'args'> => ({
  args: async (stage) => ({ [field]: { name, dom: await marked(stage) } }),
})

export const blockCases: Record<string, Case> = {
  domainBlockPeek: { args: () => ({ path: 'vdb', size: 64 }) },
  domainBlockResize: {
    args: async (stage) => ({ ...(await chain(stage)), size: 16_384n }),
    effect: { call: 'blockInfo', given: ['vda'], is: ([capacity]: number[]) => capacity === 16_384 * 1024 },
  },
  domainSetBlockThreshold: { args: () => ({ dev: 'vda', threshold: 1_000_000n }) },
  domainBlockCommit: {
    args: async (stage) => ({ ...(await chain(stage)), base: null, top: null, flags: 1 | 4 }),
    effect: { call: 'blockJobInfo', given: ['vda', 0], is: (info: Record<string, number>) => info['type'] === 4 },
  },
  domainBlockCopy: {
    args: async (stage) => ({ ...(await chain(stage)), destxml: copyTarget(stage), flags: transientJob }),
    effect: { call: 'blockJobInfo', given: ['vda', 0], is: (info: Record<string, number>) => info['type'] === 2 },
  },
  domainBlockPull: { args: chain, effect: xmlHas(/px-chain/) },
  domainBlockRebase: { args: chain, effect: xmlHas(/px-chain/) },
  domainBlockJobAbort: {
    args: copying,
    effect: { call: 'blockJobInfo', given: ['vda', 0], is: (info: object) => Object.keys(info).length === 0 },
  },
  domainBlockJobSetSpeed: {
    args: async (stage) => ({ ...(await copying(stage)), bandwidth: 7n }),
    effect: { call: 'blockJobInfo', given: ['vda', 0], is: (info: Record<string, number>) => info['bandwidth'] === 7 },
  },
  domainGetBlockJobInfo: {
    args: copying,
    python: { ours: ({ found: _found, ...info }: { found: number }) => info },
  },
  domainBackupBegin: {
    args: async (stage) => {
      const dom = stage.qemu ? await stage.freshDomain('px-backup') : stage.on
      return { dom, backupXml: backup(stage), checkpointXml: null }
    },
    effect: { call: 'backupGetXMLDesc', given: [0], is: (text: string) => text.includes("mode='pull'") },
  },
  domainBackupGetXmlDesc: { args: backingUp },
  domainAbortJob: { args: backingUp, effect: { call: 'jobInfo', is: ([type]: number[]) => type === 0 } },
  domainAbortJobFlags: { args: backingUp, effect: { call: 'jobInfo', is: ([type]: number[]) => type === 0 } },
  domainGetJobInfo: { args: backingUp, python: { near: 1 } },
  domainGetJobStats: { args: backingUp, python: { near: 1 } },

  domainCheckpointCreateXml: {
    args: async (stage) => ({ dom: await marked(stage), xmlDesc: checkpoint(stage, stage.newName()) }),
    after: (stage) => stage.removeDomain('px-marked'),
  },
  domainCheckpointGetXmlDesc: withCheck('checkpoint'),
  domainCheckpointListAllChildren: withCheck('checkpoint'),
  domainCheckpointGetParent: withCheck('checkpoint', 'px-child'),
  domainCheckpointLookupByName: { args: async (stage) => ({ dom: await marked(stage), name: 'px-check' }) },
  domainListAllCheckpoints: { args: async (stage) => ({ dom: await marked(stage) }) },
  domainCheckpointDelete: {
    ...withCheck('checkpoint', 'px-child'),
    effect: {
      on: domainOf(({ marked: dom }) => dom),
      call: 'listAllCheckpoints',
      given: [0],
      is: (all: { name: string }[]) => all.every(({ name }) => name !== 'px-child'),
    },
  },
}
