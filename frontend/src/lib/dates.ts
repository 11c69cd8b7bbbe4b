/** Dates for people, in the page's language. */

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 days ago", "in 2 hours", "now". */
export function ago(date: string, nowMs = Date.now()): string {
  const seconds = (Date.parse(date) - nowMs) / 1000
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' })
  for (const [unit, length] of units) if (Math.abs(seconds) >= length) return format.format(Math.round(seconds / length), unit)
  return format.format(0, 'second')
}
