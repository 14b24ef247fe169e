import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A text that names one kind of thing: a `ServerId` is no `ImageId`, though both are UUIDs. */
export type Id<Kind extends string> = string & { readonly __kind: Kind }

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function uuidOf<Kind extends string>(kind: Kind) {
  return z
    .string()
    .regex(uuidPattern, `not a ${kind} id: a lower-case UUID is expected`)
    .transform((text) => text as Id<Kind>)
}

/** The schema of each kind of id; parsing is the only way to make one from a text. */
export const ServerId = uuidOf('server')
export type ServerId = Id<'server'>
export const ImageId = uuidOf('image')
export type ImageId = Id<'image'>
export const PortId = uuidOf('port')
export type PortId = Id<'port'>
export const NetworkId = uuidOf('network')
export type NetworkId = Id<'network'>
export const FlowId = uuidOf('flow')
export type FlowId = Id<'flow'>

/** A hypervisor host's name: a DNS label or dotted name, also safe as a bus subject once dots are replaced. */
export const HostName = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
    'not a host name',
  )
  .max(253)
  .transform((text) => text as HostName)
export type HostName = Id<'host'>

/** A fresh random id of the wanted kind: `newId<'server'>()`. */
export function newId<Kind extends string>(): Id<Kind> {
  return randomUUID() as string as Id<Kind>
}
