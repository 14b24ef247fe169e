import { Fault } from '../model/fault.ts'
import type { Subject } from './bus.ts'

/** Whom a subject is for, and what it asks, in words: `host.h2.startServer` is host h2, whose dots are not in a subject. */
function addressed(subject: Subject): { readonly who: string; readonly what: string } {
  const [kind, word = '', ...rest] = subject.split('.')
  if (kind !== 'host') return { who: `the service at ${subject}`, what: 'the request' }
  return { who: `host ${word.replaceAll('_', '.')}`, what: rest.join('.') }
}

export const nobodyServes = (subject: Subject): Fault =>
  new Fault('hostAway', `${addressed(subject).who} is away: nobody there takes ${addressed(subject).what}`, {
    next: 'see that the host and its agent run, then try again',
  })

export const pastDeadline = (subject: Subject, deadlineMs: number): Fault => {
  const { who, what } = addressed(subject)
  return new Fault('deadline', `${who} did not answer ${what} within ${deadlineMs / 1000} s`, {
    fields: { deadlineMs },
  })
}

export const cancelled = (subject: Subject, reason: unknown): Fault =>
  new Fault('cancelled', `the request to ${subject} was given up`, { cause: reason })

export const busClosed = (): Fault =>
  new Fault('hostAway', 'the bus was closed', { next: 'try again once the service runs' })
