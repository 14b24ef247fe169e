import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { ImageSpec } from '@kilonova/core'
import type { BaseImage } from '../../../src/images/cache/image-cache.ts'
import { type DiskPlan, type ImageBackend, ImageNotCloneable } from '../../../src/images/backends/image-backend.ts'
import type { Disk } from '../../../src/images/server-files.ts'
import { id, never } from '../kit.ts'

/** What the suite needs to know of the place that a backend keeps its disks in. */
export interface BackendUnderTest {
  readonly backend: ImageBackend
  /** The server's directory, which is there. */
  readonly directory: string
  /** A raw base of `baseBytes` whole MiB with other than zeros in it. */
  readonly base: BaseImage
  /** Names of all disks that there are. */
  disks(): Promise<string[]>
  /** Everything that a guest would read. */
  read(disk: Disk): Promise<Buffer>
  write(disk: Disk, offset: number, bytes: Buffer): Promise<void>
}

const options = { signal: never }
const mib = 2 ** 20
const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** The one suite that every backend passes. */
export async function backendContract(t: TestContext, under: BackendUnderTest): Promise<void> {
  const { backend, base } = under
  const plan = (name: string, sizeBytes: number, more: Partial<DiskPlan> = {}): DiskPlan => ({
    serverId: id(77),
    directory: under.directory,
    name,
    sizeBytes,
    preallocate: false,
    readOnly: false,
    device: 'disk',
    ...more,
  })
  const baseBytes = base.virtualSizeBytes

  await t.test('a disk reads as its base, and as zeros after that', async () => {
    const disk = await backend.create(plan('disk', baseBytes + 4 * mib), base, options)
    assert.equal(disk.sizeBytes, baseBytes + 4 * mib)
    const bytes = await under.read(disk)
    assert.equal(bytes.length, baseBytes + 4 * mib)
    const whole = await under.read(await backend.create(plan('disk.same', baseBytes), base, options))
    assert.equal(hash(bytes.subarray(0, baseBytes)), hash(whole))
    assert.ok(bytes.subarray(baseBytes).every((byte) => byte === 0))
    assert.ok(whole.some((byte) => byte !== 0))
  })

  await t.test('a disk created twice keeps what was written to it, and does not change its base', async () => {
    const disk = await backend.create(plan('disk.twice', baseBytes), base, options)
    await under.write(disk, 8192, Buffer.alloc(4096, 0x5a))
    const again = await backend.create(plan('disk.twice', baseBytes), base, options)
    assert.deepEqual(again, disk)
    assert.ok((await under.read(again)).subarray(8192, 12_288).every((byte) => byte === 0x5a))
    const fresh = await backend.create(plan('disk.fresh', baseBytes), base, options)
    assert.ok((await under.read(fresh)).subarray(8192, 12_288).some((byte) => byte !== 0x5a))
  })

  await t.test('a disk without a base reads as zeros', async () => {
    const disk = await backend.create(plan('disk.blank', 3 * mib), undefined, options)
    const bytes = await under.read(disk)
    assert.equal(bytes.length, 3 * mib)
    assert.ok(bytes.every((byte) => byte === 0))
  })

  await t.test('growing keeps what is there and adds zeros; it never shrinks', async () => {
    const disk = await backend.create(plan('disk.grow', baseBytes), base, options)
    const before = await under.read(disk)
    const grown = await backend.grow(disk, baseBytes + 2 * mib, options)
    assert.equal(grown.sizeBytes, baseBytes + 2 * mib)
    const bytes = await under.read(grown)
    assert.equal(hash(bytes.subarray(0, baseBytes)), hash(before))
    assert.ok(bytes.subarray(baseBytes).every((byte) => byte === 0))
    assert.equal((await backend.grow(grown, mib, options)).sizeBytes, baseBytes + 2 * mib)
    assert.equal((await under.read(grown)).length, baseBytes + 2 * mib)
  })

  await t.test('an image elsewhere cannot be cloned, and only that error says so', async () => {
    const image = { name: 'x', diskFormat: 'raw', locations: ['http://127.0.0.1:1/'] } as unknown as ImageSpec
    await assert.rejects(backend.clone(plan('disk.clone', baseBytes), image, options), ImageNotCloneable)
    assert.equal(
      (await under.disks()).some((name) => name.includes('disk.clone')),
      false,
    )
  })

  await t.test('a cancelled create leaves nothing', async () => {
    const cancelled = { signal: AbortSignal.abort(new Error('no longer wanted')) }
    await assert.rejects(backend.create(plan('disk.cancelled', baseBytes), base, cancelled))
    assert.equal(
      (await under.disks()).some((name) => name.includes('disk.cancelled')),
      false,
    )
  })

  await t.test('removing takes a disk away, and nothing there is success', async () => {
    const disk = await backend.create(plan('disk.gone', baseBytes), base, options)
    assert.ok((await under.disks()).some((name) => name.endsWith('disk.gone')))
    await backend.remove(disk, options)
    await backend.remove(disk, options)
    assert.equal(
      (await under.disks()).some((name) => name.endsWith('disk.gone')),
      false,
    )
    assert.ok((await under.disks()).some((name) => name.endsWith('disk.twice')))
  })
}
