import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { pointClouds, writeClouds } from '../../src/up/clouds-yaml.ts'

const login = { userName: 'admin', password: 'p: #"x', projectName: 'admin', domainName: 'Default' }

async function inFolder(work: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'clouds-yaml-'))
  try {
    await work(join(folder, 'clouds.yaml'), folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('the file is readable by its owner only, and holds the login whatever its characters', () =>
  inFolder(async (path, folder) => {
    await writeClouds(path, login, 'http://127.0.0.1:8774/identity/v3', 'RegionOne')
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    const { clouds } = parse(await readFile(path, 'utf8')) as { clouds: { kilonova: { auth: Record<string, string> } } }
    assert.equal(clouds.kilonova.auth['password'], login.password)
    assert.deepEqual(await readdir(folder), ['clouds.yaml'])
  }))

test('a new address changes only the address: other clouds and comments stay', () =>
  inFolder(async (path) => {
    await writeFile(
      path,
      '# mine\nclouds:\n  other: {auth: {a: 1}}\n  kilonova:\n    auth:\n      auth_url: http://old\n      password: secret # kept\n',
    )
    assert.equal(await pointClouds(path, 'http://new'), true)
    const text = await readFile(path, 'utf8')
    assert.match(text, /# mine/)
    assert.match(text, /auth_url: http:\/\/new\n {6}password: secret # kept/)
    assert.match(text, /other:/)
  }))

test('a missing file is told apart from a broken one', () =>
  inFolder(async (path) => {
    assert.equal(await pointClouds(path, 'http://new'), false)
    await writeFile(path, 'clouds: {}\n')
    await assert.rejects(pointClouds(path, 'http://new'), { name: 'Problem', message: /no cloud named kilonova/ })
  }))
