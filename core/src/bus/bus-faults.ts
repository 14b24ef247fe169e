import { Fault } from '../model/fault.ts'
import type { Subject } from './bus.ts'

export const nobodyServes = (subject: Subject): Fault =>
  new Fault('hostAway', `nobody serves ${subject}`, { next: 'see that the host and its agent run, then try again' })

export const pastDeadline = (subject: Subject, deadlineMs: number): Fault =>
  new Fault('deadline', `no answer from ${subject} within ${deadlineMs} ms`, { fields: { deadlineMs } })

export const cancelled = (subject: Subject, reason: unknown): Fault =>
  new Fault('cancelled', `the request to ${subject} was given up`, { cause: reason })

export const busClosed = (): Fault =>
  new Fault('hostAway', 'the bus was closed', { next: 'try again once the service runs' })
