import type { TypedParam, TypedParamValue } from '../protocol/typed-param.ts'

/**
 * Typed parameters as a plain object. A 64-bit value above 2^53 is a bigint; a name that came more than once (as the
 * disks of a migration do) holds an array.
 */
export type TypedParams = Record<string, TypedParamValue | TypedParamValue[]>

export function paramsToObject(params: readonly TypedParam[]): TypedParams {
  const result: TypedParams = {}
  for (const { field, value } of params) {
    const before = result[field]
    if (before === undefined) result[field] = value
    else if (Array.isArray(before)) before.push(value)
    else result[field] = [before, value]
  }
  return result
}
