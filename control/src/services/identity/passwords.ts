import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Fault } from '@kilonova/core'

/** 16 MiB and some 40 ms per check: dear for one who guesses, cheap for one who knows. */
const cost = { N: 16_384, r: 8, p: 1 }
const keyBytes = 32
/** More checks than this at once would only fill the thread pool that file reads need as well. */
const atOnce = 2
const longestQueue = 100

let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) throw new Fault('deadline', 'too many log-ins at once', { next: 'Try again' })
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running += 1
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      scrypt(password, salt, keyBytes, cost, (error, key) => (error === null ? resolve(key) : reject(error)))
    })
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/** @returns `scrypt$N$r$p$salt$hash`: the cost stands in it, so that it may grow later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(keyBytes).toString('base64url')}`

/**
 * Whether it is the password. Without a hash (no such user) the same work is done, so that the time of an answer does
 * not tell which users there are.
 */
export async function checkPassword(password: string, hash: string | undefined): Promise<boolean> {
  const [, , , , salt = '', expected = ''] = (hash ?? nobody).split('$')
  const key = await derive(password, Buffer.from(salt, 'base64url'))
  const wanted = Buffer.from(expected, 'base64url')
  return wanted.length === key.length && timingSafeEqual(key, wanted) && hash !== undefined
}

export const randomPassword = (): string => randomBytes(18).toString('base64url')
