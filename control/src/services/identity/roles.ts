import { createHash } from 'node:crypto'

/** Keystone's roles, each with those it brings along. */
const impliedBy = {
  admin: ['manager', 'member', 'reader'],
  manager: ['member', 'reader'],
  member: ['reader'],
  reader: [],
  service: [],
} as const

export type RoleName = keyof typeof impliedBy
export const roleNames = Object.keys(impliedBy) as RoleName[]

/** A role's id is made from its name, so that it is the same in every cloud. */
export const roleId = (name: string): string => createHash('sha256').update(`role ${name}`).digest('hex').slice(0, 32)

export const roleById = (id: string): RoleName | undefined =>
  roleNames.find((name) => name === id || roleId(name) === id)

/** The roles given, and those that they bring along, in a fixed order. */
export function withImplied(given: readonly string[]): RoleName[] {
  const all = new Set<string>(given)
  for (const name of given) for (const more of impliedBy[name as RoleName] ?? []) all.add(more)
  return roleNames.filter((name) => all.has(name))
}
