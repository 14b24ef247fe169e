/** How values of the wire become the API's, and back. */
import { localError } from '../errors/local.ts'
import type { TypedParam, TypedParamKind, TypedParamValue } from '../protocol/typed-param.ts'
import { paramKind } from './param-kinds.ts'
import type { Makers } from './handles.ts'

/**
 * Typed parameters as a plain object. A 64-bit value above 2^53 is a bigint; a name that came more than once (as the
 * disks of a migration do) holds an array.
 */
export type TypedParams = Record<string, TypedParamValue | TypedParamValue[]>

/** A value whose type on the wire is said, for parameters that this client does not know. */
export interface KindedValue {
  readonly kind: TypedParamKind
  readonly value: TypedParamValue
}

type InputValue = TypedParamValue | KindedValue
/** Typed parameters to send: plain values by name; an array repeats the name; undefined is left out. */
export type TypedParamsInput = Readonly<Record<string, InputValue | readonly InputValue[] | undefined>>

/** Filled by each class of handles, so that the generated calls can make one without importing it. */
export const make = {} as Makers

export function paramsToObject(params: readonly TypedParam[]): TypedParams {
  const result: TypedParams = {}
  for (let i = 0; i < params.length; i += 1) {
    const { field, value } = params[i] as TypedParam
    const before = result[field]
    if (before === undefined) result[field] = value
    else if (Array.isArray(before)) before.push(value)
    else result[field] = [before, value]
  }
  return result
}

/** @throws LibvirtError for a number whose wire type is not known; say it with `{ kind, value }`. */
export function paramsFromObject(params: TypedParamsInput): TypedParam[] {
  const result: TypedParam[] = []
  for (const [field, given] of Object.entries(params)) {
    if (given === undefined) continue
    for (const value of Array.isArray(given) ? (given as readonly InputValue[]) : [given as InputValue]) {
      result.push(typeof value === 'object' ? { field, ...value } : { field, kind: kindFor(field, value), value })
    }
  }
  return result
}

function kindFor(field: string, value: TypedParamValue): TypedParamKind {
  const known = paramKind(field)
  if (known !== undefined) return known
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number' && !Number.isInteger(value)) return 'double'
  const message = `the wire type of the parameter "${field}" is not known here: give { kind: 'uint', value: ${value} } or the like`
  throw localError('VIR_ERR_INVALID_ARG', message)
}

/** Named counters; nanoseconds of a host that is long up pass 2^53 and then are bigint. */
export function countersToObject(
  counters: readonly { readonly field: string; readonly value: bigint }[],
): Record<string, number | bigint> {
  return Object.fromEntries(counters.map(({ field, value }) => [field, toNumber(value)]))
}

/** As a number where that is exact, else unchanged. */
export function toNumber(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** A C string in a fixed array: up to the first NUL. */
export function charsToText(chars: Uint8Array): string {
  const end = chars.indexOf(0)
  return Buffer.from(end < 0 ? chars : chars.subarray(0, end)).toString('utf8')
}
