import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  allAtPath,
  atPath,
  childrenInNamespace,
  childOf,
  comment,
  el,
  parseElement,
  parseXml,
  printXml,
  textOf,
  type XmlElement,
  type XmlNode,
} from '../../src/xml/index.ts'
import { xmlName, xmlText } from './arbitrary.ts'

const anyTree: fc.Arbitrary<XmlElement> = fc.letrec<{ element: XmlElement; node: XmlNode }>((tie) => ({
  element: fc
    .tuple(
      xmlName,
      fc.dictionary(xmlName, xmlText, { maxKeys: 3 }),
      fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'd' }),
    )
    .map(([name, attributes, children]) => el(name, attributes, ...children)),
  node: fc.oneof(
    { depthSize: 'small', depthIdentifier: 'd' },
    xmlText,
    xmlText.map((text): XmlNode => ({ kind: 'cdata', text: text.replaceAll('\r', '') })),
    xmlText.map((text) => comment(text.replaceAll(/[-\r]/g, '_'))),
    fc.tuple(xmlName, xmlText).map(([target, text]): XmlNode => {
      return { kind: 'instruction', target, text: text.replaceAll(/[?\r]/g, '').trim() }
    }),
    tie('element'),
  ),
})).element

test('tree: what is printed parses to the same document, however often', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const once = printXml(tree)
      assert.equal(printXml(parseXml(once)), once)
    }),
    { numRuns: 500 },
  )
})

test('tree: any text survives as text and as attribute', () => {
  fc.assert(
    fc.property(xmlText, (text) => {
      const back = parseElement(printXml(el('a', { b: text }, text)))
      assert.equal(textOf(back), text)
      assert.equal(back.attributes.get('b'), text)
    }),
    { numRuns: 2000 },
  )
})

test('tree: text is never markup', () => {
  const back = parseElement(printXml(el('name', {}, '</name><name>', ']]>', '&amp;', '<!--')))
  assert.equal(textOf(back), '</name><name>]]>&amp;<!--')
  assert.equal(back.children.length, 1)
})

test('tree: white space between elements, comments, CDATA and instructions stay where they are', () => {
  const source =
    "<?xml version='1.0'?>\n<!-- a -->\n<a>\n  <!--b--><b/>\ttext<![CDATA[<raw>&]]><?pi  body?>\n\n</a>\n<!-- end -->\n"
  assert.equal(printXml(parseXml(source)), source.replace('<?pi  body', '<?pi body'))
})

test('tree: the builder leaves out what is undefined, spreads lists and indents', () => {
  const tree = el('a', { x: 1, y: undefined }, undefined, [el('b', {}, 5n), [el('c')]], el('d', {}, el('e')))
  assert.equal(printXml(tree), "<a x='1'>\n  <b>5</b>\n  <c/>\n  <d>\n    <e/>\n  </d>\n</a>\n")
})

test('tree: a name that is no name cannot be written', () => {
  for (const name of ['', 'a b', '1a', 'a>', 'a:b:c', ':a', '-a', 'a\n', '<']) {
    assert.throws(() => printXml(el(name)), /is not an XML name/, JSON.stringify(name))
    assert.throws(() => printXml(el('a', { [name]: '' })), /is not an XML name/, JSON.stringify(name))
  }
})

