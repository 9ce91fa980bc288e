/**
 * How a page is looked at: nothing for axe to find and nothing wider than the screen, in light and dark, wide and on a phone, and
 * nothing out of reach at 200 % zoom.
 */
import type { Page } from 'playwright-core'
import { arrived, move } from './arrived.ts'
import { axe } from './open.ts'

export const wide = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }
/** What a browser makes of a window of 1440 × 900 at 200 %. */
export const zoomed = { width: 720, height: 450 }

/** Those rules that another colour scheme can break, for a page on which the others hold. */
const colourRules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/** Opens a page by its address and looks at it as it stands. */
export async function look(page: Page, url: string): Promise<Seen> {
  await page.goto(url)
  await page.getByRole('heading').first().waitFor()
  await arrived(page)
  return seen(page)
}

/** Goes to a page of the desk as a link does, and looks at it in light, in dark, on a phone and zoomed; one line for each look at which something is wrong. */
export async function lookEveryWay(page: Page, path: string): Promise<string[]> {
  await page.setViewportSize(wide)
  await page.emulateMedia({ colorScheme: 'light' })
  await move(page, path)
  await page.getByRole('heading').first().waitFor()
  await arrived(page)
  const light = await seen(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await seen(page, colourRules)
  await page.setViewportSize(phone)
  const small = await seen(page)
  await page.setViewportSize(zoomed)
  await arrived(page)
  const unreached = await outOfReach(page)
  return [
    ...Object.entries({ light, dark, small }).flatMap(([name, { overflow, found }]) => [
      ...(overflow === 0 ? [] : [`${name}: the page is ${overflow} px too wide`]),
      ...found.map((problem) => `${name}: ${problem}`),
    ]),
    ...unreached.map((problem) => `zoomed: ${problem}`),
  ]
}

interface Seen {
  /** How much wider than the screen it is, pixels. */
  overflow: number
  found: string[]
}
export const fine: Seen = { overflow: 0, found: [] }

/** What is seen of the page once it has the colours that are asked for, and nothing in it turns into another any more. */
async function seen(page: Page, rules?: object): Promise<Seen> {
  // Its own script turns it to another scheme; what this changes begins to move with the frame after.
  await page.waitForFunction(() => {
    const { mantineColorScheme } = document.documentElement.dataset
    return !mantineColorScheme || mantineColorScheme === (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  })
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  await page.evaluate(() => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
    return Promise.allSettled(ending.map(({ finished }) => finished)).then(() => undefined)
  })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return { overflow, found: await axe(page, rules) }
}

/** Buttons, links and fields that no scrolling brings onto the screen, and what makes the page itself wider than that. */
export async function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    const found = wide > 0 ? [`the page is ${wide} px too wide`] : []
    for (const element of document.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')) {
      const { width, height } = element.getBoundingClientRect()
      // Hidden, or there for screen readers only.
      if (!element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) || width <= 1 || height <= 1) continue
      element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
      const box = element.getBoundingClientRect()
      const isIn = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
      if (!isIn || (box.width <= innerWidth && (box.left < -1 || box.right > innerWidth + 1))) found.push(element.outerHTML.slice(0, 160))
    }
    return found
  })
}
