import { classes } from './classes.ts'
import { camel } from './names.ts'
import { allMethods, type Method } from './methods.ts'

const header =
  '// Generated from libvirt/protocol and dev/protocol/functions by dev/protocol/generate.ts; edit those, not this file.\n'
const helpers = ['charsToText', 'countersToObject', 'make', 'paramsFromObject', 'paramsToObject']

/** The generated base of each class: the methods that are one call of a table. */
export function classFiles(): Map<string, string> {
  const files = new Map<string, string>()
  const methods = allMethods()
  for (const { name } of classes) {
    const own = methods.filter((method) => method.className === name)
    files.set(`calls/${kebab(name)}.js`, script(name, own))
    files.set(`calls/${kebab(name)}.d.ts`, declarations(name, own))
  }
  files.set('calls/api.json', `${JSON.stringify(methods.map(describe), null, 1)}\n`)
  return files
}

export function kebab(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()
}

function script(name: string, methods: readonly Method[]): string {
  const code = methods.map((method) => `  async ${method.name}(${formal(method)}) {\n${method.body}\n  }`).join('\n\n')
  const programs = [...new Set(methods.map((method) => method.program))]
  const used = helpers.filter((helper) => code.includes(`${helper}.`) || code.includes(`${helper}(`))
  return [
    header,
    ...programs.map((program) => `import { ${program} } from '../${program}.js'`),
    used.length === 0 ? '' : `import { ${used.join(', ')} } from '../../../api/values.ts'`,
    `export class ${name}Calls {\n${code}\n}`,
    '',
  ].join('\n')
}

function formal(method: Method): string {
  const names = method.parameters.map(({ name, fallback }) => (fallback === undefined ? name : `${name} = ${fallback}`))
  return [...names, 'options'].join(', ')
}

function declarations(name: string, methods: readonly Method[]): string {
  const code = methods.map(
    (method) => `${docOf(method)}\n  ${method.name}(${signature(method)}): Promise<${method.returns}>`,
  )
  const body = code.join('\n\n')
  const bare = `${body} ${methods.map((method) => method.returnFields).join(' ')}`.replace(/\/\*\*[^]*?\*\//g, '')
  const handles = classes
    .map((one) => one.name)
    .filter((one) => one !== name && new RegExp(`\\b${one}\\b(?!Calls)`).test(bare))
  const wire = ['NetworkDhcpLease', 'DomainFsinfo', 'DomainIothreadInfo', 'DomainInterface'].filter((one) =>
    new RegExp(`\\b${one}\\b`).test(body),
  )
  const admin = name.startsWith('Admin')
  return [
    header,
    "import type { CallOptions } from '../../../session/pending-call.ts'",
    "import type { TypedParams, TypedParamsInput } from '../../../api/values.ts'",
    ...handles.map((one) => `import type { ${one} } from '../../../api/${kebab(one)}.ts'`),
    !isConnection(name) && !admin && !handles.includes('Connect')
      ? "import type { Connect } from '../../../api/connect.ts'"
      : '',
    !isConnection(name) && admin && !handles.includes('Admin')
      ? "import type { Admin } from '../../../api/admin.ts'"
      : '',
    wire.length === 0 ? '' : `import type { ${wire.join(', ')} } from '../remote.js'`,
    ...methods.flatMap(resultInterface),
    `export declare abstract class ${name}Calls {`,
    isConnection(name)
      ? ''
      : `  /** The connection it belongs to. */\n  abstract readonly ${admin ? 'admin: Admin' : 'conn: Connect'}\n`,
    body,
    '}',
    '',
  ].join('\n')
}

function isConnection(name: string): boolean {
  return name === 'Connect' || name === 'Admin'
}

function resultInterface(method: Method): string[] {
  if (method.returnFields === undefined) return []
  const note = method.returnNote === '' ? '' : ` ${method.returnNote}`
  return [
    `/** What \`${method.className}.${method.name}\` gives.${note} */\nexport interface ${method.returns} {\n${method.returnFields}\n}`,
  ]
}

function signature(method: Method): string {
  const parts = method.parameters.map(
    ({ name, type, fallback }) => `${name}${fallback === undefined ? '' : '?'}: ${type}`,
  )
  return [...parts, 'options?: CallOptions'].join(', ')
}

function docOf(method: Method): string {
  const lines = [
    method.text,
    ...method.parameters.filter(({ note }) => note !== '').map(({ name, note }) => `@param ${name} ${note}`),
    ...(method.returnNote === '' ? [] : [`@returns ${method.returnNote}`]),
    `@throws LibvirtError ${method.throws.join('; ')}`,
    `@remarks ${method.c}, since libvirt ${method.since}; ${method.program} procedure ${method.number}`,
  ]
  return `  /**\n${lines.map((line) => `   * ${line}`).join('\n')}\n   */`
}

/** The same as data, for the browsable reference. */
function describe(method: Method): object {
  const { body: _, ...facts } = method
  return {
    ...facts,
    signature: `${method.name}(${signature(method)}): Promise<${method.returns}>`,
    procedure: camel(method.name),
  }
}
