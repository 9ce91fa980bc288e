/**
 * Parts of the desk that load when they are first shown. One that cannot be had, because the network is gone say, is tried again
 * until it comes: what stands on the page stays, with whatever is being written, instead of an error page over all of it.
 */
import { lazy } from 'react'

/** Longest pause between two tries, milliseconds; the first is a second. */
const longest = 15_000
/** Styles that did not come; the loader asks for each only once, so that we ask again. */
const missing = new Set<string>()
/** How often each file failed though the server has it: some browsers never ask again for what failed once. */
const failures = new Map<string, number>()
const restarted = 'warmline.restarted'

/** As React's `lazy`, but never failing for want of a network. */
export const lazyPart: typeof lazy = (load) => lazy(() => untilLoaded(load))

/** Loads a part, as often as it takes; what fails for another reason than not being had is thrown. */
export async function untilLoaded<Part>(load: () => Promise<Part>): Promise<Part> {
  for (let pause = 1000; ; pause = Math.min(pause * 2, longest)) {
    try {
      return await load()
    } catch (error) {
      if (!isNotHad(error)) throw error
      await networkOr(pause)
      await Promise.all([...missing].map(askForStyle))
    }
  }
}

const words = /dynamically imported module|Importing a module script failed|Unable to preload/i
const isNotHad = (error: unknown) => error instanceof Error && words.test(error.message)

/** When the browser says that the network is back, or after so many milliseconds. */
const networkOr = (pause: number) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, pause)
    const back = () => {
      clearTimeout(timer)
      resolve()
    }
    addEventListener('online', back, { once: true })
  })

const askForStyle = (href: string) =>
  new Promise<void>((resolve) => {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'stylesheet', href })
    link.onload = () => {
      missing.delete(href)
      resolve()
    }
    link.onerror = () => {
      link.remove()
      resolve()
    }
    document.head.append(link)
  })

/**
 * Heeds what fails to load. After an upgrade of the server, a desk that is still open asks for parts that are gone: then it starts
 * anew, at most once a minute. Not while the server cannot be reached.
 */
export function heedMissingParts(): void {
  addEventListener('vite:preloadError', (event) => {
    const { message } = event.payload
    const file = /https?:\S+$/.exec(message)?.[0]
    if (file && /preload CSS/.test(message)) {
      missing.add(file)
      event.preventDefault()
    }
    void isGone(file).then(
      (gone) => gone && restart(),
      () => undefined,
    )
  })
}

/** Has the server this file no more, or this browser given up on it? Rejects when nobody answers. */
async function isGone(file: string | undefined): Promise<boolean> {
  const answer = await fetch(file ?? location.href, { method: 'HEAD', cache: 'no-store' })
  if (!file || !answer.ok) return true
  const failed = (failures.get(file) ?? 0) + 1
  failures.set(file, failed)
  return failed > 2
}

function restart(): void {
  if (Date.now() - Number(sessionStorage.getItem(restarted)) < 60_000) return
  sessionStorage.setItem(restarted, String(Date.now()))
  location.reload()
}
