/** What the hub costs the shop's own page: the demo shop with the script tag and without it, in a real browser. */
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { inBrowser } from './browser.ts'
import { type Part, shown, type Table } from './report.ts'
import { percentile } from './stats.ts'
import { inFolder, type Running, startWarmline } from './warmline.ts'

interface Load {
  /** When the largest thing of the page was painted, in milliseconds from the beginning. */
  largest: number
  /** How much what was there already moved; 0 is not at all. */
  shift: number
  /** Main thread held for longer than 50 ms, in milliseconds. */
  blocked: number
}

/** So long after the page has loaded what else comes is waited for, in milliseconds: the hub comes last. */
const settling = 1500

export const shop: Part = {
  name: 'shop',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(join(folder, 'data'), { DEMO: 'on' })
      try {
        return [await inBrowser(folder, (browser) => measure(server, browser, isQuick ? 5 : 25))]
      } finally {
        await server.stop()
      }
    }),
}

async function measure(server: Running, browser: Browser, rounds: number): Promise<Table> {
  const found: Record<'without' | 'with', Load[]> = { without: [], with: [] }
  for (let round = 0; round <= rounds; round++)
    for (const way of ['without', 'with'] as const) {
      const load = await look(browser, server, way === 'with')
      if (round > 0) found[way].push(load) // the first one is for warming up
    }
  const line = (title: string, loads: Load[]) => [
    title,
    shown(
      percentile(
        loads.map(({ largest }) => largest),
        0.5,
      ),
      'ms',
    ),
    shown(
      percentile(
        loads.map(({ largest }) => largest),
        0.95,
      ),
      'ms',
    ),
    String(Math.max(...loads.map(({ shift }) => shift))),
    shown(
      percentile(
        loads.map(({ blocked }) => blocked),
        0.5,
      ),
      'ms',
    ),
  ]
  return {
    title: "The demo shop's page",
    about: `${rounds} loads each way in turn, in a browser that has fetched nothing yet, at 1440 × 900 on the server's own machine. The floor is the same page whose script tag is answered by nothing. "Moved" is the largest layout shift score of all loads; "blocked" what long tasks took beyond 50 ms.`,
    columns: ['', 'largest paint p50', 'p95', 'moved', 'blocked p50'],
    rows: [line('Floor: without the hub', found.without), line('With the hub', found.with)],
  }
}

async function look(browser: Browser, { address }: Running, withHub: boolean): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const page = await context.newPage()
    if (!withHub) await page.route('**/hub.js', (route) => route.abort())
    await page.goto(`${address}/shop`, { waitUntil: 'load' })
    if (withHub) await page.getByRole('button', { name: 'Chat with us' }).waitFor()
    await page.waitForTimeout(settling)
    return await page.evaluate(
      () =>
        new Promise<Load>((resolve) => {
          const seen: Load = { largest: 0, shift: 0, blocked: 0 }
          const watch = (type: string, each: (entry: PerformanceEntry & { value?: number }) => void) =>
            new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
          watch('largest-contentful-paint', ({ startTime }) => {
            seen.largest = startTime
          })
          watch('layout-shift', ({ value = 0 }) => {
            seen.shift += value
          })
          watch('longtask', ({ duration }) => {
            seen.blocked += duration - 50
          })
          setTimeout(() => resolve(seen), 100)
        }),
    )
  } finally {
    await context.close()
  }
}
