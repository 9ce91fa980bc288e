/** The browsers of the benchmark of open hubs: each a live connection of the hub's own, and a look at the chat at every occasion. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openLive } from '../hub/app/live.ts'
import { openHttp } from './shoppers.ts'

export interface Counted {
  /** Connected, with their chat read since then. */
  ready: number
  /** Milliseconds until half of them were, and all; from the first one on. */
  halfMs: number
  lastMs: number
  /** The most in one second. */
  most: number
}

/** So many are opened a second at the start. */
const perSecond = 400
let readyAt = new Map<string, number>()

function counted(): Counted {
  const times = [...readyAt.values()].sort((a, b) => a - b)
  const first = times[0] ?? 0
  const most = times.reduce((best, time, index) => Math.max(best, index + 1 - times.findIndex((one) => one > time - 1000)), 0)
  return { ready: times.length, halfMs: (times[times.length >> 1] ?? 0) - first, lastMs: (times.at(-1) ?? 0) - first, most }
}

async function open(address: string, tokens: string[]): Promise<void> {
  const http = openHttp(address, 64)
  for (const [index, token] of tokens.entries()) {
    const look = () =>
      http.ask('GET', '/api/v1/hub/chat', { authorization: `Bearer ${token}` }).then(
        () => {
          if (!readyAt.has(token)) readyAt.set(token, performance.now())
        },
        () => undefined,
      )
    const live = openLive(
      token,
      {
        changed: () => void look(),
        typing: () => undefined,
        // As the hub does: an ordinary look, at a moment of its own.
        connected: (is) => {
          if (!is) setTimeout(look, Math.random() * live.spread())
        },
      },
      { address },
    )
    if (index % (perSecond / 20) === 0) await sleep(50)
  }
}

process.on('message', (message: { address?: string; tokens?: string[]; forget?: boolean }) => {
  if (message.forget) readyAt = new Map()
  if (message.address && message.tokens) void open(message.address, message.tokens)
  process.send?.(counted())
})
