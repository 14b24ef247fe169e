import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Fault, type ImageSpec, ServerSpec, silentLog } from '@kilonova/core'
import { openServerFiles } from '../../src/images/open-server-files.ts'
import type { ServerFiles } from '../../src/images/server-files.ts'
import { ImageSettings } from '../../src/images/settings.ts'

const execute = promisify(execFile)

/** Runs a program of the machine, for making and reading back test material; the tested code has its own way. */
export async function run(program: string, ...args: string[]): Promise<string> {
  return (await execute(program, args, { maxBuffer: 64 * 2 ** 20 })).stdout
}

export const never = new AbortController().signal

/** A directory of a test's own, gone at its end. */
export async function testDirectory(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'kilonova-images-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

export const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export async function sha256(path: string): Promise<string> {
  return (await run('sha256sum', '--', path)).slice(0, 64)
}

export async function imageOf(
  path: string,
  diskFormat: string,
  number = 900,
  more: Partial<ImageSpec> = {},
): Promise<ImageSpec> {
  return {
    id: id(number) as ImageSpec['id'],
    name: `image-${number}`,
    diskFormat: diskFormat as ImageSpec['diskFormat'],
    containerFormat: 'bare',
    sizeBytes: (await stat(path)).size,
    sha256: more.sha256 ?? (await sha256(path)),
    minDiskGiB: 0,
    minRamMiB: 0,
    properties: {},
    locations: [pathToFileURL(path).href],
    ...more,
  }
}

export function serverOf(number: number, image: ImageSpec, more: Record<string, unknown> = {}): ServerSpec {
  const { flavor, ...rest } = more as { flavor?: Record<string, unknown> }
  return ServerSpec.parse({
    id: id(number),
    domainName: `instance-${number.toString(16).padStart(8, '0')}`,
    name: `server ${number}`,
    hostname: `server-${number}`,
    userId: 'user',
    projectId: 'project',
    userName: 'user',
    projectName: 'project',
    createdAt: '2026-01-01T00:00:00Z',
    flavor: {
      id: '1',
      name: 'm1.test',
      vcpus: 1,
      memoryMiB: 128,
      rootGiB: 1,
      ephemeralGiB: 0,
      swapMiB: 0,
      extraSpecs: {},
      ...flavor,
    },
    image,
    nics: [],
    configDrive: false,
    metadata: {},
    publicKeys: {},
    availabilityZone: 'nova',
    ...rest,
  })
}

export function openFiles(directory: string, settings: Record<string, unknown> = {}): Promise<ServerFiles> {
  return openServerFiles({
    instancesDirectory: join(directory, 'instances'),
    settings: ImageSettings.parse(settings),
    log: silentLog,
  })
}

/** A raw disk of so many MiB: random at its start, a hole after that, random at its end. */
export async function makeRaw(path: string, sizeMiB: number, filledMiB = 1): Promise<void> {
  await run('truncate', '-s', `${sizeMiB}M`, path)
  for (const at of [0, sizeMiB - filledMiB]) {
    await run(
      'dd',
      'if=/dev/urandom',
      `of=${path}`,
      'bs=1M',
      `count=${filledMiB}`,
      `seek=${at}`,
      'conv=notrunc',
      'status=none',
    )
  }
}

/** What a promise was refused with, as a Fault; anything else fails the test. */
export async function faultFrom(promise: Promise<unknown>): Promise<Fault> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
  throw new Error('it succeeded where a fault was expected')
}

/** Every file below a directory, as paths relative to it, sorted. */
export async function filesBelow(directory: string): Promise<string[]> {
  const text = await run('find', directory, '-mindepth', '1', '-printf', '%P\n')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .sort()
}
