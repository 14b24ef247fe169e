import assert from 'node:assert/strict'
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { afterEach, beforeEach, test } from 'node:test'
import { authenticate, chooseMechanism } from '../../src/auth/authenticate.ts'
import { ScramClient } from '../../src/auth/scram.ts'
import { LibvirtError } from '../../src/errors/libvirt-error.ts'
import { remoteCodecs } from '../../src/protocol/generated/remote.js'
import { XdrReader } from '../../src/xdr/reader.ts'
import { XdrWriter } from '../../src/xdr/writer.ts'
import { type Call, FakeDaemon, u32 } from '../support/fake-daemon.ts'

test("SCRAM-SHA-256 answers the RFC's example as the RFC says", async () => {
  const client = new ScramClient('sha256', 'user', 'pencil', 'rOprNGfwEbeRWgbNEkqO')
  assert.equal(client.first(), 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO')
  const challenge = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'
  assert.equal(
    await client.final(challenge),
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  )
  client.verify('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
  assert.throws(() => client.verify('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl05G4='), /does not know the password/)
  assert.throws(() => client.verify('e=invalid-proof'), /invalid-proof/)
})

test('a server that changes the nonce or asks for too little or too much work is refused', async () => {
  const client = new ScramClient('sha256', 'user', 'pencil', 'abc')
  await assert.rejects(client.final('r=xyz,s=AAAA,i=4096'), /nonce/)
  await assert.rejects(client.final('r=abc,s=AAAA,i=4096'), /nonce/)
  await assert.rejects(client.final('r=abcd,s=AAAA,i=1'), /iterations/)
  await assert.rejects(client.final('r=abcd,s=AAAA,i=99999999'), /iterations/)
})

test('the strongest mechanism is taken, never DIGEST-MD5', () => {
  assert.equal(chooseMechanism(['PLAIN', 'SCRAM-SHA-256', 'DIGEST-MD5']), 'SCRAM-SHA-256')
  assert.equal(chooseMechanism(['PLAIN', 'SCRAM-SHA-512', 'SCRAM-SHA-256']), 'SCRAM-SHA-512')
  assert.equal(chooseMechanism(['PLAIN']), 'PLAIN')
  assert.throws(() => chooseMechanism(['DIGEST-MD5']), /DIGEST-MD5 is broken/)
})

let daemon: FakeDaemon
beforeEach(async () => {
  daemon = await FakeDaemon.start()
})
afterEach(() => daemon.stop())

const encode = (struct: string, value: object): Buffer => {
  const writer = new XdrWriter()
  remoteCodecs[struct]?.write(writer, value as never)
  return Buffer.from(writer.buffer.subarray(0, writer.length))
}
const decode = (struct: string, call: Call): { data: Uint8Array; mech?: string } =>
  remoteCodecs[struct]?.read(new XdrReader(call.payload)) as { data: Uint8Array; mech?: string }

/** The server's side of SCRAM, as RFC 5802 has it, and the calls around it. */
function scramServer(password: string, lastStep: boolean): void {
  const salt = Buffer.from('salt of the server')
  let bare = ''
  let first = ''
  daemon.onCall = (call) => {
    const answer = (complete: number, text: string): void => {
      const struct = call.procedure === 68 ? 'remote_auth_sasl_start_ret' : 'remote_auth_sasl_step_ret'
      daemon.reply(call, encode(struct, { complete, nil: 0, data: Buffer.from(text) }))
    }
    if (call.procedure === 66) return daemon.reply(call, Buffer.concat([u32(1), u32(1)]))
    if (call.procedure === 67)
      return daemon.reply(call, encode('remote_auth_sasl_init_ret', { mechlist: 'DIGEST-MD5,SCRAM-SHA-256' }))
    if (call.procedure === 68) {
      bare = Buffer.from(decode('remote_auth_sasl_start_args', call).data).toString().slice(3)
      first = `${bare.slice(bare.indexOf('r='))}server,s=${salt.toString('base64')},i=4096`
      return answer(0, first)
    }
    const step = Buffer.from(decode('remote_auth_sasl_step_args', call).data).toString()
    if (step === '') return answer(1, '')
    const [final, proof = ''] = step.split(',p=')
    const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
    const mac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
    const clientKey = mac(salted, 'Client Key')
    const signature = mac(createHash('sha256').update(clientKey).digest(), `${bare},${first},${final}`)
    const wanted = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString('base64')
    if (proof !== wanted) return answer(0, 'e=invalid-proof')
    answer(lastStep ? 0 : 1, `v=${mac(mac(salted, 'Server Key'), `${bare},${first},${final}`).toString('base64')}`)
  }
}

for (const lastStep of [false, true]) {
  test(`a daemon that wants SASL lets us in with the password${lastStep ? ', after one more step' : ''}`, async () => {
    scramServer('secret', lastStep)
    const session = await daemon.session()
    await authenticate(session, () => ({ username: 'someone', password: 'secret' }), {})
  })
}

test('a wrong password is an authentication failure', async () => {
  scramServer('secret', false)
  const session = await daemon.session()
  await assert.rejects(authenticate(session, { username: 'someone', password: 'guess' }, {}), (error: LibvirtError) =>
    error.is('VIR_ERR_AUTH_FAILED'),
  )
})

test('without credentials the failure says that they are missing', async () => {
  scramServer('secret', false)
  const session = await daemon.session()
  await assert.rejects(authenticate(session, undefined, {}), /give `credentials`/)
})
