/** When a page shows what it should: nothing it has asked for is on its way, and nothing stands in for what is to come. */
import type { Page, Request } from 'playwright-core'

/** How long a page may take to show what it should, milliseconds: long, for a machine with other work shows it late. */
export const patience = 30_000

/** What a page has asked for and not got yet. */
const awaited = new WeakMap<Page, Set<Request>>()

/** Follows what a page asks for, so that `arrived` knows; from its beginning. */
export function watchRequests(page: Page): void {
  const open = new Set<Request>()
  awaited.set(page, open)
  let document: Request | undefined
  page.on('request', (request) => {
    open.add(request)
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) document = request
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  // Of what the document before still waited for, the browser does not always say that it was dropped.
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || !document) return
    for (const request of open) if (request !== document) open.delete(request)
    document = undefined
  })
}

/** Waits until a page has all it asks for and shows it: for six pictures running it awaits nothing. Throws with what it still waits for. */
export async function arrived(page: Page): Promise<void> {
  const deadline = Date.now() + 3 * patience
  for (let calm = 0; calm < 6; calm++) {
    const isDrawn = await page.evaluate(async () => {
      await new Promise(requestAnimationFrame)
      return document.readyState === 'complete' && !document.querySelector('.mantine-Skeleton-root[data-visible]')
    })
    const waitsFor = [...(awaited.get(page) ?? [])].map((request) => `${request.method()} ${request.url()}`)
    if (isDrawn && waitsFor.length === 0) continue
    if (Date.now() > deadline) throw new Error(`${page.url()} does not come to rest: ${waitsFor.join(', ') || 'something stands in'}`)
    calm = -1
  }
}

/** Goes to another page of the desk as a link does, without loading the desk anew. */
export async function move(page: Page, path: string): Promise<void> {
  await page.evaluate((path) => history.pushState(null, '', path), path)
  // What the router keeps in the window says which page it shows.
  await page.waitForFunction((pathname) => {
    const shown = window.__TSR_ROUTER__?.state
    return shown?.status === 'idle' && pathname.endsWith(shown.resolvedLocation?.pathname ?? '?')
  }, path.split('?')[0] ?? path)
  await arrived(page)
}

/** Waits until what is written may be sent: before the page knows that, the key for it does nothing. */
export const maySend = (page: Page) => page.locator('button[aria-keyshortcuts~="Control+Enter"]:enabled').first().waitFor()

/** Sends what is written by its key, as soon as it may be. */
export async function send(page: Page): Promise<void> {
  await maySend(page)
  await page.keyboard.press('Control+Enter')
}
