// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Key, pressed, printed, setSingleKeys, useKeys, useRegisteredKeys } from './keys.ts'

let ran: string[] = []
const key = (name: string, says = name): Key => ({ key: name, words: `keys.${name}`, area: 'keys.list', run: () => ran.push(says) })
const press = (init: KeyboardEventInit, target: EventTarget = document.body) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))

function Pane({ keys }: { keys: Key[] }) {
  useKeys(keys)
  return null
}
function Sheet() {
  return <p>{useRegisteredKeys().map((one) => one.key)}</p>
}

beforeEach(() => {
  ran = []
  localStorage.clear()
})
afterEach(cleanup)

test('a key runs while its part of the page is there, and not after', () => {
  const { unmount } = render(<Pane keys={[key('j')]} />)
  press({ key: 'j' })
  press({ key: 'J', shiftKey: true })
  unmount()
  press({ key: 'j' })
  expect(ran).toEqual(['j', 'j'])
})

test('of two that want the same key, the one mounted last gets it', () => {
  render(<Pane keys={[key('e', 'list')]} />)
  const ticket = render(<Pane keys={[key('e', 'ticket')]} />)
  press({ key: 'e' })
  ticket.unmount()
  press({ key: 'e' })
  expect(ran).toEqual(['ticket', 'list'])
})

test('the newest meaning of a key runs, without registering it anew', () => {
  const { rerender } = render(<Pane keys={[key('k', 'old')]} />)
  rerender(<Pane keys={[key('k', 'new')]} />)
  press({ key: 'k' })
  expect(ran).toEqual(['new'])
})

test('whoever types is not disturbed, except by keys with Ctrl', () => {
  const { container } = render(
    <>
      <Pane keys={[key('r'), key('mod+k')]} />
      <input type="text" />
      <input type="checkbox" />
      <div role="menu">
        <button type="button">Item</button>
      </div>
    </>,
  )
  const [text, box] = container.querySelectorAll('input')
  const item = container.querySelector('button')
  if (!text || !box || !item) throw new Error('not drawn')
  press({ key: 'r' }, text)
  press({ key: 'r' }, item)
  expect(ran).toEqual([])
  press({ key: 'r' }, box)
  press({ key: 'k', ctrlKey: true }, text)
  expect(ran).toEqual(['r', 'mod+k'])
})

test('keys without Ctrl can be turned off', () => {
  render(<Pane keys={[key('j'), key('mod+k')]} />)
  setSingleKeys(false)
  press({ key: 'j' })
  press({ key: 'k', metaKey: true })
  setSingleKeys(true)
  press({ key: 'j' })
  expect(ran).toEqual(['mod+k', 'j'])
})

test('Enter on a focused link stays the link’s own', () => {
  const { container } = render(
    <>
      <Pane keys={[key('enter')]} />
      <a href="#there">There</a>
    </>,
  )
  const link = container.querySelector('a')
  if (!link) throw new Error('not drawn')
  press({ key: 'Enter' }, link)
  press({ key: 'Enter' })
  expect(ran).toEqual(['enter'])
})

test('the sheet knows every key that works now', () => {
  const { container } = render(
    <>
      <Sheet />
      <Pane keys={[key('j'), key('?')]} />
    </>,
  )
  expect(container.textContent).toBe('j?')
})

test('a press is named and printed as people know it', () => {
  expect(pressed(new KeyboardEvent('keydown', { key: 'K', ctrlKey: true }))).toBe('mod+k')
  expect(printed('enter')).toBe('↵')
  expect(printed('mod+k')).toMatch(/^(⌘K|Ctrl K)$/)
})
