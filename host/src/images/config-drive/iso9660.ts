import type { DriveFile } from './instance-metadata.ts'

/**
 * A CD image of a few files, as genisoimage would make it, without starting a program for each server: ISO 9660 with
 * Rock Ridge for Linux, and Joliet for Windows. Each content is on it once, however many names it has.
 *
 * Sectors: 16 of nothing ─ descriptors ─ path tables ─ directories of the one tree ─ of the other ─ contents.
 * Source of all offsets: ECMA-119, Joliet, SUSP 1.10, RRIP 1.10.
 */
export function isoImage(label: string, files: readonly DriveFile[], now: Date): Buffer {
  const root = treeOf(files)
  const folders = inPathTableOrder(root)
  const contents = new Contents(files)
  const trees = ([rockRidge, joliet] as const).map((flavor) => new Tree(flavor, folders, now))
  let next = firstTable
  for (const tree of trees) next = tree.placeTables(next)
  for (const tree of trees) next = tree.placeFolders(next)
  const end = contents.place(next)
  const image = Buffer.alloc(end * sector)
  for (const [index, tree] of trees.entries()) {
    descriptor(tree, label, end, now).copy(image, (16 + index) * sector)
    tree.write(image, contents)
  }
  image.write('\xffCD001\x01', 18 * sector, 'latin1')
  contents.write(image)
  return image
}

const sector = 2048
const firstTable = 19

interface Folder {
  readonly name: string
  readonly parent: Folder | undefined
  readonly folders: Map<string, Folder>
  readonly files: { readonly name: string; readonly content: Buffer }[]
}

