import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto'
import { isIP } from 'node:net'
import { Fault } from '../model/fault.ts'
import * as der from './der.ts'

/** PEM texts. */
export interface Certificate {
  readonly certificate: string
  readonly key: string
}

/** Who a certificate is for: DNS names and addresses by which it is reached; the first is its common name. */
export interface CertificateNames {
  readonly names: readonly string[]
  /** The public half of its key, as PEM; only P-256 keys are taken. */
  readonly publicKey: string
  readonly days: number
}

const dayMs = 86_400_000
/** Clocks of two machines may differ: what is made now is good for one that is behind. */
const backdatedMs = dayMs
const authorityDays = 3650
const signature = der.sequence(der.objectId('1.2.840.10045.4.3.2')) // ECDSA with SHA-256

/** A fresh P-256 key. */
export function newKey(): { readonly key: string; readonly publicKey: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  }
}

/** Makes the service's own authority, good for ten years: Node can check certificates, and not make them. */
export async function makeAuthority(commonName: string): Promise<Certificate> {
  const { key, publicKey } = newKey()
  const name = nameOf(commonName)
  const extensions = [
    extension('2.5.29.19', true, der.sequence(der.boolean(true))), // basicConstraints: an authority
    extension('2.5.29.15', true, der.bits(Buffer.from([0b0000_0110]), 1)), // keyUsage: certificates and lists
    extension('2.5.29.14', false, der.octets(keyId(createPublicKey(publicKey)))),
  ]
  const body = certificateBody({
    subject: name,
    issuer: name,
    spki: spkiOf(publicKey),
    days: authorityDays,
    extensions,
  })
  return { certificate: signed(body, key, 'CERTIFICATE'), key }
}

/** Makes a key and a certificate for it, good as server and as client. */
export async function issueCertificate(
  authority: Certificate,
  names: readonly string[],
  days: number,
): Promise<Certificate> {
  const { key, publicKey } = newKey()
  return { certificate: certify(authority, { names, publicKey, days }), key }
}

/**
 * A certificate, good as server and as client, for somebody's own key.
 * @throws {Fault} `invalid` for a key or a name that no certificate may have.
 */
export function certify(authority: Certificate, { names, publicKey, days }: CertificateNames): string {
  const issuer = new X509Certificate(authority.certificate)
  const alternatives = names.map((one) => {
    const name = checkedName(one)
    return isIP(name) === 0 ? der.implicit(2, Buffer.from(name, 'ascii')) : der.implicit(7, der.addressBytes(name))
  })
  const extensions = [
    extension('2.5.29.19', true, der.sequence()),
    // keyUsage: digital signatures; and key encipherment, which no P-256 key does and libvirt asks for all the same
    extension('2.5.29.15', true, der.bits(Buffer.from([0b1010_0000]), 5)),
    extension('2.5.29.37', false, der.sequence(der.objectId('1.3.6.1.5.5.7.3.1'), der.objectId('1.3.6.1.5.5.7.3.2'))),
    extension('2.5.29.17', false, der.sequence(...alternatives)),
    extension('2.5.29.14', false, der.octets(keyId(p256(publicKey)))),
    extension('2.5.29.35', false, der.sequence(der.implicit(0, keyId(issuer.publicKey)))),
  ]
  const body = certificateBody({
    subject: nameOf(names[0] ?? ''),
    issuer: nameOf(commonNameOf(issuer)),
    spki: spkiOf(publicKey),
    days,
    extensions,
  })
  return signed(body, authority.key, 'CERTIFICATE')
}

/**
 * The list of certificates that are not good any more, for programs that read such a file (libvirt).
 * @param serials hexadecimal, as `X509Certificate.serialNumber` has them.
 */
