/** How much of what is written fits into one reply by this channel, where that is to be said. */
import { Suspense } from 'react'
import type { useWriting } from '../composer/useWriting.ts'
import { withWords } from '../i18n.ts'
import { lazyPart } from '../lazyPart.ts'
import type { Ticket } from './shapes.ts'
import type { ThreadData } from './useThread.ts'

const TextCount = lazyPart(() => import('../composer/TextCount.tsx').then(({ TextCount: Line }) => ({ default: Line })))
const LimitLine = lazyPart(() =>
  withWords(import('../composer/LimitLine.tsx'), 'refusals').then(({ LimitLine: Line }) => ({ default: Line })),
)

interface Props {
  ticket: Ticket
  writing: Pick<ReturnType<typeof useWriting>, 'draft' | 'overstep'>
  limits: ThreadData['limits']
}

export function ReplyRoom({ ticket, writing: { draft, overstep }, limits }: Props) {
  const isText = ticket.channel === 'sms'
  // Of a text by SMS the count of segments says so already.
  const isCounted = isText && (!overstep || overstep.code === 'text_too_long')
  return (
    <>
      {isText && draft.text && (
        <Suspense fallback={null}>
          <TextCount ticketId={ticket.id} text={draft.text} />
        </Suspense>
      )}
      {limits && (overstep ?? draft.text.length > limits.text / 4) && !isCounted && (
        <Suspense fallback={null}>
          <LimitLine limits={limits} draft={draft} overstep={overstep} />
        </Suspense>
      )}
    </>
  )
}
