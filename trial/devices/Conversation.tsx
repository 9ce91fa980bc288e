/** The conversation with the shop in one app, as the customer has it before them. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask, type Customer, type PhoneApp, type PhoneText } from '../api.ts'
import { words } from '../words.ts'
import { Bubble } from './Bubble.tsx'
import { TextLine } from './TextLine.tsx'
import { timeOf } from './times.ts'

interface Props {
  customer: Customer
  one: PhoneApp
  pictures: string[]
  back: string
  refresh(): void
}

export function Conversation({ customer, one, pictures, back, refresh }: Props) {
  const [answers, setAnswers] = useState<PhoneText>()
  const [problem, setProblem] = useState<string>()
  const end = useRef<HTMLDivElement>(null)
  const { texts, isTyping } = one
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new is at the end
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [texts.length, isTyping])
  const path = `/trial/api/devices/${customer.key}/phone/texts`
  /** True: it was done. */
  const act = async (to: string, body: object) => {
    try {
      await ask(`${path}${to}`, body)
      setProblem(undefined)
      refresh()
      return true
    } catch (error) {
      setProblem(error instanceof Error ? error.message : '')
      return false
    }
  }
  const send = async (body: object) => {
    const isSent = await act('', { app: one.app, answers: answers?.externalId ?? null, ...body })
    if (isSent) setAnswers(undefined)
    return isSent
  }
  const lastOwn = texts.findLast(({ isOutgoing }) => isOutgoing)
  return (
    <div class="app conversation">
      <header class="app-head">
        <a href={back} class="app-back" aria-label={words.backToThreads}>
          ‹
        </a>
        <span class="face" aria-hidden="true">
          N
        </span>
        <h3>{one.shop}</h3>
      </header>
      <div class="bubbles" role="log" aria-label={words.conversationIn(words.apps[one.app])}>
        {texts.length === 0 && <p class="day">{words.noTexts(words.apps[one.app])}</p>}
        {texts.map((text, at) => (
          <div key={text.id} class="place">
            {dayOf(text.at) !== dayOf(texts[at - 1]?.at ?? '') && <p class="day">{timeOf(text.at)}</p>}
            <Bubble
              text={text}
              app={one}
              filesAt={`${path}/${text.id}/files`}
              answered={texts.find(({ externalId }) => externalId === text.answers)}
              isLastOwn={text === lastOwn}
              react={(emoji) => act(`/${text.id}/reaction`, { emoji })}
              unsend={() => act(`/${text.id}/unsend`, {})}
              answer={() => setAnswers(text)}
              choose={(title) => send({ text: title, about: { kind: 'template', buttons: [] }, answers: text.externalId })}
            />
          </div>
        ))}
        {isTyping && (
          <p class="bubble theirs typing" role="status">
            {words.isWriting}
          </p>
        )}
        <div ref={end} />
      </div>
      {problem !== undefined && (
        <p class="warning" role="alert">
          {words.failed} {problem}
        </p>
      )}
      <TextLine one={one} pictures={pictures} answers={answers} forget={() => setAnswers(undefined)} send={send} refuse={setProblem} />
    </div>
  )
}

const dayOf = (at: string) => (at ? new Date(at).toDateString() : '')
