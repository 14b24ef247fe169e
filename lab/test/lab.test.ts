import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Lab, LabError, openLab, repositoryRoot, startLab } from '@kilonova/lab'
import { machineLock } from '../src/machine-lock.ts'
import { run } from '../src/run.ts'

describe('two hosts', () => {
  let lab: Lab
  before(async () => {
    lab = await startLab({ hosts: 2 })
  })
  after(() => lab.stop())

  test('each has its own name, processes, network and state directory', async () => {
    const seen = await Promise.all(
      lab.hosts.map(async (host, index) => {
        await host.mustExec(['sh', '-c', `echo ${host.name} >/var/lib/kilonova/mine; echo ${host.name} >/etc/lab-test`])
        const processes = await host.mustExec(['ps', '-A', '-o', 'comm='])
        assert.ok(processes.split('\n').length < 15, processes)
        assert.equal(await host.readFile('/etc/lab-test'), `${host.name}\n`)
        assert.match(await host.mustExec(['ip', '-brief', 'address']), new RegExp(`eth0.*${lab.net}.${index + 1}/24`))
        return [await host.mustExec(['hostname']), await host.readFile('/var/lib/kilonova/mine')]
      }),
    )
    assert.deepEqual(seen, [
      ['h1\n', 'h1\n'],
      ['h2\n', 'h2\n'],
    ])
    assert.equal(existsSync('/etc/lab-test'), false)
  })

  for (const transport of ['unix', 'tcp', 'tls', 'ssh'] as const) {
    test(`libvirtd answers from outside by ${transport}`, async () => {
      for (const host of lab.hosts) {
        const { stdout, stderr } = await run(['virsh', '-c', host.libvirtUri(transport), 'hostname'])
        assert.equal(stdout.trim(), host.name, stderr)
      }
    })
  }

  test('one host reaches the other by name over tcp, tls and ssh', async () => {
    const [h1] = lab.hosts
    for (const uri of ['qemu+tcp://h2/system', 'qemu+tls://h2/system', 'qemu+ssh://root@h2/system']) {
      assert.equal((await h1?.mustExec(['virsh', '-c', uri, 'hostname']))?.trim(), 'h2', uri)
    }
  })

  test('our own programs run inside, on our Node', async () => {
    const script = join(lab.dir, 'inside.ts')
    await writeFile(
      script,
      `const name: string = (await import('node:os')).hostname(); console.log(name, process.version)`,
    )
    const said = await lab.hosts[1]?.mustExec(['node', script])
    assert.equal(said, `h2 ${process.version}\n`)
    assert.equal(await lab.hosts[1]?.exists(join(repositoryRoot, 'package.json')), true)
  })

  test('exec gives output, error output, input and exit code, and ends what takes too long', async () => {
    const h1 = lab.host('h1')
    const result = await h1.exec(['sh', '-c', 'cat; echo err >&2; exit 7'], { input: 'in' })
    assert.deepEqual(result, { stdout: 'in', stderr: 'err\n', exitCode: 7 })
    await assert.rejects(h1.exec(['sh', '-c', 'sleep 1000 & sleep 1001'], { timeoutMs: 300 }), LabError)
    await assert.rejects(h1.exec(['sleep', '1002'], { signal: AbortSignal.timeout(200) }), { name: 'TimeoutError' })
    await assert.rejects(h1.mustExec(['false']), /false.*exit code 1/)
    const { stdout } = await h1.exec(['ps', '-A', '-o', 'args='])
    assert.doesNotMatch(stdout, /sleep 100/)
  })

  test('a spawned program is killed by itself, and says how it ended', async () => {
    const h1 = lab.host('h1')
    const log = join(lab.dir, 'spawned.log')
    const program = await h1.spawn(['sh', '-c', 'echo "$GREETING"; exec sleep 1000'], {
      log,
      env: { GREETING: 'hello' },
    })
    assert.ok(existsSync(`/proc/${program.pid}`))
    while ((await h1.readFile(log)) !== 'hello\n') await sleep(10)
    program.kill('SIGKILL')
    assert.equal(await program.exited, 137)
    assert.equal(existsSync(`/proc/${program.pid}`), false)
  })

  test('a pulled cable cuts the host off, and plugged in it is back', async () => {
    const [h1, h2] = [lab.host('h1'), lab.host('h2')]
    const reach = (seconds: number) => h1.exec(['ssh', '-o', `ConnectTimeout=${seconds}`, 'h2', 'hostname'])
    await h2.net('down')
    assert.notEqual((await reach(1)).exitCode, 0)
    await h2.net('up')
    assert.equal((await reach(60)).stdout, 'h2\n')
  })

  test('after a power cut the host has its files and none of its processes', async () => {
    const h2 = lab.host('h2')
    const program = await h2.spawn(['sleep', '1000'])
    await h2.mustExec(['sh', '-c', 'echo kept >/etc/kept; echo kept >/var/lib/kilonova/kept; sync'])
    await h2.crash()
    assert.equal(await program.exited, 137)
    assert.equal(h2.initPid, undefined)
    await assert.rejects(h2.exec(['true']), /h2 .* is down/)
    assert.equal(await h2.readFile('/etc/kept'), 'kept\n')
    assert.equal(await h2.exists('/var/lib/kilonova/kept'), true)
    await h2.boot()
    assert.equal(await h2.readFile('/var/lib/kilonova/kept'), 'kept\n')
    assert.equal((await run(['virsh', '-c', h2.libvirtUri('unix'), 'hostname'])).stdout.trim(), 'h2')
  })

  test('libvirtd alone is killed and started again', async () => {
    const h1 = lab.host('h1')
    await h1.killLibvirtd()
    assert.notEqual((await run(['virsh', '-c', h1.libvirtUri('tcp'), 'hostname'])).exitCode, 0)
    await h1.startLibvirtd()
    assert.equal((await run(['virsh', '-c', h1.libvirtUri('tcp'), 'hostname'])).exitCode, 0)
  })

  test('another lab of the same name is refused while this one lives', async () => {
    await assert.rejects(startLab({ name: lab.name }), /is up already/)
    assert.equal(openLab(lab.name).hosts.length, 2)
    assert.throws(() => openLab('no-such-lab'), /no lab 'no-such-lab'/)
  })

  test('a second lab beside it has another network, and is gone after stop', async () => {
    const second = await startLab({ libvirtd: false })
    const [host] = second.hosts
    assert.notEqual(second.net, lab.net)
    assert.equal(await host?.exists('/run/libvirt/libvirt-sock'), false)
    await host?.startLibvirtd()
    assert.equal(await host?.exists('/run/libvirt/libvirt-sock'), true)
    const pid = host?.initPid
    await second.stop()
    assert.equal(existsSync(second.dir), false)
    while (existsSync(`/proc/${pid}`)) await sleep(10) // it has ended, and is there until its parent has seen that
    assert.equal(
      (await links()).some((link) => link.includes(second.dir)),
      false,
    )
  })
})

