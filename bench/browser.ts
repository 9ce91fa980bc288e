/** A real browser for measuring pages. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '../test/browser.ts'

/** Opens one without a window, and closes it after `run`; what has to be brought of it goes into `folder`. */
export async function inBrowser<T>(folder: string, run: (browser: Browser) => Promise<T>): Promise<T> {
  await mkdir(join(folder, 'browser'), { recursive: true })
  const { path, libraries } = findBrowser(join(folder, 'browser'))
  const browser = await chromium.launch({
    executablePath: path,
    args: ['--disable-dev-shm-usage'],
    ...(libraries && { env: { ...process.env, LD_LIBRARY_PATH: libraries } }),
  })
  try {
    return await run(browser)
  } finally {
    await browser.close()
  }
}
