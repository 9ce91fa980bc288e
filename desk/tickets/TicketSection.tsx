/** The ticket's own facts; those that can be changed are changed where they stand. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { priorities } from '../../shared/lists.ts'
import { changeTicket } from '../changeTicket.ts'
import { CrossIcon, channelIcons, PlusIcon } from '../icons.tsx'
import { LinkButton } from '../LinkButton.tsx'
import { dayAndTime, fullTime } from '../time.ts'
import { AnsweredCampaign } from './AnsweredCampaign.tsx'
import { AssignmentHistory } from './AssignmentHistory.tsx'
import { AssignPicker } from './AssignPicker.tsx'
import { Fact } from './Fact.tsx'
import { useFollowing } from './following.ts'
import { Picker } from './Picker.tsx'
import styles from './properties.module.css'
import type { Ticket } from './shapes.ts'
import { TagPicker, useTagNames } from './TagPicker.tsx'
import { useThread } from './useThread.ts'
import { ValueButton } from './ValueButton.tsx'

type Open = 'assignee' | 'team' | 'tags' | 'priority' | undefined

export function TicketSection({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const nameOf = useTagNames()
  const { recipient, entries } = useThread(ticket.id)
  const { followers, isFollowing, toggle: toggleFollowing } = useFollowing(ticket.id)
  const [open, setOpen] = useState<Open>()
  const opener = (which: Open) => ({ isOpen: open === which, onOpen: (isOpen: boolean) => setOpen(isOpen ? which : undefined) })
  const toggle = (which: Open) => () => setOpen(open === which ? undefined : which)
  const ChannelIcon = channelIcons[ticket.channel]
  const untag = (key: string) =>
    changeTicket(ticket, { tags: ticket.tags.filter((tag) => tag !== key) }, { problem: t('ticket.problem.tags') })
  const levels = priorities.map((value) => ({ value, label: t(`priority.${value}`), isChosen: ticket.priority === value }))
  return (
    <section className={styles.section}>
      <h3>{t('ticket.section.ticket')}</h3>
      <dl className={styles.facts}>
        <Fact name={t('ticket.fact.channel')}>
          <span className={styles.channel}>
            <ChannelIcon size={16} /> {t(`channel.${ticket.channel}`)}
          </span>
        </Fact>
        <AnsweredCampaign ticket={ticket} />
        <Fact name={t('ticket.fact.tags')}>
          <span className={styles.tags}>
            {ticket.tags.map((key) => (
              <span key={key} className={styles.tag}>
                {nameOf(key)}
                <button type="button" aria-label={t('ticket.tags.remove', { tag: nameOf(key) })} onClick={() => untag(key)}>
                  <CrossIcon size={12} />
                </button>
              </span>
            ))}
            <TagPicker ticket={ticket} {...opener('tags')}>
              <button
                type="button"
                className={styles.addTag}
                aria-label={t('ticket.tags.add')}
                title={t('ticket.tags.add')}
                onClick={toggle('tags')}
              >
                <PlusIcon size={14} />
              </button>
            </TagPicker>
          </span>
        </Fact>
        <Fact name={t('ticket.fact.assignee')}>
          <AssignPicker ticket={ticket} only="agents" {...opener('assignee')}>
            <ValueButton onClick={toggle('assignee')} name={t('ticket.fact.assignee')}>
              {ticket.assignee?.name ?? t('ticket.assign.nobody')}
            </ValueButton>
          </AssignPicker>
          <AssignmentHistory entries={entries} />
        </Fact>
        <Fact name={t('ticket.fact.team')}>
          <AssignPicker ticket={ticket} only="teams" {...opener('team')}>
            <ValueButton onClick={toggle('team')} name={t('ticket.fact.team')}>
              {ticket.team?.name ?? t('ticket.assign.noTeam')}
            </ValueButton>
          </AssignPicker>
        </Fact>
        <Fact name={t('ticket.fact.followers')}>
          {followers.map(({ name }) => name).join(', ')}{' '}
          <LinkButton aria-pressed={isFollowing} onClick={toggleFollowing}>
            {t(isFollowing ? 'ticket.unfollow' : 'ticket.follow')}
          </LinkButton>
        </Fact>
        <Fact name={t('ticket.fact.priority')}>
          <Picker
            label={t('ticket.fact.priority')}
            groups={[{ label: t('ticket.fact.priority'), options: levels }]}
            onPick={(value) => {
              const priority = priorities.find((one) => one === value)
              if (priority) void changeTicket(ticket, { priority }, { problem: t('ticket.problem.priority') })
            }}
            {...opener('priority')}
          >
            <ValueButton onClick={toggle('priority')} name={t('ticket.fact.priority')}>
              {t(`priority.${ticket.priority}`)}
            </ValueButton>
          </Picker>
        </Fact>
        <Fact name={t('ticket.fact.status')}>{t(`status.${ticket.status}`)}</Fact>
        {recipient && ticket.channel !== 'webchat' && ticket.channel !== 'instagram' && (
          <Fact name={t('ticket.fact.recipient')}>
            <span title={recipient}>{recipient}</span>
          </Fact>
        )}
        <Fact name={t('ticket.fact.number')}>#{ticket.number}</Fact>
        <Fact name={t('ticket.fact.created')}>
          <time dateTime={ticket.createdAt} title={fullTime(ticket.createdAt)}>
            {dayAndTime(ticket.createdAt)}
          </time>
        </Fact>
      </dl>
    </section>
  )
}
