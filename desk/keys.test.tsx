// @vitest-environment happy-dom
import { cleanup, type RenderResult, render } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Key, pressed, printed, setSingleKeys, useKeys, useRegisteredKeys } from './keys.ts'
import { endHolding, holdTyped } from './typedAhead.ts'

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
afterEach(() => {
  cleanup()
  endHolding()
})

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
  expect(printed('alt+↑↓')).toMatch(/^(⌥|Alt )↑↓$/)
})

/** A part of the page whose field comes later than the key that opens it; the field is controlled, as ours are. */
function Later({ isThere }: { isThere: boolean }) {
  const [text, setText] = useState('')
  useKeys([{ ...key('n'), opens: true }, key('e'), { ...key('s'), opens: true, run: () => false }])
  return isThere ? (
    <input
      aria-label="field"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && ran.push(`${event.ctrlKey ? 'sent' : 'chose'} ${text}`)}
    />
  ) : null
}
const fieldOf = (page: RenderResult) => {
  const field = page.getByLabelText('field')
  if (!(field instanceof HTMLInputElement)) throw new Error('the field is no input')
  return field
}
const type = (...names: string[]) => {
  for (const name of names) press({ key: name })
}

test('what is typed before the opened field has the focus is put into it, and closes nothing', async () => {
  const page = render(<Later isThere={false} />)
  type('n', 'h', 'e', 'x', 'Backspace', 'r', 'E', '!')
  page.rerender(<Later isThere />)
  const field = fieldOf(page)
  field.focus()
  await expect.poll(() => field.value).toBe('herE!')
  expect(ran).toEqual(['n'])
  // Keys are keys again.
  field.blur()
  type('e')
  expect(ran).toEqual(['n', 'e'])
})

test('Enter comes after what was typed before it is there', async () => {
  const page = render(<Later isThere={false} />)
  type('n', 'v', 'i', 'p', 'Enter', 'x')
  page.rerender(<Later isThere />)
  const field = fieldOf(page)
  field.focus()
  await expect.poll(() => field.value).toBe('vipx')
  expect(ran).toEqual(['n', 'chose vip'])
})

test('what sends waits for the text before it', async () => {
  const page = render(<Later isThere={false} />)
  type('n', 'b', 'y', 'e')
  press({ key: 'Enter', ctrlKey: true })
  expect(ran).toEqual(['n'])
  page.rerender(<Later isThere />)
  fieldOf(page).focus()
  await expect.poll(() => ran).toEqual(['n', 'sent bye'])
})

test('the field may come and go before the one that stays: each has what was typed by then', async () => {
  const page = render(<Later isThere={false} />)
  type('n', 'e')
  page.rerender(<Later isThere />)
  page.getByLabelText('field').focus()
  page.rerender(<Later isThere={false} />)
  // The plain field gives its place to the editor.
  holdTyped()
  type('e', 'e')
  page.rerender(<Later isThere />)
  const field = fieldOf(page)
  field.focus()
  await expect.poll(() => field.value).toBe('ee')
  expect(ran).toEqual(['n'])
})

test.each([
  ['Escape', () => type('Escape')],
  ['a click', () => document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }))],
])('%s ends the waiting for a field', (_, end) => {
  render(<Later isThere={false} />)
  type('n', 'e')
  end()
  type('e')
  expect(ran).toEqual(['n', 'e'])
})

test('a key that opens nothing now holds nothing, and a field that never comes holds for a few seconds', () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0)
  render(<Later isThere={false} />)
  type('s', 'e', 'n', 'e')
  expect(ran).toEqual(['e', 'n'])
  clock.mockReturnValue(6000)
  type('e')
  clock.mockRestore()
  expect(ran).toEqual(['e', 'n', 'e'])
})

test('a key that is kept down writes nothing', async () => {
  const page = render(<Later isThere={false} />)
  type('n')
  press({ key: 'n', repeat: true })
  type('o')
  page.rerender(<Later isThere />)
  const field = fieldOf(page)
  field.focus()
  await expect.poll(() => field.value).toBe('o')
})
