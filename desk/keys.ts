/**
 * The keyboard, in one place. A part of the page registers its keys while it is mounted; of two that want the same key,
 * the one mounted last gets it. The sheet of keys is drawn from what is registered.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { endHolding, holdTyped } from './typedAhead.ts'

/** `mod` is Ctrl, or Cmd on a Mac. */
export interface Key {
  key: string
  /** The words for the sheet, by their key. */
  words: string
  /** Where the sheet lists it, by the key of the heading. */
  area: string
  /** It opens a field: what is typed until that has the focus is put into it. `run` answers false when it opens nothing now. */
  opens?: true
  run: (event: KeyboardEvent) => unknown
}

let registered: Key[] = []
const listeners = new Set<() => void>()
const off = 'warmline.singleKeys'

function set(next: Key[]): void {
  registered = next
  for (const listener of listeners) listener()
}

/** How a press is written: `j`, `?`, `mod+k`, `escape`. */
export function pressed(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : ''
  return `${mod}${event.key.toLowerCase()}`
}

/** Somebody types, or a menu or dialog is open and has its own keys. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]:not([contenteditable=false])')) return true
  return target.closest('[role=dialog], [role=menu], [role=listbox], [role=combobox]') !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const press = pressed(event)
  const isSingle = !press.startsWith('mod+')
  if (isSingle && (isTaken(event.target) || !singleKeys())) return
  const found = registered.findLast(({ key }) => key === press)
  if (!found) return
  // A focused link or button has Enter and Space for itself.
  if ((press === 'enter' || press === ' ') && event.target instanceof Element && event.target.closest('a, button')) return
  event.preventDefault()
  // Before it runs: the field may have the focus at once.
  if (found.opens) holdTyped(event.key.toLowerCase())
  if (found.run(event) === false && found.opens) endHolding()
}

/** Are keys without Ctrl or Cmd on? They can be turned off, since speech input and slips press them too. */
export const singleKeys = () => localStorage.getItem(off) !== 'off'

/** Turns keys without Ctrl or Cmd on or off, in this browser. */
export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(off, isOn ? 'on' : 'off')
  set([...registered])
}

/** Registers keys while the component is mounted. The newest `run` is always the one that runs. */
export function useKeys(keys: Key[]): void {
  const newest = useRef(keys)
  newest.current = keys
  const names = keys.map(({ key }) => key).join(' ')
  useEffect(() => {
    const own = names
      .split(' ')
      .filter(Boolean)
      .flatMap((name) => {
        const find = () => newest.current.find(({ key }) => key === name)
        const now = find()
        return now ? [{ ...now, run: (event: KeyboardEvent) => find()?.run(event) }] : []
      })
    if (registered.length === 0) window.addEventListener('keydown', onKeyDown)
    set([...registered, ...own])
    return () => {
      set(registered.filter((key) => !own.includes(key)))
      if (registered.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [names])
}

/** Every key that works now, the hidden ones left out. */
export function useRegisteredKeys(): Key[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => registered,
  )
}

/** How a key is printed: `⌘K`, `Ctrl K`, `E`. */
export function printed(key: string): string {
  const isMac = /mac|iphone|ipad/i.test(navigator.platform)
  const names: Record<string, string> = { enter: '↵', escape: 'Esc', ' ': 'Space' }
  const hasShift = key.includes('shift+')
  const last = key.replace(/(mod|shift|alt)\+/g, '')
  const alt = key.includes('alt+') ? (isMac ? '⌥' : 'Alt ') : ''
  const shown = `${hasShift ? '⇧' : ''}${alt}${names[last] ?? last.toUpperCase()}`
  if (!key.startsWith('mod+')) return shown
  return isMac ? `⌘${shown}` : `Ctrl ${shown}`
}
