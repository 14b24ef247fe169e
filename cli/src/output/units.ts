const steps = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** `1536` → `1.5 KiB`. */
export function bytesText(bytes: number): string {
  let value = bytes
  let unit: (typeof steps)[number] = 'B'
  for (const step of steps) {
    unit = step
    if (value < 1024 || step === 'TiB') break
    value /= 1024
  }
  return `${unit === 'B' || value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${unit}`
}

/** `83_000` ms → `1 min 23 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
