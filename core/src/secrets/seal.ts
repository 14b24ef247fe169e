import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '../model/fault.ts'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
/** Says which way a text was sealed, so that a later way can tell the old ones. */
const prefix = 'k1.'

/**
 * The service's own key: read from `path`, or made there (mode 0600) when missing. Two processes that make it at the
 * same time end with the same one.
 * @throws {Fault} `invalid` when the file is no key, or may be read by others.
 */
export async function readOrMakeKey(path: string): Promise<Buffer> {
  return (await readKey(path)) ?? makeKey(path)
}

async function readKey(path: string): Promise<Buffer | undefined> {
  let text: string
  try {
    const file = await open(path, 'r')
    try {
      const { mode } = await file.stat()
      if ((mode & 0o077) !== 0)
        throw new Fault('invalid', `${path} may be read by others`, { next: `chmod 600 ${path}` })
      text = await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === keyBytes) return key
  throw new Fault('invalid', `${path} holds no key`, {
    next: 'restore it from a backup; what was sealed with it can not be read without it',
  })
}

async function makeKey(path: string): Promise<Buffer> {
  const key = randomBytes(keyBytes)
  const fresh = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  await mkdir(dirname(path), { recursive: true })
  const file = await open(fresh, 'wx', 0o600)
  try {
    await file.writeFile(`${key.toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(fresh, path) // unlike a rename it never replaces a key that another process made meanwhile
    return key
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return Buffer.from((await readFile(path, 'utf8')).trim(), 'base64')
  } finally {
    await rm(fresh, { force: true })
  }
}

/** Encrypts a text (AES-256-GCM, fresh nonce), so that the journal and the store may carry it. */
export function seal(text: string, key: Buffer): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return prefix + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** @throws {Fault} `invalid` when it was sealed with another key, or changed since. */
export function unseal(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url')
  if (!sealed.startsWith(prefix) || bytes.length < nonceBytes + tagBytes) {
    throw new Fault('invalid', 'this text was not sealed by Kilonova')
  }
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    throw new Fault('invalid', 'a sealed text can not be opened: it was sealed with another key, or changed since', {
      cause,
      next: 'restore secret.key from the backup that belongs to this store',
    })
  }
}
