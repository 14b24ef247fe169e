/** Calls the public method that stands for a procedure, with the arguments that the procedure had. */
import type { Connect } from '../../../src/index.ts'
import type { Procedure } from '../../../src/protocol/procedure.ts'
import { referenceData } from '../../../src/reference/data.ts'
import type { Args } from './arguments.ts'
import type { Reference } from './peer.ts'

const programs: Record<number, string> = { 0x2000_8086: 'remote', 0x2000_8087: 'qemu' }

/** @returns undefined where no method has just these arguments. */
export async function callMethod(
  conn: Connect,
  procedure: Procedure<never, unknown>,
  on: Reference,
  args: Args,
): Promise<{ readonly value: unknown } | undefined> {
  const program = programs[procedure.program]
  const fact = referenceData().methods.find(
    (one) => one.program === program && one.number === procedure.number && one.className !== '',
  )
  if (fact === undefined) return undefined
  const given: unknown[] = []
  for (const { name, fallback } of fact.parameters) {
    if (name === 'options') break
    const value = args[name]
    if (value === undefined && fallback === undefined) return undefined
    given.push(value)
  }
  const target = (await handleOf(conn, on)) as Record<string, (...given: unknown[]) => Promise<unknown>>
  const method = target[fact.name]
  if (method === undefined) return undefined
  return { value: await method.apply(target, given) }
}

async function handleOf(conn: Connect, { kind, ref }: Reference): Promise<object> {
  const names = ref as {
    name: string
    uuid: string
    key: string
    portdev: string
    dom: { uuid: string }
    net: { uuid: string }
  }
  switch (kind) {
    case 'connect':
      return conn
    case 'domain':
      return conn.domainLookupByUuid(names.uuid)
    case 'network':
      return conn.networkLookupByUuid(names.uuid)
    case 'networkPort':
      return (await conn.networkLookupByUuid(names.net.uuid)).portLookupByUuid(names.uuid)
    case 'storagePool':
      return conn.storagePoolLookupByUuid(names.uuid)
    case 'storageVol':
      return conn.storageVolLookupByKey(names.key)
    case 'secret':
      return conn.secretLookupByUuid(names.uuid)
    case 'nwfilter':
      return conn.nwFilterLookupByUuid(names.uuid)
    case 'nwfilterBinding':
      return conn.nwFilterBindingLookupByPortDev(names.portdev)
    case 'interface':
      return conn.interfaceLookupByName(names.name)
    case 'nodeDevice':
      return conn.nodeDeviceLookupByName(names.name)
    case 'domainSnapshot':
      return (await conn.domainLookupByUuid(names.dom.uuid)).snapshotLookupByName(names.name)
    case 'domainCheckpoint':
      return (await conn.domainLookupByUuid(names.dom.uuid)).checkpointLookupByName(names.name)
    default:
      throw new Error(`no handle of kind ${kind}`)
  }
}
