/** The head of the ticket pane: what it is about, who has it, and what one does with a ticket. */
import { Menu } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, client, queries } from '../api.ts'
import { calledBy } from '../calledBy.ts'
import { changeTicket } from '../changeTicket.ts'
import { isFinal } from '../heldCloses.ts'
import { CheckIcon, MoreIcon, UnassignedIcon, UndoIcon } from '../icons.tsx'
import { initials } from '../initials.ts'
import { useKeys } from '../keys.ts'
import { say, sayProblem, sayUndo } from '../notices.ts'
import { useMe } from '../session.ts'
import { weekdayAndTime } from '../time.ts'
import { zoneOf } from '../timeZone.ts'
import { AssignPicker } from './AssignPicker.tsx'
import { Colleagues } from './Colleagues.tsx'
import { findQuotes } from './evidence.ts'
import { useFollowing } from './following.ts'
import { Key, KeyButton } from './KeyButton.tsx'
import { LiveChatWarning } from './LiveChatWarning.tsx'
import { MergeMenu } from './MergeMenu.tsx'
import { Marked } from './MessageText.tsx'
import styles from './pane.module.css'
import { SnoozeMenu } from './SnoozeMenu.tsx'
import type { Ticket } from './shapes.ts'
import { setOnlyMessages, useOnlyMessages } from './showing.ts'
import { TagPicker } from './TagPicker.tsx'

type Open = 'snooze' | 'assign' | 'tags' | 'merge' | undefined

