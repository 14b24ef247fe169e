/** Times as OpenStack writes them: whole seconds with a Z. */
export const seconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`
/** The other way that Nova has: microseconds and no zone. */
export const microseconds = (time: Date): string => `${time.toISOString().slice(0, 23)}000`
export const microsecondsOrNull = (time: Date | null): string | null => (time === null ? null : microseconds(time))
/** A time that a client names; without a zone it is UTC, wherever this machine is. */
export const momentFrom = (text: string): Date =>
  new Date(text.endsWith('Z') || /[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`)
