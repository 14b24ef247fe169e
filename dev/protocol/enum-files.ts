import { pascal } from './names.ts'
import type { EnumFacts } from './tables.ts'

const header =
  '// Generated from libvirt/protocol/enums.json by dev/protocol/generate.ts; edit the generator, not this file.\n'

/** `virDomainCreateFlags` → `DomainCreateFlags`. */
export function enumName(c: string): string {
  return pascal(c.replace(/^vir/, ''))
}

/** One constant object for each enum of libvirt, and one with the names of typed parameters and other strings. */
export function enumFiles(facts: EnumFacts): { js: string; types: string } {
  const js = [header]
  const types = [header]
  for (const [c, { values }] of Object.entries(facts.enums).sort(([a], [b]) => a.localeCompare(b))) {
    const rows = Object.entries(values).sort(([, a], [, b]) => a.v - b.v)
    const name = enumName(c)
    js.push(`export const ${name} = { ${rows.map(([key, { v }]) => `${key}: ${v}`).join(', ')} }`)
    types.push(`/** libvirt's \`${c}\`. */\nexport declare const ${name}: {`)
    for (const [key, { v, since }] of rows) types.push(`  /** since ${since ?? 'ever'} */\n  readonly ${key}: ${v}`)
    types.push(`}\nexport type ${name} = (typeof ${name})[keyof typeof ${name}]`)
  }
  const strings = Object.entries(facts.macros).filter(([, macro]) => macro.string !== undefined)
  js.push(
    `export const ParamName = { ${strings.map(([key, macro]) => `${key}: ${JSON.stringify(macro.string)}`).join(', ')} }`,
  )
  types.push('/** The strings that libvirt gives names to, most of them fields of typed parameters. */')
  types.push('export declare const ParamName: {')
  for (const [key, macro] of strings) types.push(`  readonly ${key}: ${JSON.stringify(macro.string)}`)
  types.push('}')
  return { js: `${js.join('\n')}\n`, types: `${types.join('\n')}\n` }
}
