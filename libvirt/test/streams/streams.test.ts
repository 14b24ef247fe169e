import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Lab, startLab } from '@kilonova/lab'
import {
  connect,
  type Connect,
  LibvirtError,
  recvAll,
  sendAll,
  sparseSendAll,
  type StoragePool,
  type StorageVol,
  StorageVolDownloadFlags,
  StorageVolUploadFlags,
} from '../../src/index.ts'

const mib = 1024 * 1024
let lab: Lab
let conn: Connect
let pool: StoragePool
let dir: string
before(async () => {
  lab = await startLab({ hosts: 1 })
  conn = await connect(lab.host('h1').libvirtUri('unix'))
  dir = join(lab.dir, 'streams')
  await mkdir(join(dir, 'pool'), { recursive: true })
  pool = await conn.storagePoolCreateXml(
    `<pool type='dir'><name>streams</name><target><path>${dir}/pool</path></target></pool>`,
  )
})
after(async () => {
  await conn?.close()
  await lab?.stop()
})

const volume = (name: string, size: number): Promise<StorageVol> =>
  pool.storageVolCreateXml(
    `<volume><name>${name}</name><allocation>0</allocation><capacity>${size}</capacity></volume>`,
  )

test('what is uploaded is downloaded the same, byte for byte, as web streams and from file to file', async () => {
  const bytes = randomBytes(9 * mib + 12_345)
  const vol = await volume('same', bytes.length)
  const upload = await vol.upload(0, bytes.length)
  await new Blob([bytes]).stream().pipeTo(upload.writable)
  const hash = createHash('sha256')
  for await (const chunk of (await vol.download()).readable) hash.update(chunk)
  assert.equal(hash.digest('hex'), createHash('sha256').update(bytes).digest('hex'))
  await writeFile(join(dir, 'in'), bytes)
  const copy = await volume('copy', bytes.length)
  await using input = await open(join(dir, 'in'))
  assert.equal(await sendAll(await copy.upload(), input), bytes.length)
  await using output = await open(join(dir, 'out'), 'w+')
  assert.equal(await recvAll(await copy.download(), output), bytes.length)
  assert.ok((await readFile(join(dir, 'out'))).equals(bytes))
})

test('holes stay holes both ways', async () => {
  const size = 64 * mib
  await writeFile(join(dir, 'sparse'), '')
  await using input = await open(join(dir, 'sparse'), 'r+')
  await input.truncate(size)
  await input.write(Buffer.alloc(70_000, 7), 0, 70_000, 33 * mib)
  const vol = await volume('sparse', size)
  const flags = StorageVolUploadFlags.VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM
  assert.equal(await sparseSendAll(await vol.upload(0, 0, flags), input), size)
  await using output = await open(join(dir, 'sparse-out'), 'w+')
  const download = await vol.download(0, 0, StorageVolDownloadFlags.VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM)
  assert.equal(await recvAll(download, output), size)
  assert.ok((await readFile(join(dir, 'sparse'))).equals(await readFile(join(dir, 'sparse-out'))))
  for (const path of [join(dir, 'pool/sparse'), join(dir, 'sparse-out')])
    assert.ok((await stat(path)).blocks * 512 < mib, path)
})

test('a download onto a disk that gets full in its last bytes is an error, and not a file with a gap', async () => {
  const bytes = randomBytes(300_000)
  const vol = await volume('too-large', bytes.length)
  await new Blob([bytes]).stream().pipeTo((await vol.upload(0, bytes.length)).writable)
  const small = join(dir, 'small')
  await mkdir(small)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=280k', 'kilonova-test', small])
  try {
    await using output = await open(join(small, 'out'), 'w')
    await assert.rejects(recvAll(await vol.download(), output), { code: 'ENOSPC' })
  } finally {
    execFileSync('umount', [small])
  }
})

test('a reader that stops for a while holds no more than a few MiB, and other calls go on', async () => {
  const vol = await volume('large', 256 * mib)
  const filler = Buffer.alloc(mib, 1)
  const upload = await vol.upload()
  for (let sent = 0; sent < 256; sent += 1) await upload.send(filler)
  await upload.finish()
  globalThis.gc?.()
  const before = process.memoryUsage().arrayBuffers
  const download = await vol.download()
  await download.read()
  for (let calls = 0; calls < 300; calls += 1) await conn.getHostname()
  assert.ok(process.memoryUsage().arrayBuffers - before < 24 * mib)
  let total = 0
  for await (const bytes of download) total += bytes.length
  assert.ok(total > 255 * mib)
})

test('an aborted download ends, and the connection is as good as before', async () => {
  const vol = await volume('aborted', 64 * mib)
  const abort = new AbortController()
  const download = await vol.download(0, 0, 0, { signal: abort.signal })
  await download.read()
  abort.abort()
  await assert.rejects(async () => {
    for (;;) await download.read()
  }, LibvirtError)
  for await (const bytes of await vol.download()) {
    assert.ok(bytes.length > 0)
    break
  }
  assert.equal(await conn.getHostname(), 'h1')
})

test('writing past the end is an error of the upload, a flag unknown is one of its opening', async () => {
  const vol = await volume('short', 1000)
  const upload = await vol.upload(0, 1000)
  await assert.rejects(async () => {
    for (;;) await upload.send(Buffer.alloc(mib))
  }, LibvirtError)
  await assert.rejects(upload.finish(), LibvirtError)
  await assert.rejects(vol.download(0, 0, 512), LibvirtError)
})

test("a guest's console says what the guest writes, and takes a picture of its screen", async () => {
  const domain = await conn.domainCreateXml(
    `<domain type='qemu'><name>console</name><memory unit='MiB'>32</memory><os><type arch='x86_64' machine='pc'>hvm</type><bios useserial='yes'/></os><features><tcg><tb-cache unit='MiB'>16</tb-cache></tcg></features><devices><serial type='pty'/><graphics type='vnc' port='-1' autoport='yes'/><video><model type='vga'/></video></devices></domain>`,
    1,
  )
  const console = await domain.openConsole()
  await domain.resume()
  let text = ''
  while (!text.includes('SeaBIOS')) text += String(await console.read())
  await console.abort()
  const { mime, stream } = await domain.screenshot()
  const parts: Buffer[] = []
  for await (const bytes of stream) parts.push(bytes)
  const picture = Buffer.concat(parts)
  assert.match(String(mime), /^image\//)
  assert.ok(picture.subarray(1, 4).toString() === 'PNG' || picture.subarray(0, 2).toString() === 'P6')
  await domain.destroy()
})
