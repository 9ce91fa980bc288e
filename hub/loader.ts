/**
 * The hub's loader, the one script that a shop's page includes. It draws a button and, once that is pressed (or, for a
 * shopper who is signed in, once the page is idle), a frame with the hub. It is small on purpose and knows nothing of
 * chats; all of its page is inside a shadow root, so that no style gets in or out.
 */
import { ours, textOn } from './colour.ts'
import type { ButtonSet, ToHub, ToLoader } from './protocol.ts'

type Listener = (detail?: number) => void

declare global {
  interface Window {
    warmline?: {
      /** Says who is here: the shop's signed token, or null for nobody. */
      identify(token: string | null): void
      /** Opens it, at a tab where one is named: `home`, `orders` or `chat`. */
      open(tab?: string): void
      close(): void
      /** `open`, `close`, `chatstart`, `chatend`, `identify` (a fresh token is wanted), or `unread` with the count; returns how to stop listening. */
      on(event: string, listener: Listener): () => void
    }
  }
}

const labels: Record<string, string> = { nl: 'Chat met ons', es: 'Chatea con nosotros', sv: 'Chatta med oss' }

const sheet = (colour: string, side: ButtonSet['position']) => `:host{all:initial!important}
*{box-sizing:border-box}
button{all:unset;position:fixed;${side}:20px;bottom:20px;z-index:2147483000;width:56px;height:56px;border-radius:50%;background:${colour};cursor:pointer;display:grid;place-items:center;box-shadow:0 4px 16px #0004}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px ${colour}}
[hidden]{display:none!important}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
b{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;border-radius:11px;background:#b42318;color:#fff;font:600 12px/22px system-ui,sans-serif;text-align:center}
iframe{position:fixed;${side}:20px;bottom:20px;z-index:2147483000;width:400px;max-width:calc(100vw - 40px);height:min(720px,calc(100vh - 40px));height:min(720px,calc(100dvh - 40px));border:0;border-radius:12px;background:#faf9f7;box-shadow:0 12px 48px #0004;color-scheme:light}
@media(max-width:480px){iframe{inset:0;width:100%;max-width:none;height:100%;height:100dvh;border-radius:0}}
@media print{button,iframe{display:none}}`