test('tree: characters that XML cannot carry are refused with their place', () => {
  for (const bad of ['\0', '\u0001', '\u0008', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud800', '\udc00x']) {
    assert.throws(() => printXml(el('a', {}, el('b', {}, `x${bad}`))), { where: 'a/b' })
    assert.throws(() => printXml(el('a', { c: bad })), { where: 'a@c' })
    assert.throws(() => printXml(el('a', {}, comment(bad))), { where: 'a' })
  }
  assert.throws(() => printXml(el('a', {}, comment('--'))), /a comment cannot hold/)
  assert.throws(() => printXml(el('a', {}, { kind: 'instruction', target: 'xml', text: '' })), /cannot be called/)
  assert.throws(() => printXml(el('a', {}, { kind: 'instruction', target: 'p', text: '?>' })), /cannot hold/)
})

test('tree: a prefix must be bound, and what was read elsewhere brings its binding along', () => {
  assert.throws(() => printXml(el('a', {}, el('n:b'))), /the prefix "n" is bound to no namespace/)
  assert.throws(() => printXml(el('a', { 'n:b': '1' })), /the prefix "n" is bound to no namespace/)
  const old = parseElement("<a xmlns:n='urn:n' xmlns='urn:d'><n:b/><c/></a>")
  const moved = el('x', {}, old.children)
  const back = parseElement(printXml(moved))
  assert.equal(childrenInNamespace(back, 'urn:n', 'b').length, 1)
  assert.equal(childrenInNamespace(back, 'urn:d', 'c').length, 1)
  assert.equal(back.uri, '')
})

test('tree: paths find elements, attributes and text', () => {
  const domain = parseElement(
    "<domain><devices><disk><source file='/a'/></disk><disk><source file='/b'/></disk></devices><name>x</name></domain>",
  )
  assert.equal(atPath(domain, 'devices/disk/source@file'), '/a')
  assert.equal(atPath(domain, 'name'), 'x')
  assert.equal(atPath(domain, 'devices/none@x'), undefined)
  assert.equal(allAtPath(domain, 'devices/disk/source').length, 2)
  assert.equal(childOf(domain, 'none'), undefined)
})

const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "&a${i || ''};&a${i || ''};">`).join('')}]><a>&a8;</a>`
const hostile: [string, string | Uint8Array, RegExp][] = [
  ['an entity bomb', bomb, /DOCTYPE/],
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', /DOCTYPE/],
  ['an external DTD', '<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><a/>', /DOCTYPE/],
  ['an empty DTD', '<!DOCTYPE a><a/>', /DOCTYPE/],
  ['an unknown entity', '<a>&nbsp;</a>', /undefined entity/],
  ['a control character', '<a>\u0001</a>', /disallowed character/],
  ['a referenced control character', '<a>&#x1;</a>', /malformed character entity/],
  ['a referenced surrogate', '<a>&#xD800;</a>', /malformed character entity/],
  ['a lone surrogate', '<a>\udc00</a>', /disallowed character/],
  ['a duplicate attribute', "<a b='1' b='2'/>", /duplicate attribute/],
  ['an attribute twice by two prefixes', "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", /duplicate attribute/],
  ['an unbound prefix', '<x:a/>', /unbound namespace prefix/],
  ['an unbound attribute prefix', "<a x:b='1'/>", /unbound namespace prefix/],
  ['a second root', '<a/><b/>', /only one root/],
  ['no root', '<!-- a -->', /must contain a root/],
  ['an unclosed element', '<a><b></a>', /unexpected close tag|unclosed/],
  ['a bare ampersand', '<a>a & b</a>', /unclosed tag/],
  ['< in an attribute', "<a b='<'/>", /disallowed character/],
  ['an unquoted attribute', '<a b=1/>', /unquoted/],
  ['text after the root', '<a/>x', /outside of root/],
  ['bad UTF-8', Uint8Array.of(0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e), /not UTF-8/],
  ['overlong UTF-8', Uint8Array.of(0x3c, 0x61, 0x3e, 0xc0, 0xbc, 0x3c, 0x2f, 0x61, 0x3e), /not UTF-8/],
  ['UTF-16', Buffer.from('\ufeff<a/>', 'utf16le'), /not UTF-8/],
  ['huge depth', '<a>'.repeat(100_000) + '</a>'.repeat(100_000), /more than 256 elements inside each other/],
  [
    'very many attributes',
    `<a ${Array.from({ length: 100_000 }, (_, i) => `a${i}=''`).join(' ')}/>`,
    /more than 1024 attributes/,
  ],
  ['very many nodes', `<a>${'<b/>'.repeat(270_000)}</a>`, /more than 262144 nodes/],
  ['a huge document', ' '.repeat((1 << 24) + 1), /too long/],
]
for (const [what, input, expected] of hostile) {
  test(`hostile: ${what} is refused`, () => {
    const start = process.cpuUsage()
    assert.throws(() => parseXml(input), { name: 'XmlError', message: expected })
    const { user, system } = process.cpuUsage(start)
    assert.ok(user + system < 5_000_000, 'within five seconds of CPU time')
  })
}

test('hostile: a huge attribute is only as big as itself', () => {
  const value = 'x'.repeat(4_000_000)
  assert.equal(parseElement(`<a b='${value}'/>`).attributes.get('b')?.length, value.length)
})

test('hostile: attribute names that JavaScript objects have are names like any other', () => {
  const source = "<a __proto__='1' constructor='2' toString='3'><__proto__/></a>\n"
  const root = parseElement(source)
  assert.equal(root.attributes.get('__proto__'), '1')
  assert.equal(printXml(root), source)
})

test('hostile: limits can be set for a caller', () => {
  assert.throws(() => parseXml('<a><b/></a>', { maxDepth: 1 }), /more than 1 elements inside each other/)
  assert.throws(() => parseXml('<a/>', { maxLength: 3 }), /too long/)
})

test('hostile: random bytes give a tree or an XmlError, and leave the next document alone', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<a>',
      '</a>',
      '<',
      '>',
      '&',
      ';',
      '&lt;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      "='",
      "'",
      ' xmlns:',
      '<!DOCTYPE',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      try {
        const text = printXml(parseXml(pieces.join('')))
        assert.equal(printXml(parseXml(text)), text)
      } catch (error) {
        assert.equal((error as Error).name, 'XmlError')
      }
      assert.equal(printXml(parseXml('<ok/>')), '<ok/>\n')
    }),
    { numRuns: 2000 },
  )
})

test('an error says line and column', () => {
  assert.throws(
    () => parseXml('<a>\n  <b c="1" c="2"/>\n</a>'),
    /^XmlError: line 2, column 18: duplicate attribute: c$/,
  )
})
