/** Times as OpenStack writes them: whole seconds with a Z. */
export const seconds = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`
/** The other way that Nova has: microseconds and no zone. */
export const microseconds = (time: Date): string => `${time.toISOString().slice(0, 23)}000`
export const microsecondsOrNull = (time: Date | null): string | null => (time === null ? null : microseconds(time))