function start(script: HTMLScriptElement): void {
  const { identityUrl, signInUrl, color = '', position } = script.dataset
  const home = new URL(script.src).origin
  const set: ButtonSet = JSON.parse(script.dataset.set ?? '{"isEnabled":true,"position":"right"}')
  const side = position === 'left' || position === 'right' ? position : set.position
  const colour = set.color ?? (/^#[\da-f]{6}$/i.test(color) ? color : ours)
  const lang = document.documentElement.lang || navigator.language
  const listeners: Record<string, Set<Listener>> = {}
  const tell = (event: string, detail?: number) => {
    for (const listener of listeners[event] ?? []) listener(detail)
  }
  let token: string | null | undefined = identityUrl ? undefined : null
  let frame: HTMLIFrameElement | undefined
  let isReady = false
  let isOpen = false
  let wished: string | undefined

  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const style = new CSSStyleSheet()
  style.replaceSync(sheet(colour, side))
  root.adoptedStyleSheets = [style]
  const button = document.createElement('button')
  button.type = 'button'
  button.ariaHasPopup = 'dialog'
  button.style.color = textOn(colour)
  const badge = document.createElement('b')
  badge.hidden = true
  button.append(bubble(), badge)
  const label = (count: number) => {
    button.ariaLabel = (labels[lang.slice(0, 2)] ?? 'Chat with us') + (count ? ` (${count})` : '')
  }
  label(0)
  root.append(button)

  const send = (message: ToHub) => {
    if (isReady) frame?.contentWindow?.postMessage(message, home)
  }
  let page = ''
  // Without what stands behind the question mark: there may be secrets of the shop in it.
  const tellPage = () => {
    const url = location.origin + location.pathname
    if (url !== page) send({ warmline: 'page', url, title: document.title })
    page = url
  }
  // As the page itself would follow it: a shop writes `/login`.
  const signIn = signInUrl && Object.assign(document.createElement('a'), { href: signInUrl }).href
  const sendIdentity = () => send({ warmline: 'identity', token, signInUrl: signIn })
  const load = () => {
    if (frame || !set.isEnabled) return
    frame = document.createElement('iframe')
    frame.title = button.ariaLabel ?? ''
    frame.hidden = true
    frame.src = `${home}/hub/#${new URLSearchParams({ parent: location.origin, lang, color: colour })}`
    root.append(frame)
  }
  const show = (wanted: boolean, tab?: string) => {
    if (!set.isEnabled || (wanted === isOpen && !tab)) return
    const isChange = wanted !== isOpen
    isOpen = wanted
    wished = tab
    load()
    if (frame) frame.hidden = !isOpen
    button.hidden = isOpen
    if (isOpen) frame?.focus()
    else button.focus()
    send({ warmline: 'shown', isOpen, tab })
    if (isChange) tell(isOpen ? 'open' : 'close')
  }
  const identify = (given: string | null | undefined) => {
    token = given
    sendIdentity()
  }
  /** Asks the shop, on its own origin and with its own cookies, who is here. */
  const ask = async () => {
    if (!identityUrl) return sendIdentity()
    try {
      const answer = await fetch(identityUrl, { credentials: 'same-origin', headers: { accept: 'application/json' } })
      if (answer.ok && answer.status !== 204) identify(((await answer.json()) as { identity?: string }).identity ?? null)
      else identify(answer.status < 500 ? null : undefined)
    } catch {
      identify(undefined)
    }
  }

  // Where the shop's policy forbids the frame, an empty box would stand in its page, without a way to close it.
  addEventListener('securitypolicyviolation', ({ blockedURI, effectiveDirective }) => {
    if (!frame || effectiveDirective !== 'frame-src' || !blockedURI.startsWith(home)) return
    set.isEnabled = false
    host.remove()
    console.error(`Warmline: the content security policy of this page must allow "frame-src ${home}".`)
  })
  button.onclick = () => show(true)
  button.onpointerenter = load
  addEventListener('message', ({ source, origin, data }: MessageEvent<ToLoader>) => {
    if (!frame || source !== frame.contentWindow || origin !== home) return
    if (data.warmline === 'ready') {
      isReady = true
      send({ warmline: 'shown', isOpen, tab: wished })
      page = ''
      tellPage()
      if (token !== undefined) sendIdentity()
      else ask()
    } else if (data.warmline === 'identify') {
      // Where nobody but the shop's own scripts can say it.
      if (!identityUrl && listeners.identify?.size) tell('identify')
      else ask()
    } else if (data.warmline === 'close') show(false)
    else if (data.warmline === 'unread') {
      badge.textContent = String(data.count)
      badge.hidden = !data.count
      label(data.count)
      tell('unread', data.count)
    } else if (data.warmline === 'event') tell(data.name)
  })

  window.warmline = {
    identify(given) {
      identify(given)
      if (given) load()
    },
    open: (tab) => show(true, tab),
    close: () => show(false),
    on(event, listener) {
      listeners[event] ??= new Set()
      listeners[event].add(listener)
      return () => listeners[event]?.delete(listener)
    },
  }

  // Off in the settings: the shop's own scripts find the same functions, and nothing is shown.
  if (!set.isEnabled) return
  document.body.append(host)
  // Many shops change their page without loading one, and not every browser tells of that.
  setInterval(tellPage, 1000)
  // Safari has no requestIdleCallback.
  const idle = window.requestIdleCallback ?? setTimeout
  idle(async () => {
    await ask()
    if (token) load()
  })
}

function bubble(): SVGElement {
  const make = (name: string, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const svg = make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' })
  svg.append(make('path', { d: 'M4 5.5h16v11h-9l-4.5 3.5v-3.5H4zM8 9.5h8M8 12.5h5' }))
  return svg
}

const script = document.currentScript
// Included twice, or by a template and by a tag manager: the first one stands.
if (!window.warmline && script instanceof HTMLScriptElement) {
  if (document.body) start(script)
  else addEventListener('DOMContentLoaded', () => start(script))
}
