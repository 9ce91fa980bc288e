/**
 * What is typed between a key that opens a field and the moment that field has the focus. It would be lost, or run as keys and
 * close a ticket; so it is held, and put into the field.
 */

/** Text, or a press of Enter, with the keys that make it send. */
type Enter = { ctrlKey: boolean; metaKey: boolean; shiftKey: boolean }
type Typed = { text: string } | { enter: Enter }

interface Holding {
  /** The key that opened: while it is kept down, it is no text. */
  opener: string
  /** What had the focus then: what goes there still is meant for the next field. */
  from: Element | null
  typed: Typed[]
  begunAt: number
  isPuttingIn: boolean
}

/** A field that is not there after this many milliseconds will not come; what was typed for it is dropped. */
const mostMs = 5000

let holding: Holding | undefined

/** Holds what is typed from now on until a field has the focus. Escape, a click and time end it too. */
export function holdTyped(opener = ''): void {
  endHolding()
  holding = { opener, from: document.activeElement, typed: [], begunAt: performance.now(), isPuttingIn: false }
  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('focusin', onFocusIn, { capture: true })
  window.addEventListener('pointerdown', endHolding, { capture: true })
}

/** Another field comes in place of the one that was awaited: what is typed until then is for it. */
export function goOnHolding(): void {
  if (holding) holding.begunAt = performance.now()
  else holdTyped()
}

/** Nothing opens after all: what was typed for it is dropped. */
export function endHolding(): void {
  holding = undefined
  window.removeEventListener('keydown', onKeyDown, { capture: true })
  window.removeEventListener('focusin', onFocusIn, { capture: true })
  window.removeEventListener('pointerdown', endHolding, { capture: true })
}

/** Can one write there? */
const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox], [type=radio], [type=button]), textarea, [contenteditable]:not([contenteditable=false])') !==
    null

function onKeyDown(event: KeyboardEvent): void {
  // The presses that are put in come from here.
  if (!holding || isPressing) return
  if (event.key === 'Escape' || performance.now() - holding.begunAt > mostMs) endHolding()
  if (!holding) return
  const typed = typedBy(event)
  if (!typed || (!holding.isPuttingIn && isField(event.target) && event.target !== holding.from)) return
  event.preventDefault()
  event.stopPropagation()
  if (event.repeat && event.key.toLowerCase() === holding.opener) return
  if (typed === 'backspace') holding.typed = shortened(holding.typed)
  else holding.typed.push(typed)
}

function typedBy(event: KeyboardEvent): Typed | 'backspace' | undefined {
  const isModified = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph')
  if (event.isComposing) return undefined
  const { ctrlKey, metaKey, shiftKey } = event
  // Written and sent in one go: what sends waits for the text as well.
  if (event.key === 'Enter' && (isModified || !shiftKey)) return event.altKey ? undefined : { enter: { ctrlKey, metaKey, shiftKey } }
  if (isModified) return undefined
  if (event.key === 'Enter') return { text: '\n' }
  if (event.key === 'Backspace') return 'backspace'
  return [...event.key].length === 1 ? { text: event.key } : undefined
}

const isEnter = (one: Typed | undefined) => one !== undefined && 'enter' in one
const shortened = (typed: Typed[]) => (isEnter(typed.at(-1)) ? typed : typed.slice(0, -1))

function onFocusIn({ target }: FocusEvent): void {
  if (!holding || holding.isPuttingIn || !isField(target)) return
  const mine = holding
  // An editor sets its selection right after it took the focus.
  queueMicrotask(() => {
    if (holding === mine && isFocused(target)) void putIn(mine, target)
  })
}

const isFocused = (field: HTMLElement) => field.isConnected && document.activeElement === field

/** Puts what was typed in, in its order; what is typed meanwhile follows. Where the field loses the focus, the rest waits for the next. */
async function putIn(mine: Holding, field: HTMLElement): Promise<void> {
  mine.isPuttingIn = true
  while (holding === mine && mine.typed.length > 0 && isFocused(field)) {
    const ahead = mine.typed.findIndex(isEnter)
    const texts = mine.typed.splice(0, ahead === -1 ? mine.typed.length : Math.max(ahead, 1))
    const [first] = texts
    if (first && 'enter' in first) press(field, first.enter)
    else insert(field, texts.map((one) => ('text' in one ? one.text : '')).join(''))
    // The page draws what this text finds before Enter chooses of it.
    if (mine.typed.length > 0) await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  }
  mine.isPuttingIn = false
  if (holding === mine && mine.typed.length === 0) endHolding()
}

function insert(field: HTMLElement, text: string): void {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    const { value } = field
    const [start, end] = [field.selectionStart ?? value.length, field.selectionEnd ?? value.length]
    // By the element's own setter: React takes what is set by its wrapped one for its own doing.
    Reflect.set(Object.getPrototypeOf(field), 'value', value.slice(0, start) + text + value.slice(end), field)
    if (field.selectionStart !== null) field.setSelectionRange(start + text.length, start + text.length)
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }))
  } else document.execCommand('insertText', false, text)
}

let isPressing = false

function press(field: HTMLElement, modifiers: Enter): void {
  isPressing = true
  const isFree = field.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, bubbles: true, cancelable: true, ...modifiers }),
  )
  isPressing = false
  if (isFree && field instanceof HTMLTextAreaElement) insert(field, '\n')
}
