import type { MethodFact } from './data.ts'

/** Topics of a class page, in order; a method belongs to the first whose pattern fits its name. */
const topics: readonly (readonly [string, RegExp])[] = [
  [
    'Opening and closing',
    /^(close|closed|open|isAlive|isEncrypted|isSecure|readOnly|daemonVersion|call|setIdentity|conn|uri)$/,
  ],
  [
    'Identity',
    /^(name|uuid|id|key|pool|mac|usageId|usageType|portDev|filtername|portdev|info)$|^get(Uuid|Name|Id|OsType|Connect|Domain|Key)$/,
  ],
  ['Migration', /[mM]igrat|[dD]irtyRate/],
  [
    'Snapshots, checkpoints and backup',
    /[sS]napshot|[cC]heckpoint|[bB]ackup|listAllChildren|getParent|isCurrent|hasMetadata|ChildrenNames|numChildren/,
  ],
  ['Events', /^(?!.*Perf).*[eE]vent|^(on|stream|lifecycle)$/],
  ['Disks and block jobs', /[bB]lock|[dD]isk|^fs|[fF]sInfo|[tT]hrottle/],
  [
    'Interfaces of the guest',
    /^(interface(Addresses|Stats|Parameters)|getInterfaceParameters|setInterfaceParameters|announceInterface)/,
  ],
  ['CPUs', /[vV]cpu|[cC]pu|[eE]mulatorPin|pinEmulator|[iI]othread|[iI]oThread|[sS]cheduler|[pP]erfEvents/],
  ['Memory and NUMA', /[mM]emory|[nN]uma|[bB]lkio|[fF]reePages|allocPages/],
  ['Jobs', /[jJ]ob/],
  ['Saving', /[sS]ave|[rR]estore|coreDump/],
  ['Guest agent', /[aA]gent|[gG]uestInfo|UserPassword|SshKeys|[tT]ime$|[hH]ostname/],
  ['Console, keys and screen', /Console|Channel|screenshot|sendKey|injectNmi|Graphics|graphics|ProcessSignal/],
  ['Devices', /Device|device/],
  [
    'Life',
    /^(create|destroy|shutdown|reboot|reset|suspend|resume|undefine|define|build|delete|refresh|wipe|resize|rename|pm)/,
  ],
  ['Guests', /^(domain|listAllDomains|listDomains|listDefinedDomains|numOf(Defined)?Domains|getAllDomainStats)/],
  ['Volumes', /^storageVol|[vV]olumes$|^createXml/],
  [
    'State and description',
    /^is[A-Z]|^get(Info|InfoFlags|State|XmlDesc|ControlInfo|Metadata|Messages|Path)$|^setMetadata$|Autostart/,
  ],
  [
    'Networks',
    /^(network|list(All|Defined)?Networks|numOf(Defined)?Networks|interface|list(All|Defined)?Interfaces|numOf(Defined)?Interfaces|nwfilter|nwFilter|list(All)?Nwfilter|numOfNwfilters|changeBegin)/i,
  ],
  ['Storage', /^(storage|list(All|Defined)?StoragePools|numOf(Defined)?StoragePools|findStorage|getStorage)/],
  ['Secrets', /[sS]ecret/],
  ['Data', /^(upload|download|send|read|recv|abort|finish|readable|writable|sparse|setValue|getValue)/],
  [
    'The host',
    /^(node|get(Capabilities|DomainCapabilities|Type|Version|LibVersion|Uri|Sysinfo|MaxVcpus)|baseline|compare)/,
  ],
]

/** Methods by topic, in the topics' order; what fits none comes last. */
export function byTopic(methods: readonly MethodFact[]): Map<string, MethodFact[]> {
  const found = new Map<string, MethodFact[]>(topics.map(([topic]) => [topic, []]))
  const rest: MethodFact[] = []
  for (const method of methods) {
    const topic = topics.find(([, pattern]) => pattern.test(method.name))?.[0]
    const list = topic === undefined ? rest : found.get(topic)
    list?.push(method)
  }
  found.set('Properties and settings', rest)
  return new Map([...found].filter(([, list]) => list.length > 0))
}
