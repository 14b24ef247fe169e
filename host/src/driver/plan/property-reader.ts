import { Fault } from '@kilonova/core'

/** Makes a value of a text, or answers undefined when the text is not one. */
export interface Parser<T> {
  readonly parse: (text: string) => T | undefined
  /** What it takes, for the next step of a refusal: `one of virtio, scsi`. */
  readonly takes: string
}

export const oneOf = <const T extends readonly string[]>(values: T): Parser<T[number]> => ({
  parse: (text) => values.find((value) => value === text.toLowerCase()),
  takes: `one of ${values.join(', ')}`,
})

export const wholeNumber = (min: number, max: number): Parser<number> => ({
  parse: (text) => {
    if (!/^[0-9]{1,15}$/.test(text)) return undefined
    const value = Number(text)
    return value >= min && value <= max ? value : undefined
  },
  takes: `a whole number from ${min} to ${max}`,
})

const truths = new Map([
  ...['1', 't', 'true', 'on', 'y', 'yes'].map((text) => [text, true] as const),
  ...['0', 'f', 'false', 'off', 'n', 'no'].map((text) => [text, false] as const),
])

export const truth: Parser<boolean> = {
  parse: (text) => truths.get(text.trim().toLowerCase()),
  takes: 'true or false',
}

/** A short name without anything that could mean something elsewhere: machine types, CPU models, distributions. */
export const plainName: Parser<string> = {
  parse: (text) => (/^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$/.test(text) ? text : undefined),
  takes: 'a name of letters, digits, dots, dashes and underscores',
}

/** Free text of one line. Control characters have no place in XML nor on a kernel's command line. */
export const oneLine: Parser<string> = {
  parse: (text) => (text.length <= 2048 && !hasControls(text) ? text : undefined),
  takes: 'one line of at most 2048 printable characters',
}

/** Control characters, half surrogates and what else XML 1.0 cannot carry. */
export function hasControls(text: string): boolean {
  if (!text.isWellFormed()) return true
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0xfffe || code === 0xffff) return true
  }
  return false
}

/** Sets of CPU numbers as Nova writes them: `0-3,^2,7`. */
export function cpuList(limit: number): Parser<readonly number[]> {
  const parse = (text: string): readonly number[] | undefined => {
    if (text.length > 1024) return undefined
    const chosen = new Set<number>()
    const left = new Set<number>()
    for (const part of text.split(',').map((one) => one.trim())) {
      const match = /^(\^?)([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(part)
      if (match === null) return undefined
      const from = Number(match[2])
      const to = match[3] === undefined ? from : Number(match[3])
      if (to < from || to >= limit) return undefined
      for (let cpu = from; cpu <= to; cpu += 1) (match[1] === '^' ? left : chosen).add(cpu)
    }
    const cpus = [...chosen].filter((cpu) => !left.has(cpu)).toSorted((a, b) => a - b)
    return cpus.length === 0 ? undefined : cpus
  }
  return { parse, takes: `CPU numbers below ${limit}, such as 0-3,^2,7` }
}

/** A refusal that names the property, so that the user finds what to change. */
export function refuseProperty(property: string, value: string, why: string, next: string): Fault {
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value
  return new Fault('invalid', `${property} = ${JSON.stringify(shown)}: ${why}`, {
    next,
    fields: { property, value: shown },
  })
}

/** Two sources of one wish: the image says `hw_…`, the flavor `hw:…`. */
export interface PropertyNames {
  readonly image?: string
  readonly flavor?: string
  /** When both are there and differ. */
  readonly both?: 'image' | 'flavor' | 'refuse'
}

/** Reads the properties of one image and one flavor; every refusal names the property. */
export class PropertyReader {
  readonly #image: Readonly<Record<string, string>>
  readonly #flavor: Readonly<Record<string, string>>

  constructor(imageProperties: Readonly<Record<string, string>>, extraSpecs: Readonly<Record<string, string>>) {
    this.#image = imageProperties
    this.#flavor = extraSpecs
  }

  get<T>(names: PropertyNames, parser: Parser<T>): T | undefined {
    const image = this.image(names.image, parser)
    const flavor = this.flavor(names.flavor, parser)
    if (image === undefined || flavor === undefined) return image ?? flavor
    if (names.both === 'image') return image
    if (names.both === 'flavor' || JSON.stringify(image) === JSON.stringify(flavor)) return flavor
    throw refuseProperty(
      names.image ?? '',
      this.imageText(names.image ?? '') ?? '',
      `the flavor says ${names.flavor} = ${this.flavorText(names.flavor ?? '')}`,
      'choose a flavor and an image that agree',
    )
  }

  image<T>(name: string | undefined, parser: Parser<T>): T | undefined {
    return name === undefined ? undefined : this.#read(name, this.imageText(name), parser)
  }

  flavor<T>(name: string | undefined, parser: Parser<T>): T | undefined {
    return name === undefined ? undefined : this.#read(name, this.flavorText(name), parser)
  }

  /** Of two names for one wish the one that was said, to name it in a refusal; the flavor's when neither was. */
  said(imageName: string, flavorName: string): string {
    return this.imageText(imageName) === undefined ? flavorName : imageName
  }

  imageText(name: string): string | undefined {
    return Object.hasOwn(this.#image, name) ? this.#image[name] : undefined
  }

  flavorText(name: string): string | undefined {
    return Object.hasOwn(this.#flavor, name) ? this.#flavor[name] : undefined
  }

  /** Flavor keys with this beginning, e.g. `hw:numa_cpus.`. */
  flavorKeys(prefix: string): string[] {
    return Object.keys(this.#flavor).filter((key) => key.startsWith(prefix))
  }

  imageKeys(prefix: string): string[] {
    return Object.keys(this.#image).filter((key) => key.startsWith(prefix))
  }

  #read<T>(name: string, text: string | undefined, parser: Parser<T>): T | undefined {
    if (text === undefined) return undefined
    const value = parser.parse(text)
    if (value === undefined) throw refuseProperty(name, text, 'not a value of it', `give it ${parser.takes}`)
    return value
  }
}
