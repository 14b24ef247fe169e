/** Splits a C name into words: `GetXMLDesc` → Get, XML, Desc; `hv_ver` → hv, ver. A digit stays with its word. */
export function words(name: string): string[] {
  return name.replaceAll('CPUs', 'Cpus').match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g) ?? []
}

/** Field names of the tables that run words together. */
const joined: Record<string, string> = {
  expirytime: 'expiryTime',
  ipaddr: 'ipAddr',
  clientid: 'clientId',
  fstype: 'fsType',
}

/** `MIGRATE_TO_URI3`, `migrateToURI3` → `migrateToUri3`. */
export function camel(name: string): string {
  const text = pascal(name)
  return joined[name] ?? text.charAt(0).toLowerCase() + text.slice(1)
}

export function pascal(name: string): string {
  return words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
}
