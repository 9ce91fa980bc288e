/** Time zones, as the API takes them. */
import { z } from 'zod'

/** A time zone that this Node knows; some of them go by several names. */
export const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      return false
    }
  }, 'not a time zone')
