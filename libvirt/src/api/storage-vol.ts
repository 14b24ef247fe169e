import { StorageVolCalls } from '../protocol/generated/calls/storage-vol.js'
import { remote, type StorageVol as Wire } from '../protocol/generated/remote.js'
import type { CallOptions } from '../session/pending-call.ts'
import { openStream } from '../streams/open-stream.ts'
import type { Stream } from '../streams/stream.ts'
import type { Connect } from './connect.ts'
import { make } from './values.ts'

/** A volume: an image file, a logical volume, or whatever its pool keeps. */
export class StorageVol extends StorageVolCalls {
  readonly conn: Connect
  /** Name of the pool it is in. */
  readonly pool: string
  readonly name: string
  /** Unlike any other volume's on this host; most often the path. */
  readonly key: string

  constructor(conn: Connect, wire: Wire) {
    super()
    this.conn = conn
    this.pool = wire.pool
    this.name = wire.name
    this.key = wire.key
  }

  /**
   * Opens the volume for reading.
   * @param offset where to begin, in bytes
   * @param length how many bytes; 0 for all that follow
   * @param flags `StorageVolDownloadFlags`; with the sparse flag `readChunk` gives holes
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone
   * @remarks virStorageVolDownload, since libvirt 0.9.0; remote procedure 209
   */
  async download(
    offset: number | bigint = 0,
    length: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<Stream> {
    const args = { vol: this, offset, length, flags }
    return (await openStream(this.conn, remote.storageVolDownload, args, options)).stream
  }

  /**
   * Opens the volume for writing; `finish` says whether all was written.
   * @param offset where to begin, in bytes
   * @param length how many bytes at most; 0 for no limit
   * @param flags `StorageVolUploadFlags`; only with the sparse flag may holes be sent
   * @throws LibvirtError VIR_ERR_NO_STORAGE_VOL when it is gone; VIR_ERR_OPERATION_DENIED on a read-only connection
   * @remarks virStorageVolUpload, since libvirt 0.9.0; remote procedure 208
   */
  async upload(
    offset: number | bigint = 0,
    length: number | bigint = 0,
    flags = 0,
    options?: CallOptions,
  ): Promise<Stream> {
    const args = { vol: this, offset, length, flags }
    return (await openStream(this.conn, remote.storageVolUpload, args, options)).stream
  }
}

make.storageVol = (conn, wire) => new StorageVol(conn, wire)
