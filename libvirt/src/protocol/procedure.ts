import type { XdrReader } from '../xdr/reader.ts'
import type { XdrWriter } from '../xdr/writer.ts'

/** One row of a program's table: everything the session has to know to make the call. */
export interface Procedure<Args, Ret> {
  /** Program number: remote, qemu, lxc or admin. */
  readonly program: number
  readonly number: number
  /** The row's name in its table, as `domainGetXmlDesc`. */
  readonly name: string
  /** True where the daemon may keep the call waiting: it runs on no priority worker. */
  readonly slow: boolean
  /** First libvirt release with the public function; empty where it has none. */
  readonly since: string
  readonly writeArgs: ((writer: XdrWriter, args: Args) => void) | undefined
  readonly readRet: ((reader: XdrReader) => Ret) | undefined
  /** Which way stream packets flow after the reply. */
  readonly stream: 'none' | 'read' | 'write' | 'both'
  /** True where file descriptors would have to travel, which Node cannot do. */
  readonly fds: boolean
}

/** A message that the daemon sends unasked. */
export interface EventProcedure<Message> {
  readonly program: number
  readonly number: number
  readonly name: string
  readonly read: (reader: XdrReader) => Message
}

type Write = (writer: XdrWriter, args: never) => void
type Read = (reader: XdrReader) => unknown

/** Used by the generated tables. `traits`: s slow, r stream to us, w stream to the daemon, f file descriptors. */
export function procedure(
  program: number,
  number: number,
  name: string,
  traits: string,
  since: string,
  writeArgs?: Write,
  readRet?: Read,
): Procedure<never, unknown> {
  const reads = traits.includes('r')
  const writes = traits.includes('w')
  return {
    program,
    number,
    name,
    slow: traits.includes('s'),
    since,
    writeArgs,
    readRet,
    stream: reads ? (writes ? 'both' : 'read') : writes ? 'write' : 'none',
    fds: traits.includes('f'),
  }
}
