/** A handful of emoji beside the composer. A reader of the screen knows their names, in every language. */
import { useEffect, useRef } from 'preact/hooks'
import { words } from './said.ts'

const emoji =
  '😀 😄 😂 🙂 😉 😊 😍 😘 😎 🤔 😐 🙄 😴 😢 😭 😤 😡 😱 🥳 🤗 👍 👎 👌 🙏 👏 🙌 💪 🤞 👋 ❤️ 💔 ⭐ 🔥 🎉 🎁 🎂 💐 ☀️ ❄️ ☔ 📦 🚚 ✉️ 📷 🛒 💳 👗 👟 👜 🧥 🐶 🐱 ☕ 🍕 ✅ ❌ ❓ ❗'.split(
    ' ',
  )
/** So many stand in a row, in the style sheet too. */
const inRow = 8
const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: inRow, ArrowUp: -inRow }

export function Emoji({ onPick, onClose }: { onPick(emoji: string): void; onClose(): void }) {
  const box = useRef<HTMLFieldSetElement>(null)
  const buttons = () => [...(box.current?.querySelectorAll('button') ?? [])]
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as it opens
  useEffect(() => buttons()[0]?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      // Only this closes, not the whole hub.
      event.stopPropagation()
      return onClose()
    }
    const all = buttons()
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    const next = all[at + (steps[event.key] ?? 0)]
    if (!(event.key in steps) || !next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <fieldset class="emoji" ref={box} aria-label={words.emoji} onKeyDown={onKeyDown}>
      {emoji.map((one, index) => (
        <button key={one} type="button" tabIndex={index === 0 ? 0 : -1} onClick={() => onPick(one)}>
          {one}
        </button>
      ))}
    </fieldset>
  )
}
