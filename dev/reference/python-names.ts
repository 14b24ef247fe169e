/**
 * Writes dev/reference/python-names.json: which method of the Python binding calls which C function. Run where
 * python3-libvirt is installed: node dev/reference/python-names.ts
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const folder = '/usr/lib/python3/dist-packages'

/** C function → `virDomain.create`, `libvirt.open`; several Python methods may call one function, the shortest is kept. */
export function pythonNames(): Map<string, string> {
  const names = new Map<string, string>()
  for (const module of ['libvirt', 'libvirt_qemu', 'libvirt_lxc']) {
    const path = `${folder}/${module}.py`
    if (!existsSync(path)) continue
    let className = ''
    let method = ''
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const found = /^(?:class (?<className>\w+)|(?<indent> {4})?def (?<method>\w+)\()/.exec(line)?.groups
      if (found?.['className'] !== undefined) className = found['className']
      if (found?.['method'] !== undefined) {
        method = found['method']
        if (found['indent'] === undefined) className = ''
      }
      const called = /\blibvirtmod(?:_qemu|_lxc)?\.(vir\w+)\(/.exec(line)?.[1]
      if (called === undefined || method.startsWith('_')) continue
      const name = `${className === '' ? module : className}.${method}`
      const known = names.get(called)
      if (known === undefined || name.length < known.length) names.set(called, name)
    }
  }
  return names
}

if (import.meta.main) {
  const sorted = [...pythonNames()].sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(
    new URL('./python-names.json', import.meta.url),
    `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`,
  )
}
