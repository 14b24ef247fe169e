import type { Subject } from './bus.ts'

/** A pattern read once: tells whether a subject matches it. */
export function subjectMatcher(pattern: Subject): (subject: Subject) => boolean {
  const wanted = checkedWords(pattern)
  const rest = wanted.at(-1) === '>'
  if (rest) wanted.pop()
  if (wanted.includes('>')) throw new TypeError(`in a pattern > stands last: ${pattern}`)
  return (subject) => {
    const words = subject.split('.')
    if (rest ? words.length <= wanted.length : words.length !== wanted.length) return false
    return wanted.every((word, index) => word === '*' || word === words[index])
  }
}

/** @throws {TypeError} when it is no subject, or has a wildcard. */
export function checkSubject(subject: Subject): void {
  if (checkedWords(subject).some((word) => word === '*' || word === '>'))
    throw new TypeError(`a wildcard in ${subject}`)
}

function checkedWords(subject: Subject): string[] {
  const words = subject.split('.')
  for (const word of words) {
    const plain = word !== '' && !/[\s\p{Cc}]/u.test(word)
    if (!plain || (/[*>]/.test(word) && word.length > 1))
      throw new TypeError(`not a subject: ${JSON.stringify(subject)}`)
  }
  return words
}
