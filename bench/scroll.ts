/** How smoothly the desk's list scrolls: ten thousand rows in a real browser, pages fetched while they pass. */
import type { Browser, Page } from 'playwright-core'
import { inBrowser } from './browser.ts'
import { fillTo, makeTeam } from './fill.ts'
import { openClients } from './floor.ts'
import { type Part, shown, type Table } from './report.ts'
import { percentile } from './stats.ts'
import { inFolder, owner, type Running, startWarmline } from './warmline.ts'

const rows = 10_000
const rowHeight = 56
/** Rows a second: slower than reading, faster than reading, and as fast as a wheel is flung. */
const speeds = [10, 60, 240]

interface Frames {
  /** Milliseconds between one frame and the next. */
  between: number[]
  /** Milliseconds that the page's own work took in each frame. */
  work: number[]
  /** Rows that went by. */
  passed: number
  /** Frames in which the end of what was fetched stood on the screen. */
  atEnd: number
}

export const scroll: Part = {
  name: 'scroll',
  run: ({ isQuick }) =>
    inFolder(async (folder) => {
      const server = await startWarmline(folder)
      try {
        return [await inBrowser(folder, (browser) => measure(server, browser, isQuick))]
      } finally {
        await server.stop()
      }
    }),
}

async function measure(server: Running, browser: Browser, isQuick: boolean): Promise<Table> {
  const [client] = await openClients(server.databaseUrl, 1)
  if (!client) throw new Error('no connection')
  await makeTeam(client, { id: '0190a000-0000-7000-9000-000000000001', filter: { all: [] } })
  // Some are spam, and not in the list.
  await fillTo(client, rows * 1.1)
  await client.end()
  const found: { title: string; frames: Frames }[] = []
  for (const speed of isQuick ? speeds.slice(-1) : speeds)
    for (const [title, open] of [
      [`Floor: ${speed} rows a second`, openPlain],
      [`${speed} rows a second`, openDesk],
    ] as const) {
      const page = await open(browser, server)
      // The slower ones for twenty seconds each, the fastest through all ten thousand.
      found.push({ title, frames: await scrollBy(page, speed, speed === speeds.at(-1) ? rows : speed * 20) })
      await page.context().close()
    }
  return {
    title: `Scrolling a list of ${shown(rows)} tickets`,
    about:
      'A headless Chromium of 1440 × 900 that draws without a graphics card, on the same machine as the server and its database; the list moves a little at every frame, and its pages of 100 are fetched as it goes. "Work" is the main thread\'s own in a frame: scripts, style and layout up to the next task. At 60 frames a second a frame has 16.7 ms; one that took more than 25 ms is late. "At the end" counts frames in which fetching had not kept up. The floor is a page of as many rows of plain text, all there from the beginning, with no script: what this browser draws at best.',
    columns: ['', 'frames', 'a second', 'p50', 'p99', 'work p50', 'work p99', 'late', 'rows', 'at the end'],
    rows: found.map(({ title, frames: { between, work, passed, atEnd } }) => [
      title,
      shown(between.length),
      shown((between.length * 1000) / between.reduce((sum, one) => sum + one, 0)),
      shown(percentile(between, 0.5), 'ms'),
      shown(percentile(between, 0.99), 'ms'),
      shown(percentile(work, 0.5), 'ms'),
      shown(percentile(work, 0.99), 'ms'),
      `${shown((100 * between.filter((one) => one > 25).length) / between.length)} %`,
      shown(passed),
      shown(atEnd),
    ]),
  }
}

/** As many rows of the same height, and nothing else. */
async function openPlain(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  const row = (number: number) =>
    `<li style="height:${rowHeight}px;box-sizing:border-box;border-top:1px solid #ddd"><b>Ana Ruiz</b><br>Parcel ${number}</li>`
  const list = Array.from({ length: rows + 100 }, (_, number) => row(number)).join('')
  await page.setContent(
    `<body style="margin:0;font:14px sans-serif"><div style="height:900px;width:400px;overflow:auto"><ul aria-label="Tickets" style="margin:0;list-style:none">${list}</ul></div>`,
  )
  return page
}

async function openDesk(browser: Browser, { address }: Running): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${address}/desk/sign-in`)
  const answer = await page.request.post(`${address}/api/auth/sign-in/email`, { data: owner, headers: { origin: address } })
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`)
  await page.goto(`${address}/desk/inbox/all`)
  await page.getByRole('list', { name: 'Tickets' }).getByRole('listitem').first().waitFor()
  return page
}

/** Moves the list so many rows a second until `most` rows have passed, and looks at every frame. */
function scrollBy(page: Page, speed: number, most: number): Promise<Frames> {
  return page.evaluate(
    ({ speed, most, rowHeight }) =>
      new Promise<Frames>((resolve) => {
        const list = document.querySelector('ul[aria-label="Tickets"]')?.parentElement
        if (!list) throw new Error('there is no list')
        const frames: Frames = { between: [], work: [], passed: 0, atEnd: 0 }
        const { port1, port2 } = new MessageChannel()
        const settling = 30
        let begun = performance.now()
        let count = 0
        let at = list.scrollTop
        let waited = 0
        // The first task after a frame's scripts comes when its style and layout are done too.
        port1.onmessage = () => {
          if (count > settling) frames.work.push(performance.now() - begun)
        }
        const frame = () => {
          const now = performance.now()
          if (++count > settling) frames.between.push(now - begun)
          const step = (speed * rowHeight * Math.min(now - begun, 100)) / 1000
          begun = now
          const end = list.scrollHeight - list.clientHeight
          if (at + step >= end) frames.atEnd++
          at = Math.min(at + step, end)
          list.scrollTop = at
          frames.passed = Math.round(at / rowHeight)
          port2.postMessage(0)
          waited = at < end ? 0 : waited + 1
          // Two seconds at the end: there is no more.
          if (frames.passed >= most || waited > 120) resolve(frames)
          else requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
    { speed, most, rowHeight },
  )
}
