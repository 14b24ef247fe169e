/**
 * How long a 17 kB domain takes, beside what saxes alone takes for it: `node libvirt/test/xml/speed.ts`.
 * The kinds of work alternate, so that a busy machine slows all of them alike; the least time is the one to compare.
 */
import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import { domainXml, parseXml, plain, printXml } from '../../src/xml/index.ts'

const text = readFileSync(new URL('./data/qemu/domain-instance-0000002a.xml', import.meta.url), 'utf8')
const document = parseXml(text)
const domain = domainXml.read(text)
const afresh = plain(domain)

const work: Record<string, () => unknown> = {
  'saxes alone': () => {
    const parser = new SaxesParser({ xmlns: true, position: false })
    parser.on('opentag', () => {})
    parser.on('text', () => {})
    return parser.write(text).close()
  },
  'text to tree': () => parseXml(text),
  'tree to text': () => printXml(document),
  'tree to typed': () => domainXml.read(document.root),
  'typed to tree, unchanged': () => domainXml.toElement(domain),
  'typed to tree, afresh': () => domainXml.toElement(afresh),
  'text to typed to text': () => domainXml.write(domainXml.read(text)),
}
const times = new Map(Object.keys(work).map((name) => [name, [] as number[]]))
for (let round = 0; round < 900; round++) {
  for (const [name, run] of Object.entries(work)) {
    const start = performance.now()
    run()
    if (round >= 300) times.get(name)?.push(performance.now() - start)
  }
}
for (const [name, list] of times) {
  list.sort((a, b) => a - b)
  console.log(`${name.padEnd(26)} least ${list[0]?.toFixed(3)} ms   median ${list[list.length >> 1]?.toFixed(3)} ms`)
}
