/** Memory that the threads of one extraction share: how far the file is written, and how far each hash is. */
export interface SharedProgress {
  /** In bytes of the file: 0 written for good (nothing below will change), 1 the file's end, -1 while unknown, 2… hashed. */
  readonly places: BigInt64Array
  /** 0 changes whenever a place does, for Atomics.wait; 1 is set once all is written. */
  readonly flags: Int32Array
}

export const written = 0
export const fileEnd = 1
export const firstHash = 2
export const changed = 0
export const complete = 1

export function makeSharedProgress(hashes: number): SharedProgress {
  const places = new BigInt64Array(new SharedArrayBuffer(8 * (firstHash + hashes)))
  Atomics.store(places, fileEnd, -1n)
  return { places, flags: new Int32Array(new SharedArrayBuffer(8)) }
}

export function setPlace({ places, flags }: SharedProgress, index: number, bytes: number): void {
  Atomics.store(places, index, BigInt(bytes))
  Atomics.add(flags, changed, 1)
  Atomics.notify(flags, changed)
}

export const placeOf = ({ places }: SharedProgress, index: number): number => Number(Atomics.load(places, index))

/** Says that every byte is written, and how many they are. */
export function setComplete(shared: SharedProgress, bytes: number): void {
  setPlace(shared, fileEnd, bytes)
  Atomics.store(shared.flags, complete, 1)
  setPlace(shared, written, bytes)
}

export const isComplete = ({ flags }: SharedProgress): boolean => Atomics.load(flags, complete) === 1

/** How often something changed; read it before looking, and wait for more than that. */
export const changes = ({ flags }: SharedProgress): number => Atomics.load(flags, changed)

/** Sleeps until something changed since `seen`; blocks its thread, so never on the main one. */
export const waitForChange = ({ flags }: SharedProgress, seen: number): void => {
  Atomics.wait(flags, changed, seen, 1000)
}