export function revocationList(authority: Certificate, serials: readonly string[], days: number): string {
  const issuer = new X509Certificate(authority.certificate)
  const now = Date.now()
  const since = der.time(new Date(now - backdatedMs))
  const revoked = serials.map((serial) => der.sequence(der.integer(Buffer.from(serial, 'hex')), since))
  const body = der.sequence(
    der.integer(Buffer.from([1])), // version 2
    signature,
    nameOf(commonNameOf(issuer)),
    since,
    der.time(new Date(now + days * dayMs)),
    ...(revoked.length === 0 ? [] : [der.sequence(...revoked)]),
    der.explicit(
      0,
      der.sequence(
        extension('2.5.29.35', false, der.sequence(der.implicit(0, keyId(issuer.publicKey)))),
        extension('2.5.29.20', false, der.integer(Buffer.from(BigInt(now).toString(16).padStart(16, '0'), 'hex'))),
      ),
    ),
  )
  return signed(body, authority.key, 'X509 CRL')
}

/** How long a certificate of ours is good for in all, from when it was made. */
export function lifeMs(pem: string): number {
  const { validFrom, validTo } = new X509Certificate(pem)
  return Date.parse(validTo) - Date.parse(validFrom) - backdatedMs
}

/** How much of its life a certificate of ours has behind it: 0 when it is new, 1 and more when it is over. */
export function livedShare(pem: string): number {
  const from = Date.parse(new X509Certificate(pem).validFrom) + backdatedMs
  return (Date.now() - from) / lifeMs(pem)
}

/** It is renewed when so much of its life is over. */
export const renewAt = 2 / 3

/** SHA-256 of a certificate's bytes, as base64url: what a join token pins. */
export const certificateFingerprint = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url')

/** SHA-256 of a public key: it names an identity over all its certificates. @param key PEM, or a certificate's. */
export const keyFingerprint = (key: string | KeyObject): string =>
  createHash('sha256')
    .update((typeof key === 'string' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' }))
    .digest('base64url')

interface Body {
  readonly subject: Buffer
  readonly issuer: Buffer
  readonly spki: Buffer
  readonly days: number
  readonly extensions: readonly Buffer[]
}

function certificateBody({ subject, issuer, spki, days, extensions }: Body): Buffer {
  const serial = randomBytes(16)
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40 // positive, and always of one length
  const now = Date.now()
  return der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))), // version 3
    der.integer(serial),
    signature,
    issuer,
    der.sequence(der.time(new Date(now - backdatedMs)), der.time(new Date(now + days * dayMs))),
    subject,
    spki,
    der.explicit(3, der.sequence(...extensions)),
  )
}

function signed(body: Buffer, key: string, label: string): string {
  const signedBy = sign('sha256', body, createPrivateKey(key))
  const whole = der.sequence(body, signature, der.bits(signedBy)).toString('base64')
  return `-----BEGIN ${label}-----\n${whole.replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`
}

const extension = (id: string, critical: boolean, value: Buffer): Buffer =>
  der.sequence(der.objectId(id), ...(critical ? [der.boolean(true)] : []), der.octets(value))

const nameOf = (commonName: string): Buffer =>
  der.sequence(der.set(der.sequence(der.objectId('2.5.4.3'), der.utf8(checkedName(commonName).slice(0, 64)))))

const commonNameOf = (certificate: X509Certificate): string => /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? ''

const keyId = (key: KeyObject): Buffer =>
  createHash('sha1')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()

/** Written anew from the parsed key: none of a stranger's bytes pass. */
const spkiOf = (publicKey: string): Buffer => p256(publicKey).export({ type: 'spki', format: 'der' })

function p256(publicKey: string): KeyObject {
  let key: KeyObject
  try {
    key = createPublicKey(publicKey)
  } catch (cause) {
    throw new Fault('invalid', 'this is no public key', { cause })
  }
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key
  throw new Fault('invalid', 'a P-256 key is expected')
}

function checkedName(name: string): string {
  if (/^[A-Za-z0-9_.:-]+$/.test(name)) return name
  throw new Fault('invalid', `not a name for a certificate: ${JSON.stringify(name)}`)
}
