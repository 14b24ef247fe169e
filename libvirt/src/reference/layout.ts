export interface WrapOptions {
  readonly margin?: string
  /** Before the first line, in place of the margin. */
  readonly first?: string
  readonly width?: number
}

/** Breaks text into lines of at most `width` characters, each after `margin`. */
export function wrap(text: string, options: WrapOptions = {}): string {
  const { margin = '', width = 100 } = options
  const lines: string[] = []
  let line = options.first ?? margin
  let isEmpty = true
  for (const word of text.split(' ').filter(Boolean)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = margin
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  lines.push(line)
  return lines.map((found) => found.trimEnd()).join('\n')
}

/** Two columns: names, and text that is wrapped beside them. */
export function columns(
  rows: readonly (readonly [string, string])[],
  { margin = '  ', width = 100, most = 34 } = {},
): string {
  const widest = Math.min(most, Math.max(0, ...rows.map(([name]) => name.length)))
  const indent = margin + ' '.repeat(widest + 2)
  return rows
    .map(([name, text]) => {
      if (text === '') return margin + name
      if (name.length > widest) return `${margin}${name}\n${wrap(text, { margin: indent, width })}`
      return wrap(text, { margin: indent, first: margin + name.padEnd(widest + 2), width })
    })
    .join('\n')
}
