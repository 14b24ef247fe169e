import { cpuList, integer, onOff, size, text, word, yesNo } from '../field.ts'
import { list, one } from '../nested.ts'
import { type ElementType, type Input, type Read, record } from '../record.ts'

const topologyXml = record('topology', {
  sockets: integer('@sockets'),
  dies: integer('@dies'),
  clusters: integer('@clusters'),
  cores: integer('@cores'),
  threads: integer('@threads'),
})

const cpuFeatureXml = record('feature', {
  /** Absent in a host's or a baseline CPU, where a listed feature is simply there. */
  policy: word<'force' | 'require' | 'optional' | 'disable' | 'forbid'>('@policy'),
  name: text('@name'),
  /** On a host: whether a guest with this feature could be migrated. */
  migratable: yesNo('@migratable'),
})

const numaDistanceXml = record('sibling', { cell: integer('@id'), distance: integer('@value') })

/** A NUMA node of the guest. */
export const numaCellXml = record('cell', {
  id: integer('@id'),
  cpus: cpuList('@cpus'),
  /** In KiB when the XML has no unit. */
  memoryMiB: size('@memory', { in: 'MiB', written: 'KiB', unit: 'unit' }),
  memoryAccess: word<'shared' | 'private'>('@memAccess'),
  discard: yesNo('@discard'),
  distances: list('distances/sibling', numaDistanceXml),
})

const cpuFields = {
  mode: word<'custom' | 'host-model' | 'host-passthrough' | 'maximum'>('@mode'),
  match: word<'exact' | 'minimum' | 'strict'>('@match'),
  check: word<'none' | 'partial' | 'full'>('@check'),
  migratable: onOff('@migratable'),
  /** In a host's CPU. */
  arch: text('arch'),
  modelFallback: word<'allow' | 'forbid'>('model@fallback'),
  modelVendorId: text('model@vendor_id'),
  model: text('model'),
  vendor: text('vendor'),
  microcodeVersion: text('microcode@version'),
  signatureFamily: integer('signature@family'),
  signatureModel: integer('signature@model'),
  signatureStepping: integer('signature@stepping'),
  counter: text('counter@name'),
  counterFrequencyHz: integer('counter@frequency'),
  counterScaling: yesNo('counter@scaling'),
  topology: one('topology', topologyXml),
  cacheLevel: integer('cache@level'),
  cacheMode: word<'emulate' | 'passthrough' | 'disable'>('cache@mode'),
  physicalAddressMode: word<'emulate' | 'passthrough'>('maxphysaddr@mode'),
  physicalAddressBits: integer('maxphysaddr@bits'),
  physicalAddressLimit: integer('maxphysaddr@limit'),
  features: list('feature', cpuFeatureXml),
  numaCells: list('numa/cell', numaCellXml),
}
export interface CpuXml extends Read<typeof cpuFields> {}
export interface CpuXmlInput extends Input<typeof cpuFields> {}
/** A guest's CPU, a host's (in capabilities), or one to compare or to find a baseline of. */
export const cpuXml: ElementType<CpuXml, CpuXmlInput, typeof cpuFields> = record('cpu', cpuFields)
