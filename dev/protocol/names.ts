/** Splits a C name into words: `GetXMLDesc` → Get, XML, Desc; `hv_ver` → hv, ver. A digit stays with its word. */
export function words(name: string): string[] {
  return name.replaceAll('CPUs', 'Cpus').match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g) ?? []
}

/** `MIGRATE_TO_URI3`, `migrateToURI3` → `migrateToUri3`. */
export function camel(name: string): string {
  const joined = pascal(name)
  return joined.charAt(0).toLowerCase() + joined.slice(1)
}

export function pascal(name: string): string {
  return words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
}
