// Generated from libvirt/protocol by dev/protocol/generate.ts; edit the generator, not this file.

import { procedure } from '../procedure.ts'
import { readTypedParam, writeTypedParam } from '../typed-param.ts'
import { readDomain, writeDomain } from './remote.js'
const readLxcDomainOpenNamespaceArgs = (r) => ({ dom: readDomain(r), flags: r.u32() })
const writeLxcDomainOpenNamespaceArgs = (w, v) => {
  writeDomain(w, v.dom)
  w.u32(v.flags)
}

export const lxcProgram = 0x68000
export const lxc = {
  domainOpenNamespace: procedure(0x68000, 1, 'domainOpenNamespace', 'sf', '1.0.2', writeLxcDomainOpenNamespaceArgs, undefined),
}
export const lxcEvents = {
}
export const lxcCodecs = {
  lxc_domain_open_namespace_args: { read: readLxcDomainOpenNamespaceArgs, write: writeLxcDomainOpenNamespaceArgs },
}
