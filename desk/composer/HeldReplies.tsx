/** The replies of a ticket that wait on the server: for some seconds, until their time, or for the agent to look again. */

import { Popover } from '@mantine/core'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, codeOf, queries } from '../api.ts'
import { useKeys } from '../keys.ts'
import { LinkButton } from '../LinkButton.tsx'
import { lazyPart } from '../lazyPart.ts'
import { sayProblem } from '../notices.ts'
import { sayReason } from '../reasons.ts'
import { useMe } from '../session.ts'
import { useSayActions } from '../settings/useSayActions.ts'
import { MessageText } from '../tickets/MessageText.tsx'
import message from '../tickets/message.module.css'
import type { HeldReply, Message } from '../tickets/shapes.ts'
import { weekdayAndTime } from '../time.ts'
import { zoneOf } from '../timeZone.ts'
import { takeBackHeld } from './takeBackHeld.ts'
import { useHeldReplies } from './useHeldReplies.ts'

const TimeChoice = lazyPart(() => import('./TimeChoice.tsx').then(({ TimeChoice: Choice }) => ({ default: Choice })))

export interface HeldRepliesProps {
  ticketId: string
  myId: string
  messages: readonly Message[]
  onRead: (messageId: string) => void
  onTakenBack: () => void
}

export function HeldReplies({ ticketId, myId, messages, onRead, onTakenBack }: HeldRepliesProps) {
  const { data, dataUpdatedAt } = useHeldReplies(ticketId)
  const held = (data?.heldReplies ?? []).filter(({ id }) => !messages.some((one) => one.id === id))
  const takeBack = async (one: HeldReply) => {
    if (await takeBackHeld(one, myId)) onTakenBack()
  }
  const undoable = held.findLast(({ kind, author, stopped }) => kind === 'undo' && author.id === myId && !stopped)
  useKeys(undoable ? [{ key: 'z', words: 'composer.key.undo', area: 'ticket.keys', run: () => void takeBack(undoable) }] : [])
  return held.map((one) => (
    <Held
      key={one.id}
      held={one}
      dueAt={dataUpdatedAt + one.sendsInMs}
      isMine={one.author.id === myId}
      newest={messages.findLast(({ direction }) => direction === 'in')}
      onRead={onRead}
      onTakeBack={() => void takeBack(one)}
    />
  ))
}

interface HeldProps {
  held: HeldReply
  dueAt: number
  isMine: boolean
  newest: Message | undefined
  onRead: (messageId: string) => void
  onTakeBack: () => void
}

function Held({ held, dueAt, isMine, newest, onRead, onTakeBack }: HeldProps) {
  const { t } = useTranslation()
  const sayActions = useSayActions()
  const [asks, setAsks] = useState(false)
  const timeZone = zoneOf(useMe())
  const { content, kind, stopped } = held
  const change = async (wish: { sendAt?: Date; isNow?: true; lastSeenMessageId?: string }) => {
    try {
      await client.heldReplies.change({ id: held.id, ...wish })
    } catch (error) {
      // It may just have gone: then the thread shows it, and there is nothing to say.
      if (codeOf(error) !== 'NOT_FOUND') sayProblem(t('composer.problem.held'), error)
    }
    await queries.invalidateQueries({ queryKey: api.heldReplies.list.key({ input: { ticketId: held.ticketId } }) })
  }
  const { to, cc } = content.recipients ?? { to: [], cc: [] }
  return (
    <article className={message.bubble} data-kind="ours" data-item={held.id} data-held={stopped ? 'stopped' : kind}>
      <header className={message.from}>
        <b>{isMine ? t('ticket.message.you') : held.author.name}</b>
        {to.length > 0 && <span className={message.to}>{t('ticket.message.to', { to: [...to, ...cc].join(', ') })}</span>}
      </header>
      <MessageText text={content.text} />
      {content.attachments.length > 0 && <p className="quiet">{content.attachments.map(({ name }) => name).join(', ')}</p>}
      {content.actions.length > 0 && <p className="quiet">{t('macro.thenDoes', { actions: sayActions(content.actions) })}</p>}
      <div className={message.waiting} data-stuck={stopped !== null} role={stopped ? 'alert' : undefined}>
        <span>
          {stopped ? (
            t(`composer.stopped.${stopped.why}`, { reason: stopped.reason ? sayReason(stopped.reason) : '' })
          ) : kind === 'undo' ? (
            <Countdown dueAt={dueAt} />
          ) : (
            t('composer.goesAt', { time: weekdayAndTime(held.sendAt, timeZone) })
          )}
        </span>
        {stopped?.why === 'customer' && newest && <Act words={t('ticket.waiting.read')} run={() => onRead(newest.id)} />}
        {stopped && (
          <Act
            words={t('ticket.waiting.sendAnyway')}
            run={() => change({ isNow: true, ...(newest && { lastSeenMessageId: newest.id }) })}
          />
        )}
        {!stopped && <Act words={t('composer.sendNow')} run={() => change({ isNow: true })} />}
        {kind === 'later' && !stopped && (
          <Popover opened={asks} onChange={setAsks} position="top-start" width={340} trapFocus returnFocus withRoles>
            <Popover.Target>
              <LinkButton onClick={() => setAsks(!asks)}>{t('composer.otherTime')}</LinkButton>
            </Popover.Target>
            <Popover.Dropdown p={8} aria-label={t('composer.otherTime')}>
              <Suspense fallback={t('common.loading')}>
                {asks && (
                  <TimeChoice
                    label={t('composer.otherTime')}
                    onChoose={(sendAt) => {
                      setAsks(false)
                      void change({ sendAt })
                    }}
                  />
                )}
              </Suspense>
            </Popover.Dropdown>
          </Popover>
        )}
        <Act words={t(kind === 'undo' && !stopped ? 'common.undo' : 'composer.takeBack')} run={onTakeBack} />
      </div>
    </article>
  )
}

function Act({ words, run }: { words: string; run: () => void }) {
  return <LinkButton onClick={run}>{words}</LinkButton>
}

/** The seconds that are left to take it back. */
function Countdown({ dueAt }: { dueAt: number }) {
  const { t } = useTranslation()
  const [seconds, setSeconds] = useState(() => Math.max(0, Math.ceil((dueAt - Date.now()) / 1000)))
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.max(0, Math.ceil((dueAt - Date.now()) / 1000))), 250)
    return () => clearInterval(timer)
  }, [dueAt])
  return <>{t(seconds > 0 ? 'composer.sendsIn' : 'ticket.waiting.posting', { seconds })}</>
}
