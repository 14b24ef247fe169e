// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TestCloud } from '../support/test-cloud.ts'

const tokens = '/identity/v3/auth/tokens'
let cloud: TestCloud
before(async () => {
  cloud = await TestCloud.start()
})
after(() => cloud[Symbol.asyncDispose]())

const domain = { id: 'default' }
const passwordOf = (name: string, password: string) => ({
  methods: ['password'],
  password: { user: { name, domain, password } },
})
const logIn = (identity: object, scope?: unknown) =>
  cloud.ask('POST', tokens, { token: null, body: { auth: { identity, ...(scope === undefined ? {} : { scope }) } } })

test('a token tells who, what for, until when, and where the services are', async () => {
  const { password = '' } = cloud.credentials ?? {}
  const { status, body, headers } = await logIn(passwordOf('admin', password), { project: { name: 'admin', domain } })
  assert.equal(status, 201)
  assert.ok(headers.get('x-subject-token'))
  assert.deepEqual(body.token.methods, ['password'])
  assert.equal(body.token.project.name, 'admin')
  assert.deepEqual(
    body.token.roles.map((role: { name: string }) => role.name),
    ['admin', 'manager', 'member', 'reader'],
  )
  assert.match(body.token.expires_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  const types = body.token.catalog.map((service: { type: string }) => service.type)
  assert.ok(['identity', 'compute', 'image'].every((type) => types.includes(type)))
  const compute = body.token.catalog.find((service: { type: string }) => service.type === 'compute')
  assert.deepEqual(
    compute.endpoints.map((one: { interface: string }) => one.interface),
    ['public', 'internal', 'admin'],
  )
  assert.equal(compute.endpoints[0].url, `${cloud.control.url}/compute/v2.1`)
})

test('a wrong password, an unknown user and a foreign project are told apart by nobody', async () => {
  const { password = '' } = cloud.credentials ?? {}
  const wrong = await Promise.all([
    logIn(passwordOf('admin', 'wrong')),
    logIn(passwordOf('nobody', 'wrong')),
    logIn(passwordOf("admin' or 1=1 --", 'wrong')),
    logIn(passwordOf('admin', password), { project: { name: 'nosuch', domain } }),
    logIn(passwordOf('admin', password), { project: { name: 'admin', domain: { id: 'other' } } }),
    logIn({ methods: ['token'], token: { id: 'nonsense' } }),
    logIn({ methods: ['totp'] }),
  ])
  assert.equal(new Set(wrong.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size, 1)
  assert.equal(wrong[0]?.status, 401)
})

test('the time of a refusal does not tell which users there are', async () => {
  const took: Record<string, number[]> = { admin: [], nobody: [] }
  // In turn, and of each the fastest: what else the machine does only adds to it.
  for (let round = 0; round < 7; round += 1) {
    for (const [name, times] of Object.entries(took)) {
      const begun = performance.now()
      await logIn(passwordOf(name, 'wrong'))
      times.push(performance.now() - begun)
    }
  }
  const [known = 0, unknown = 0] = [took['admin'], took['nobody']].map((times = []) => Math.min(...times))
  assert.ok(unknown > known * 0.4, `known ${known} ms, unknown ${unknown} ms`)
})

test('a token made from a token has its scope changed and its end kept', async () => {
  const { body } = await logIn(
    { methods: ['token'], token: { id: cloud.token } },
    { project: { name: 'admin', domain } },
  )
  assert.deepEqual(body.token.methods, ['token', 'password'])
  const headers = { 'X-Subject-Token': cloud.token }
  const first = await cloud.ask('GET', tokens, { headers })
  assert.equal(body.token.expires_at, first.body.token.expires_at)
  assert.equal(
    (await logIn({ methods: ['token'], token: { id: cloud.token } }, 'unscoped')).body.token.project,
    undefined,
  )
  const system = await logIn({ methods: ['token'], token: { id: cloud.token } }, { system: { all: true } })
  assert.deepEqual(system.body.token.system, { all: true })
})

test('a revoked token is good for nothing, also after a restart', async () => {
  const { password = '' } = cloud.credentials ?? {}
  const token = await cloud.tokenFor('admin', password, 'admin')
  const headers = { 'X-Subject-Token': token }
  assert.equal((await cloud.ask('HEAD', tokens, { headers })).status, 200)
  assert.equal((await cloud.ask('DELETE', tokens, { headers })).status, 204)
  assert.equal((await cloud.ask('GET', '/identity/v3/projects', { token })).status, 401)
  assert.equal((await cloud.ask('GET', tokens, { headers })).status, 404)
  await cloud.control.stop()
  await cloud.startControl()
  assert.equal((await cloud.ask('GET', '/identity/v3/projects', { token })).status, 401)
  assert.equal((await cloud.ask('GET', '/identity/v3/projects')).status, 200)
})

test('a token of another key, or changed in one letter, is none', async () => {
  const [prefix, payload = '', signature = ''] = cloud.token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const forged = Buffer.from(JSON.stringify({ ...claims, e: claims.e + 1e9 })).toString('base64url')
  assert.equal(
    (await cloud.ask('GET', '/identity/v3/projects', { token: `${prefix}.${forged}.${signature}` })).status,
    401,
  )
})

test('a user who is switched off, or gets a new password, has no tokens any more', async () => {
  const { token, userId } = await cloud.tenant('leaver')
  assert.equal((await cloud.ask('GET', '/compute/v2.1/servers', { token })).status, 200)
  await cloud.ask('PATCH', `/identity/v3/users/${userId}`, { body: { user: { enabled: false } } })
  assert.equal((await cloud.ask('GET', '/compute/v2.1/servers', { token })).status, 401)
  assert.equal((await logIn(passwordOf('leaver', 'secret'))).status, 401)
})

test('a user changes the own password with the old one, and nobody else’s', async () => {
  const { token, userId } = await cloud.tenant('changer')
  const path = `/identity/v3/users/${userId}/password`
  const body = { user: { original_password: 'secret', password: 'better' } }
  const wrong = { user: { original_password: 'guess', password: 'better' } }
  assert.equal((await cloud.ask('POST', path, { token, body: wrong })).status, 401)
  assert.equal((await cloud.ask('POST', path, { token, body: { user: { password: 'better' } } })).status, 400)
  assert.equal((await cloud.ask('POST', path, { body })).status, 401, 'an administrator has PATCH for this')
  assert.equal((await cloud.ask('POST', path, { token, body })).status, 204)
  assert.equal((await cloud.ask('GET', '/compute/v2.1/servers', { token })).status, 401)
  assert.equal((await logIn(passwordOf('changer', 'secret'))).status, 401)
  const again = await logIn(passwordOf('changer', 'better'))
  assert.equal(again.status, 201)
  const fresh = again.headers.get('x-subject-token') ?? ''
  assert.equal((await cloud.ask('GET', `/identity/v3/users/${userId}`, { token: fresh })).status, 200)
})

test('a reader may look and not touch; a member may not administer', async () => {
  const reader = await cloud.tenant('reader', 'reader')
  const { token } = reader
  assert.equal((await cloud.ask('GET', '/compute/v2.1/servers', { token })).status, 200)
  assert.equal((await cloud.create({}, { token })).status, 403)
  assert.equal((await cloud.ask('POST', '/image/v2/images', { token, body: {} })).status, 403)
  const member = await cloud.tenant('member')
  for (const [method, path, body] of [
    ['POST', '/identity/v3/users', { user: { name: 'x', password: 'x' } }],
    ['POST', '/identity/v3/projects', { project: { name: 'x' } }],
    ['POST', '/compute/v2.1/flavors', { flavor: { name: 'x', ram: 1, vcpus: 1, disk: 1 } }],
    ['DELETE', '/compute/v2.1/flavors/nano', undefined],
    ['PUT', `/identity/v3/projects/${member.projectId}/users/${member.userId}/roles/admin`, undefined],
    ['GET', '/identity/v3/endpoints', undefined],
  ] as const) {
    const answer = await cloud.ask(method, path, { token: member.token, ...(body === undefined ? {} : { body }) })
    assert.equal(answer.status, 403, `${method} ${path}`)
  }
  const { body } = await cloud.ask('GET', '/identity/v3/users', { token: member.token })
  assert.deepEqual(
    body.users.map((user: { name: string }) => user.name),
    ['member'],
  )
})

test('a user or project does not get the name of another', async () => {
  const { userId, projectId } = await cloud.tenant('renamed')
  const project = await cloud.ask('PATCH', `/identity/v3/projects/${projectId}`, {
    body: { project: { name: 'admin' } },
  })
  const user = await cloud.ask('PATCH', `/identity/v3/users/${userId}`, { body: { user: { name: 'admin' } } })
  for (const { status, body } of [project, user]) {
    assert.equal(status, 409)
    assert.match(body.error.message, /Duplicate entry found with name admin/)
  }
})

test('the password is not in the store, the admin is made once', async () => {
  const users = await cloud.store.db.selectFrom('users').selectAll().where('name', '=', 'admin').execute()
  assert.equal(users.length, 1)
  assert.match(users[0]?.password_hash ?? '', /^scrypt\$16384\$/)
  assert.ok(!JSON.stringify(users).includes(cloud.credentials?.password ?? ''))
})
