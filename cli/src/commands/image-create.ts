import { open, stat } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { Transform } from 'node:stream'
import { findImage } from '../client/find.ts'
import type { Json } from '../client/json.ts'
import type { CloudSession } from '../client/session.ts'
import { ProgressBar } from '../output/progress-bar.ts'
import { bytesText, durationText } from '../output/units.ts'
import { Problem } from '../problem.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { keyValues } from './key-values.ts'
import { guessDiskFormat } from './guess-disk-format.ts'
import { printImage } from './image-show.ts'

export interface ImageCreateOptions extends ClientOptions {
  readonly file: string
  readonly diskFormat?: string
  readonly containerFormat?: string
  readonly minDisk?: number
  readonly minRam?: number
  readonly kernel?: string
  readonly ramdisk?: string
  readonly property: readonly string[]
  readonly public?: boolean
}

/** Makes an image record and uploads a file into it. Whatever ends the upload early, no image is left. */
export async function imageCreate(
  context: CommandContext,
  given: string | undefined,
  options: ImageCreateOptions,
): Promise<void> {
  const properties = keyValues(options.property, '--property')
  const path = resolve(context.cwd, options.file)
  const size = await sizeOf(path)
  const name = given ?? basename(path, extname(path))
  const diskFormat = options.diskFormat ?? (await guessDiskFormat(path))
  const session = await connect(context, options)
  const record = await session.call('image', 'POST', '/v2/images', {
    signal: context.signal,
    refused: `image ${name} was not made`,
    body: {
      name,
      disk_format: diskFormat,
      container_format: options.containerFormat ?? containerFor(diskFormat),
      ...(options.public === true ? { visibility: 'public' } : {}),
      ...(options.minDisk === undefined ? {} : { min_disk: options.minDisk }),
      ...(options.minRam === undefined ? {} : { min_ram: options.minRam }),
      ...(await bootFiles(session, options, context.signal)),
      ...properties,
    },
  })
  const id = String(record['id'])
  const started = performance.now()
  try {
    await upload(context, session, { id, name, path, size })
  } catch (error) {
    await removeHalf(session, id)
    if (!context.signal.aborted) throw error
    throw new Problem(`stopped; image ${name} was not made, and nothing of it is kept`, { exit: 'interrupted' })
  }
  const image = await session.call('image', 'GET', `/v2/images/${id}`, { signal: context.signal })
  if (options.json === true) return context.output.json(image)
  const took = durationText(performance.now() - started)
  const format = options.diskFormat === undefined ? ` as ${diskFormat} (by its first bytes)` : ''
  context.output.note(`image ${name}: ${bytesText(size)} uploaded${format} in ${took}`)
  printImage(context.output, image)
}

// Amazon's three kinds have containers of the same name; all else is bare.
const containerFor = (diskFormat: string): string => (['aki', 'ari', 'ami'].includes(diskFormat) ? diskFormat : 'bare')

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path)
    if (!found.isFile())
      throw new Problem(`${path} is no file`, { exit: 'usage', next: 'name an image file with --file' })
    return found.size
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem(`${path} cannot be read`, { cause, exit: 'usage', next: 'name an image file with --file' })
  }
}

async function bootFiles(session: CloudSession, options: ImageCreateOptions, signal: AbortSignal): Promise<Json> {
  const found: Record<string, unknown> = {}
  for (const [property, name] of [['kernel_id', options.kernel] as const, ['ramdisk_id', options.ramdisk] as const]) {
    if (name !== undefined) found[property] = (await findImage(session, name, signal))['id']
  }
  return found
}

interface Upload {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly size: number
}

async function upload(context: CommandContext, session: CloudSession, image: Upload): Promise<void> {
  await using file = await open(image.path)
  using bar = new ProgressBar(context.output, { label: `uploading ${image.name}`, unit: 'bytes', total: image.size })
  let sent = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length
      bar.update(sent)
      done(null, chunk)
    },
  })
  // Exactly the bytes that stat counted: a file that grows under us must not overrun its content-length.
  const stream = file.createReadStream({
    start: 0,
    end: Math.max(image.size - 1, 0),
    highWaterMark: 1 << 20,
    autoClose: false,
  })
  stream.on('error', (error) => counted.destroy(error))
  context.signal.addEventListener('abort', () => stream.destroy(), { once: true })
  await session.call('image', 'PUT', `/v2/images/${image.id}/file`, {
    stream: stream.pipe(counted),
    headers: { 'content-type': 'application/octet-stream', 'content-length': String(image.size) },
    // The service checks the whole file after its last byte; that may take a while for a large one.
    deadlineMs: 600_000,
    signal: context.signal,
  })
}

/** Not with the signal that ended the upload: this is its repair. */
async function removeHalf(session: CloudSession, id: string): Promise<void> {
  try {
    await session.call('image', 'DELETE', `/v2/images/${id}`, { deadlineMs: 10_000 })
  } catch (error) {
    if (error instanceof Problem && error.exit === 'notFound') return
    throw new Problem(`image ${id} was not uploaded, and its record could not be removed`, {
      cause: error,
      next: `remove it with \`kilonova image delete ${id}\``,
    })
  }
}
