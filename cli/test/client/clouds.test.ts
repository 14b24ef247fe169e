import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { findCloud } from '../../src/client/clouds.ts'
import { Problem } from '../../src/problem.ts'

let home = ''
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'clouds-'))
  await mkdir(join(home, '.config', 'openstack'), { recursive: true })
  await mkdir(join(home, 'work'))
  await mkdir(join(home, 'state'))
})
after(() => rm(home, { recursive: true }))

const entry = (password: string) => ({
  auth: { auth_url: 'http://127.0.0.1:1/identity/v3', username: 'u', password, project_name: 'p' },
})

async function search(files: Record<string, unknown>, env: NodeJS.ProcessEnv = {}, name?: string) {
  const places = {
    cwd: join(home, 'work/clouds.yaml'),
    user: join(home, '.config/openstack/clouds.yaml'),
    state: join(home, 'state/clouds.yaml'),
  }
  for (const [place, path] of Object.entries(places)) {
    await rm(path, { force: true })
    if (files[place] !== undefined) {
      const text = typeof files[place] === 'string' ? files[place] : JSON.stringify({ clouds: files[place] })
      await writeFile(path, text)
    }
  }
  return findCloud({ name, env: { HOME: home, ...env }, cwd: join(home, 'work'), stateDirectory: join(home, 'state') })
}

const password = (cloud: Awaited<ReturnType<typeof search>>) =>
  cloud.auth.kind === 'password' ? cloud.auth.password : undefined

test('the state directory’s clouds.yaml is used when nothing else is said', async () => {
  const cloud = await search({ state: { kilonova: entry('from state') } })
  assert.equal(password(cloud), 'from state')
  assert.equal(cloud.name, 'kilonova')
})

test('./clouds.yaml goes before the user’s, and the user’s before the state directory’s', async () => {
  const all = {
    cwd: { kilonova: entry('cwd') },
    user: { kilonova: entry('user') },
    state: { kilonova: entry('state') },
  }
  assert.equal(password(await search(all)), 'cwd')
  assert.equal(password(await search({ user: all.user, state: all.state })), 'user')
})

test('a named cloud is found in whichever file has it', async () => {
  const files = { cwd: { other: entry('no') }, state: { mine: entry('yes') } }
  assert.equal(password(await search(files, {}, 'mine')), 'yes')
  assert.equal(password(await search(files, { OS_CLOUD: 'mine' })), 'yes')
})

test('no file at all is a service that is not there, and one that may not be read is not for this user', async () => {
  await assert.rejects(search({}), { exit: 'away', message: /no cloud to talk to/, next: /kilonova up/ })
  await rm(join(home, 'state/clouds.yaml'), { force: true })
  await mkdir(join(home, 'state/clouds.yaml')) // EISDIR, which root may not read either
  const places = { env: { HOME: home }, cwd: join(home, 'work'), stateDirectory: join(home, 'state') }
  try {
    await assert.rejects(findCloud(places), { exit: 'denied', because: /can ?not be read/, next: /may read/ })
  } finally {
    await rm(join(home, 'state/clouds.yaml'), { recursive: true })
  }
})

test('the OS_ variables make a cloud of their own', async () => {
  const cloud = await search(
    {},
    { OS_AUTH_URL: 'https://h/v3', OS_USERNAME: 'u', OS_PASSWORD: 'w', OS_PROJECT_ID: 'p', OS_USER_DOMAIN_NAME: 'D' },
  )
  assert.equal(cloud.auth.kind, 'password')
  assert.deepEqual(cloud.auth, {
    kind: 'password',
    user: { name: 'u' },
    userDomain: { name: 'D' },
    password: 'w',
    scope: { project: { id: 'p' }, domain: { id: 'default' } },
  })
})

test('a number for a password in YAML is read as its text', async () => {
  const cloud = await search({ state: { kilonova: { auth: { ...entry('').auth, password: 1234 } } } })
  assert.equal(password(cloud), '1234')
})

const refused: [string, Parameters<typeof search>, RegExp][] = [
  [
    'a variable that names a file that is not there',
    [{ state: { a: entry('1') } }, { OS_CLIENT_CONFIG_FILE: '/no' }],
    /^\/no, which OS_CLIENT_CONFIG_FILE names, is not there/,
  ],
  ['several clouds and no name', [{ state: { a: entry('1'), b: entry('2') } }], /several clouds: a, b.*--os-cloud/s],
  ['a name that no file has', [{ state: { a: entry('1') } }, {}, 'nope'], /no cloud named nope.*there is a \(/s],
  ['a missing password', [{ state: { a: { auth: { auth_url: 'http://h', username: 'u' } } } }], /password is missing/],
  ['an auth_url that is none', [{ state: { a: { auth: { auth_url: 'h:x y' } } } }], /auth_url is no URL/],
  ['a file that is no YAML', [{ cwd: 'a: [' }], /is not YAML/],
  ['a file without clouds', [{ cwd: 'a: 1' }], /has no `clouds:`/],
]
for (const [what, given, pattern] of refused) {
  test(`refused as a wrong command line: ${what}`, async () => {
    await assert.rejects(search(...given), (error) => {
      assert.ok(error instanceof Problem)
      assert.equal(error.exit, 'usage')
      assert.match(`${error.message}\n${error.because ?? ''}\n${error.next ?? ''}`, pattern)
      return true
    })
  })
}
