/** The size of a file by the screen's language, in units of 1000 bytes as file managers count: `24 kB`, `1.3 MB`. */
import i18next from 'i18next'

export function fileSize(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(bytes / 1000, 0.1), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  const maximumFractionDigits = value < 10 ? 1 : 0
  return new Intl.NumberFormat(i18next.language || 'en', { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits }).format(value)
}
