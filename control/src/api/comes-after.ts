import { type RawBuilder, type SqlBool, sql } from 'kysely'

/**
 * The rows that come after this one in a list sorted by these columns, and then by `id` in the direction of the first.
 * A null is where PostgreSQL has it: at the end of what ascends, at the beginning of what descends.
 */
export function comesAfter(
  row: Readonly<Record<string, unknown>>,
  rules: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[],
): RawBuilder<SqlBool> {
  const same: RawBuilder<SqlBool>[] = []
  const ways = [...rules, { column: 'id', direction: rules[0]?.direction ?? 'desc' }].map((rule) => {
    const [column, value] = [sql.ref(rule.column), row[rule.column]]
    const way = sql.join([...same, isLater(column, value, rule.direction)], sql` and `)
    same.push(value === null ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} = ${value}`)
    return sql<SqlBool>`(${way})`
  })
  return sql<SqlBool>`(${sql.join(ways, sql` or `)})`
}

function isLater(column: RawBuilder<unknown>, value: unknown, direction: string): RawBuilder<SqlBool> {
  if (value === null) return direction === 'asc' ? sql<SqlBool>`false` : sql<SqlBool>`${column} is not null`
  return direction === 'asc'
    ? sql<SqlBool>`(${column} > ${value} or ${column} is null)`
    : sql<SqlBool>`${column} < ${value}`
}