test('kill -9 of its maker ends the lab within seconds, and leaves nothing', async () => {
  const script = `import { startLab } from '@kilonova/lab'
    const lab = await startLab(); console.log(lab.dir, lab.hosts[0].initPid); setInterval(() => {}, 1000)`
  const maker = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(repositoryRoot, 'lab'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(maker.stdout, 'data')) as [Buffer]
  const [dir = '', pid = ''] = line.toString().trim().split(' ')
  assert.ok(existsSync(dir) && existsSync(`/proc/${pid}`))
  maker.kill('SIGKILL')
  const deadline = Date.now() + 60_000
  while (existsSync(dir) || existsSync(`/proc/${pid}`) || (await links()).some((link) => link.includes(dir))) {
    assert.ok(Date.now() < deadline, `still there: ${dir}`)
    await sleep(50)
  }
})

test('the next lab of the same name cleans up after one whose watcher died too', async () => {
  const name = `crashed-${process.pid}`
  const script = `import { startLab } from '@kilonova/lab'
    import { readdirSync, readFileSync } from 'node:fs'
    const lab = await startLab({ name: ${JSON.stringify(name)} })
    const watcher = readdirSync('/proc').find((pid) => {
      try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes('lab-reaper') &&
        readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes(lab.dir) } catch { return false }
    })
    process.kill(Number(watcher), 'SIGKILL')
    console.log('alone')
    setInterval(() => {}, 1000)`
  const maker = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(repositoryRoot, 'lab'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(maker.stdout, 'data')
  let dead: Lab
  {
    using _lock = await machineLock('claim', 60_000) // or any lab that starts meanwhile cleans up after it
    maker.kill('SIGKILL')
    await once(maker, 'exit')
    dead = openLab(name)
    assert.ok(existsSync(dead.dir))
  }
  await using lab = await startLab({ name })
  assert.equal(lab.dir, dead.dir)
  assert.equal((await lab.host('h1').mustExec(['hostname'])).trim(), 'h1')
})

test('a dead lab that can not end yet keeps nobody from making one', async () => {
  const script = `import { startLab } from '@kilonova/lab'
    import { spawn } from 'node:child_process'
    import { once } from 'node:events'
    const lab = await startLab()
    // Who entered it stands still, and so never sees that its child has ended: the kernel keeps the init for that long.
    const inside = ['-t', String(lab.hosts[0].initPid), '-p', 'sh', '-c', 'echo in; sleep 1000']
    const entered = spawn('nsenter', inside, { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
    await once(entered.stdout, 'data')
    process.kill(entered.pid, 'SIGSTOP')
    console.log(JSON.stringify([lab.dir, lab.hosts[0].initPid, entered.pid]))
    process.kill(process.pid, 'SIGKILL')`
  const maker = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(repositoryRoot, 'lab'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  maker.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(maker, 'close')
  const [dir, init, entered] = JSON.parse(said) as [string, number, number]
  try {
    await using lab = await startLab()
    assert.ok(existsSync(dir) && existsSync(`/proc/${init}`), 'it is still there')
    assert.notEqual(lab.dir, dir)
  } finally {
    process.kill(entered, 'SIGCONT')
  }
  while (existsSync(`/proc/${init}`)) await sleep(50)
  await using _next = await startLab()
  while (existsSync(dir)) await sleep(50)
})

test('a directory in which a service of the machine goes on writing is empty in the lab all the same', async () => {
  const stateDir = await mkdtemp('/var/tmp/lab-state-')
  const writes = `const { rmSync, writeFileSync } = require('node:fs')
    setInterval(() => {
      for (let n = 0; n < 20; n += 1) writeFileSync(process.argv[1] + '/' + (globalThis.i = (globalThis.i ?? 0) + 1), '')
      for (let n = 0; n < 20; n += 1) rmSync(process.argv[1] + '/' + (globalThis.i - 400 - n), { force: true })
    }, 1)`
  const writer = spawn(process.execPath, ['-e', writes, stateDir], { stdio: 'ignore' })
  try {
    for (let round = 0; round < 3; round += 1) {
      await using lab = await startLab({ stateDir, libvirtd: false })
      assert.equal(await lab.host('h1').mustExec(['ls', '-A', stateDir]), '')
    }
  } finally {
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    await rm(stateDir, { recursive: true, force: true })
  }
})

test('a lab that cannot come up leaves nothing', async () => {
  await assert.rejects(
    startLab({ name: `no-such-bind-${process.pid}`, binds: ['/no/such/directory'] }),
    /h1: its init ended/,
  )
  assert.equal(
    (await links()).some((link) => link.includes(`no-such-bind-${process.pid}`)),
    false,
  )
  await assert.rejects(startLab({ name: '../evil' }), /lower-case letters/)
})

async function links(): Promise<string[]> {
  const { stdout } = await run(['ip', '-json', 'link', 'show'])
  return (JSON.parse(stdout) as { ifname: string; ifalias?: string }[]).map((link) => `${link.ifname} ${link.ifalias}`)
}
