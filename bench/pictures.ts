/** `npm run pictures`: takes the pictures of the README from the demo, so that they show what is there. */
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { addressOf, demoPassword } from '../server/trial/data/team.ts'
import { inBrowser } from './browser.ts'
import { openClients } from './floor.ts'
import { until } from './queue.ts'
import { closeAll, inFolder, type Running, startWarmline } from './warmline.ts'

const folder = join(import.meta.dirname, '../docs/pictures')

async function takeDesk(browser: Browser, { address }: Running): Promise<void> {
  const page = await open(browser)
  await page.goto(`${address}/desk/sign-in`)
  const answer = await page.request.post(`${address}/api/auth/sign-in/email`, {
    data: { email: addressOf('maja'), password: demoPassword },
    headers: { origin: address },
  })
  if (!answer.ok()) throw new Error(`signing in answered ${answer.status()}`)
  await page.goto(`${address}/desk/inbox/all?sort=worst`)
  await page.getByRole('list', { name: 'Tickets' }).getByText('Charged three times').click()
  await page.getByRole('button', { name: 'Why this label' }).click()
  await settled(page)
  await keep(page, 'desk')
}

async function takeHub(browser: Browser, { address }: Running): Promise<void> {
  const page = await open(browser)
  await page.goto(`${address}/shop`)
  await page.getByRole('button', { name: 'Chat with us' }).click()
  await settled(page)
  await keep(page, 'hub')
}

const open = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' })).newPage()

/** Nothing is fetched any more, and what came is drawn. */
const settled = (page: Page) => page.waitForLoadState('networkidle')

const keep = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`) })

try {
  await inFolder(async (place) => {
    const server = await startWarmline(join(place, 'data'), { DEMO: 'on' })
    const [client] = await openClients(server.databaseUrl, 1)
    if (!client) throw new Error('no connection')
    await until(client, 'select count(*)::int as left from tickets where sentiment_id is null and not is_spam and not is_automated')
    await client.end()
    await inBrowser(place, async (browser) => {
      await takeDesk(browser, server)
      await takeHub(browser, server)
    })
    await server.stop()
  })
} finally {
  await closeAll()
}
