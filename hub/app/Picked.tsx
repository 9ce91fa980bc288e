/** The FAQs that were picked, as question and answer. */
import type { Pick } from './beginning.ts'
import { linked } from './linked.tsx'
import { words } from './said.ts'

export function Picked({ picks }: { picks: Pick[] }) {
  return (
    <>
      {picks.map(({ id, question, answer }) => (
        <div key={id}>
          <div class="message you">
            <span class="hidden">{words.you}: </span>
            <p class="text" dir="auto">
              {question}
            </p>
          </div>
          <div class="message shop">
            <p class="text" dir="auto">
              {linked(answer)}
            </p>
            <small>{words.automatic}</small>
          </div>
        </div>
      ))}
    </>
  )
}
