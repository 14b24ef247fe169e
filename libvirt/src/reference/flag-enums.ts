import { type EnumFact, type MethodFact, referenceData } from './data.ts'

/** The enums whose values a method takes, added up or one of them, or gives. */
export function enumsOf(method: MethodFact): EnumFact[] {
  const text = [...method.parameters.map(({ note }) => note), method.returnNote].join(' ')
  const names = new Set([...text.matchAll(/`(\w+)`/g)].map(([, name]) => name))
  if (/\bVIR_MIGRATE_(?!PARAM)/.test(text) || /^migrate(\d|ToUri\d?)?$/.test(method.name))
    names.add('DomainMigrateFlags')
  return referenceData().enums.filter(({ name }) => names.has(name))
}
