/** The log: one JSON line an event, secrets struck out. */
import { pino } from 'pino'

export type Log = ReturnType<typeof openLog>

/** Opens the log at a level; fields that could hold a secret are never written. */
export function openLog(level: string) {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        'token',
        'key',
        'apiKey',
        '*.password',
        '*.token',
        '*.key',
        '*.apiKey',
        'req.headers.cookie',
        'req.headers.authorization',
      ],
      censor: '…',
    },
  })
}
