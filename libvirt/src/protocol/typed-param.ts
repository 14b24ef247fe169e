import { XdrError } from '../xdr/error.ts'
import type { XdrReader } from '../xdr/reader.ts'
import type { XdrWriter } from '../xdr/writer.ts'

/** The wire types of libvirt's typed parameters (`virTypedParameterType`). */
export type TypedParamKind = 'int' | 'uint' | 'llong' | 'ullong' | 'double' | 'boolean' | 'string'

/** A 64-bit value is a number where that is exact and a bigint above 2^53. */
export type TypedParamValue = number | bigint | boolean | string

/** One typed parameter as it travels: names may repeat, and their order is kept. */
export interface TypedParam {
  readonly field: string
  readonly kind: TypedParamKind
  readonly value: TypedParamValue
}

const kinds: readonly TypedParamKind[] = ['int', 'uint', 'llong', 'ullong', 'double', 'boolean', 'string']
const stringMax = 4_194_304

export function readTypedParam(reader: XdrReader): TypedParam {
  const field = reader.string(stringMax)
  const type = reader.i32()
  switch (type) {
    case 1:
      return { field, kind: 'int', value: reader.i32() }
    case 2:
      return { field, kind: 'uint', value: reader.u32() }
    case 3:
      return { field, kind: 'llong', value: reader.i64Any() }
    case 4:
      return { field, kind: 'ullong', value: reader.u64Any() }
    case 5:
      return { field, kind: 'double', value: reader.f64() }
    case 6:
      return { field, kind: 'boolean', value: reader.i32() !== 0 }
    case 7:
      return { field, kind: 'string', value: reader.string(stringMax) }
    default:
      throw new XdrError(`typed parameter "${field.slice(0, 80)}" has the unknown type ${type}`)
  }
}

export function writeTypedParam(writer: XdrWriter, param: TypedParam): void {
  writer.string(param.field, stringMax)
  writer.i32(kinds.indexOf(param.kind) + 1)
  const { value } = param
  switch (param.kind) {
    case 'int':
      return writer.i32(value as number)
    case 'uint':
      return writer.u32(value as number)
    case 'llong':
      return writer.i64(value as number | bigint)
    case 'ullong':
      return writer.u64(value as number | bigint)
    case 'double':
      return writer.f64(value as number)
    case 'boolean':
      return writer.i32(value ? 1 : 0)
    case 'string':
      return writer.string(value as string, stringMax)
    default:
      throw new XdrError(`typed parameter "${param.field}" has the unknown kind ${String(param.kind satisfies never)}`)
  }
}