function treeOf(files: readonly DriveFile[]): Folder {
  const folder = (name: string, parent: Folder | undefined): Folder => ({ name, parent, folders: new Map(), files: [] })
  const root = folder('', undefined)
  for (const { path, content } of files) {
    const parts = path.split('/')
    const name = parts.pop() ?? ''
    let at = root
    for (const part of parts) {
      const inside = at.folders.get(part) ?? folder(part, at)
      at.folders.set(part, inside)
      at = inside
    }
    at.files.push({ name, content })
  }
  return root
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0

/** Level by level, and in each by parent and name. */
function inPathTableOrder(root: Folder): Folder[] {
  const all = [root]
  for (const folder of all) all.push(...[...folder.folders.values()].sort(byName))
  return all
}

/** The bytes of the files, each of them once. */
class Contents {
  readonly #places = new Map<string, { readonly content: Buffer; at: number }>()

  constructor(files: readonly DriveFile[]) {
    for (const { content } of files) this.#places.set(keyOf(content), { content, at: 0 })
  }

  place(from: number): number {
    let next = from
    for (const one of this.#places.values()) {
      one.at = next
      next += sectorsOf(one.content.length)
    }
    return next
  }

  of(content: Buffer): number {
    return this.#places.get(keyOf(content))?.at ?? 0
  }

  write(image: Buffer): void {
    for (const { content, at } of this.#places.values()) content.copy(image, at * sector)
  }
}

const keyOf = (content: Buffer): string => content.toString('latin1')
const sectorsOf = (bytes: number): number => Math.ceil(bytes / sector)

/** How names are written, and what stands beside them. */
interface Flavor {
  readonly kind: 'primary' | 'joliet'
  /** Text of the volume descriptor, filled up to its length. */
  text(value: string, bytes: number): Buffer
  name(value: string): Buffer
  /** Behind the name in a record of a directory. */
  beside(entry: Entry, now: Date): Buffer
}

interface Entry {
  readonly what: 'itself' | 'parent' | 'folder' | 'file'
  readonly name: string
  readonly ofRoot: boolean
  readonly links: number
}

const joliet: Flavor = {
  kind: 'joliet',
  text: (value, bytes) => wide(value.padEnd(Math.floor(bytes / 2))).subarray(0, bytes),
  name: wide,
  beside: () => Buffer.alloc(0),
}

/** UCS-2, big end first. */
function wide(value: string): Buffer {
  return Buffer.from(value, 'utf16le').swap16()
}

const rockRidge: Flavor = {
  kind: 'primary',
  text: (value, bytes) => Buffer.from(value.padEnd(bytes), 'latin1').subarray(0, bytes),
  name: (value) => Buffer.from(value, 'latin1'),
  beside({ what, name, ofRoot, links }, now) {
    const folder = what !== 'file'
    const starts = what === 'itself' && ofRoot
    return Buffer.concat([
      starts ? use('SP', [0xbe, 0xef, 0]) : Buffer.alloc(0),
      // Readable by all, writable by nobody, root's.
      use('PX', [...both32(folder ? 0o040555 : 0o100444), ...both32(links), ...both32(0), ...both32(0)]),
      use('TF', [0b1110, ...shortTime(now), ...shortTime(now), ...shortTime(now)]),
      what === 'folder' || what === 'file' ? use('NM', [0, ...Buffer.from(name, 'latin1')]) : Buffer.alloc(0),
      starts ? use('ER', [10, 0, 0, 1, ...Buffer.from('RRIP_1991A', 'latin1')]) : Buffer.alloc(0),
    ])
  },
}

/** One entry of the system use area. */
const use = (signature: string, data: readonly number[]): Buffer =>
  Buffer.concat([Buffer.from(signature, 'latin1'), Buffer.from([4 + data.length, 1, ...data])])

/** One of the two trees of directories; both name the same contents. */
class Tree {
  readonly flavor: Flavor
  readonly #folders: readonly Folder[]
  readonly #now: Date
  readonly #places = new Map<Folder, { readonly at: number; readonly bytes: number }>()
  tableBytes = 0
  tableLittle = 0
  tableBig = 0

  constructor(flavor: Flavor, folders: readonly Folder[], now: Date) {
    this.flavor = flavor
    this.#folders = folders
    this.#now = now
  }

  placeTables(from: number): number {
    this.tableBytes = this.#table(false).length
    const sectors = sectorsOf(this.tableBytes)
    this.tableLittle = from
    this.tableBig = from + sectors
    return from + 2 * sectors
  }

  placeFolders(from: number): number {
    let next = from
    for (const folder of this.#folders) {
      const bytes = sectorsOf(this.#folder(folder, undefined).length) * sector
      this.#places.set(folder, { at: next, bytes })
      next += bytes / sector
    }
    return next
  }

  write(image: Buffer, contents: Contents): void {
    this.#table(false).copy(image, this.tableLittle * sector)
    this.#table(true).copy(image, this.tableBig * sector)
    for (const folder of this.#folders) this.#folder(folder, contents).copy(image, this.#place(folder).at * sector)
  }

  rootRecord(): Buffer {
    return this.#record(Buffer.from([0]), this.#place(this.#folders[0]), true, Buffer.alloc(0))
  }

  /** Where a directory is; nowhere as long as only its length is asked for. */
  #place(folder: Folder | undefined): { readonly at: number; readonly bytes: number } {
    return (folder === undefined ? undefined : this.#places.get(folder)) ?? { at: 0, bytes: 0 }
  }

  #table(bigEnd: boolean): Buffer {
    const numbers = new Map(this.#folders.map((folder, index) => [folder, index + 1]))
    const records = this.#folders.map((folder) => {
      const name = folder.parent === undefined ? Buffer.from([0]) : this.flavor.name(folder.name)
      const record = Buffer.alloc(8 + name.length + (name.length % 2))
      record.writeUInt8(name.length, 0)
      const { at } = this.#place(folder)
      const parent = numbers.get(folder.parent ?? folder) ?? 1
      if (bigEnd) record.writeUInt32BE(at, 2)
      else record.writeUInt32LE(at, 2)
      if (bigEnd) record.writeUInt16BE(parent, 6)
      else record.writeUInt16LE(parent, 6)
      name.copy(record, 8)
      return record
    })
    return Buffer.concat(records)
  }

  /** A directory's records, none of which crosses a sector's end. */
  #folder(folder: Folder, contents: Contents | undefined): Buffer {
    const ofRoot = folder.parent === undefined
    const up = folder.parent ?? folder
    const own = (name: number, what: 'itself' | 'parent', of: Folder): Buffer =>
      this.#record(
        Buffer.from([name]),
        this.#place(of),
        true,
        this.#beside({ what, name: '', ofRoot, links: linksOf(of) }),
      )
    const inside = [
      ...[...folder.folders.values()].map((one) => ({ name: one.name, folder: one, content: undefined })),
      ...folder.files.map((one) => ({ name: one.name, folder: undefined, content: one.content })),
    ].sort(byName)
    const records = inside.map(({ name, folder: one, content }) => {
      if (one !== undefined) {
        const beside = this.#beside({ what: 'folder', name, ofRoot: false, links: linksOf(one) })
        return this.#record(this.flavor.name(name), this.#place(one), true, beside)
      }
      const place = { at: contents?.of(content) ?? 0, bytes: content.length }
      const beside = this.#beside({ what: 'file', name, ofRoot: false, links: 1 })
      return this.#record(this.flavor.name(`${name};1`), place, false, beside)
    })
    return inSectors([own(0, 'itself', folder), own(1, 'parent', up), ...records])
  }

  #beside(entry: Entry): Buffer {
    return this.flavor.beside(entry, this.#now)
  }

  #record(
    name: Buffer,
    { at, bytes }: { readonly at: number; readonly bytes: number },
    isFolder: boolean,
    beside: Buffer,
  ): Buffer {
    const besideAt = 33 + name.length + (1 - (name.length % 2))
    const length = besideAt + beside.length + (beside.length % 2)
    if (length > 255) throw new Error(`a name of ${name.length} bytes does not fit on a config drive`)
    const record = Buffer.alloc(length)
    record.writeUInt8(length, 0)
    Buffer.from(both32(at)).copy(record, 2)
    Buffer.from(both32(bytes)).copy(record, 10)
    Buffer.from(shortTime(this.#now)).copy(record, 18)
    record.writeUInt8(isFolder ? 2 : 0, 25)
    Buffer.from(both16(1)).copy(record, 28)
    record.writeUInt8(name.length, 32)
    name.copy(record, 33)
    beside.copy(record, besideAt)
    return record
  }
}

/** As a file system counts them: its name, its own `.`, and the `..` of each directory in it. */
const linksOf = (folder: Folder): number => 2 + folder.folders.size

function inSectors(records: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = []
  let at = 0
  for (const record of records) {
    const left = sector - (at % sector)
    if (record.length > left) {
      pieces.push(Buffer.alloc(left))
      at += left
    }
    pieces.push(record)
    at += record.length
  }
  return Buffer.concat(pieces)
}

/** The volume as one of its two trees shows it. */
function descriptor(tree: Tree, label: string, sectors: number, now: Date): Buffer {
  const { flavor } = tree
  const page = Buffer.alloc(sector)
  const put = (at: number, bytes: Buffer | readonly number[]): void => void Buffer.from(bytes).copy(page, at)
  page.write(`${flavor.kind === 'primary' ? '\x01' : '\x02'}CD001\x01`, 0, 'latin1')
  put(8, flavor.text('LINUX', 32))
  put(40, flavor.text(label, 32))
  put(80, both32(sectors))
  if (flavor.kind === 'joliet') page.write('%/E', 88, 'latin1')
  put(120, both16(1))
  put(124, both16(1))
  put(128, both16(sector))
  put(132, both32(tree.tableBytes))
  page.writeUInt32LE(tree.tableLittle, 140)
  page.writeUInt32BE(tree.tableBig, 148)
  put(156, tree.rootRecord())
  put(190, flavor.text('', 128))
  put(318, flavor.text('Kilonova', 128))
  put(446, flavor.text('', 128))
  put(574, flavor.text('', 128))
  for (const at of [702, 739, 776]) put(at, flavor.text('', 37))
  const made = Buffer.from(`${now.toISOString().replaceAll(/\D/g, '').slice(0, 16)}\0`, 'latin1')
  const never = Buffer.from(`${'0'.repeat(16)}\0`, 'latin1')
  for (const [at, time] of [
    [813, made],
    [830, made],
    [847, never],
    [864, made],
  ] as const)
    put(at, time)
  page.writeUInt8(1, 881)
  return page
}

/** A number with its small end first, and again with its big end first. */
function both32(value: number): number[] {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32LE(value, 0)
  bytes.writeUInt32BE(value, 4)
  return [...bytes]
}

function both16(value: number): number[] {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16LE(value, 0)
  bytes.writeUInt16BE(value, 2)
  return [...bytes]
}

const shortTime = (time: Date): number[] => [
  time.getUTCFullYear() - 1900,
  time.getUTCMonth() + 1,
  time.getUTCDate(),
  time.getUTCHours(),
  time.getUTCMinutes(),
  time.getUTCSeconds(),
  0,
]