/** `onClosed` is called as soon as the ticket is done with here: closed, snoozed or spam. */
export function TicketHeader({ ticket, onClosed, onUnread }: { ticket: Ticket; onClosed: () => void; onUnread: () => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Open>()
  const opener = (which: Open) => ({ isOpen: open === which, onOpen: (isOpen: boolean) => setOpen(isOpen ? which : undefined) })
  const timeZone = zoneOf(useMe())
  const { isFollowing, toggle: toggleFollowing } = useFollowing(ticket.id)
  const isOnlyMessages = useOnlyMessages()
  const isMail = ticket.channel === 'email'
  const isClosed = ticket.status === 'closed'
  /** A chat that has ended stays so; no button may promise otherwise. */
  const staysClosed = isClosed && isFinal({ ...ticket, status: 'open' }, { status: 'closed' })

  const setStatus = (status: 'open' | 'closed') => {
    const { number } = ticket
    const words = { done: t(`ticket.done.${status}`, { number }), problem: t(`ticket.problem.${status}`, { number }) }
    void changeTicket(ticket, { status }, words)
    if (status === 'closed') onClosed()
  }
  const snooze = (snoozedUntil: Date, ifNoReply: boolean) => {
    const done = t('ticket.done.snoozed', { number: ticket.number, until: weekdayAndTime(snoozedUntil, timeZone) })
    void changeTicket(
      ticket,
      { status: 'snoozed', snoozedUntil, ifNoReply },
      { done, problem: t('ticket.problem.snoozed', { number: ticket.number }) },
    )
    onClosed()
  }
  const setSpam = (isSpam: boolean) => {
    const done = t(isSpam ? 'ticket.done.spam' : 'ticket.done.notSpam', { number: ticket.number })
    void changeTicket(ticket, { isSpam }, { done, problem: t('ticket.problem.spam', { number: ticket.number }) })
    if (isSpam) onClosed()
  }

  const block = async () => {
    try {
      const { value, id } = await client.blockedSenders.block({ ticketId: ticket.id })
      queries.invalidateQueries({ queryKey: api.blockedSenders.key() })
      sayUndo(t('blocked.begun', { sender: value }), () =>
        client.blockedSenders.unblock({ id }).catch((error: unknown) => sayProblem(t('blocked.problem'), error)),
      )
    } catch (error) {
      sayProblem(t('blocked.problem'), error)
    }
  }

  useKeys([
    { key: 'e', words: 'ticket.key.close', area: 'ticket.keys', run: () => !staysClosed && setStatus(isClosed ? 'open' : 'closed') },
    { key: 's', words: 'ticket.key.snooze', area: 'ticket.keys', opens: true, run: () => !isClosed && setOpen('snooze') },
    { key: 'a', words: 'ticket.key.assign', area: 'ticket.keys', opens: true, run: () => setOpen('assign') },
    { key: 'u', words: 'ticket.key.unread', area: 'ticket.keys', run: onUnread },
    { key: 'f', words: 'ticket.key.follow', area: 'ticket.keys', run: () => void toggleFollowing() },
    { key: 'g', words: 'ticket.key.merge', area: 'ticket.keys', opens: true, run: () => setOpen('merge') },
    { key: 'h', words: 'ticket.key.onlyMessages', area: 'ticket.keys', run: () => setOnlyMessages(!isOnlyMessages) },
    { key: 'l', words: 'ticket.key.tags', area: 'ticket.keys', opens: true, run: () => setOpen('tags') },
  ])

  const quotes = findQuotes(ticket.subject, ticket.sentiment?.evidence ?? [])
  return (
    <header className={styles.head}>
      <div className={styles.about}>
        <h2 className={styles.subject} title={ticket.subject} dir="auto">
          {ticket.subject ? (
            <Marked text={ticket.subject} ranges={quotes} />
          ) : isMail ? (
            t('ticket.noSubject')
          ) : (
            calledBy(ticket.customer) || t('list.nameless')
          )}
        </h2>
        <span className={styles.number}>#{ticket.number}</span>
      </div>
      <span className={styles.gap} />
      <Colleagues ticketId={ticket.id} />
      <AssignPicker ticket={ticket} {...opener('assign')}>
        <button
          type="button"
          className={styles.who}
          data-initials={ticket.assignee ? initials(ticket.assignee.name) : undefined}
          aria-keyshortcuts="A"
          title={ticket.assignee?.name ?? t('ticket.assign.nobody')}
          aria-label={t('ticket.assign.button', { name: ticket.assignee?.name ?? t('ticket.assign.nobody') })}
          onClick={() => setOpen(open === 'assign' ? undefined : 'assign')}
        >
          {!ticket.assignee && <UnassignedIcon />}
        </button>
      </AssignPicker>
      {!isClosed && <SnoozeMenu {...opener('snooze')} onSnooze={snooze} warning={<LiveChatWarning ticket={ticket} />} />}
      {!staysClosed && (
        <KeyButton keyName="e" icon={isClosed ? <UndoIcon /> : <CheckIcon />} onClick={() => setStatus(isClosed ? 'open' : 'closed')}>
          {t(isClosed ? 'ticket.reopen' : 'ticket.close')}
        </KeyButton>
      )}
      <span className={styles.more}>
        <TagPicker ticket={ticket} {...opener('tags')} isAnchor>
          <span />
        </TagPicker>
        <MergeMenu ticket={ticket} {...opener('merge')} />
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <button type="button" className={styles.icon} aria-label={t('ticket.more')} title={t('ticket.more')}>
              <MoreIcon />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {ticket.status === 'snoozed' && <Menu.Item onClick={() => setStatus('open')}>{t('ticket.wake')}</Menu.Item>}
            <Menu.Item rightSection={<Key name="l" />} onClick={() => setOpen('tags')}>
              {t('ticket.tags.label')}…
            </Menu.Item>
            <Menu.Item rightSection={<Key name="u" />} onClick={onUnread}>
              {t('ticket.markUnread')}
            </Menu.Item>
            <Menu.Item rightSection={<Key name="f" />} onClick={() => void toggleFollowing()}>
              {t(isFollowing ? 'ticket.unfollow' : 'ticket.follow')}
            </Menu.Item>
            <Menu.Item rightSection={<Key name="g" />} onClick={() => setOpen('merge')}>
              {t('merge.title')}…
            </Menu.Item>
            <Menu.Item rightSection={<Key name="h" />} onClick={() => setOnlyMessages(!isOnlyMessages)}>
              {t(isOnlyMessages ? 'ticket.showEverything' : 'ticket.onlyMessages')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => setSpam(!ticket.isSpam)}>{t(ticket.isSpam ? 'ticket.notSpam' : 'ticket.spam')}</Menu.Item>
            <Menu.Item onClick={block}>{t('blocked.block')}</Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => navigator.clipboard.writeText(location.href).then(() => say(t('common.copied')))}>
              {t('ticket.copyLink')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </span>
    </header>
  )
}
