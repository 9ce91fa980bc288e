/** What happened to a ticket, said in words. */
import type { TFunction } from 'i18next'
import { findings, sentimentLabels } from '../../shared/lists.ts'
import type { Reason } from '../../shared/refusals.ts'
import type { SentimentLabel } from '../../shared/words.ts'
import { sayReason } from '../reasons.ts'
import type { Happening, Trace } from './shapes.ts'

/** How a time and a number read on this screen, and what a tag is called. */
export interface Reading {
  t: TFunction
  time: (at: string) => string
  score: (score: number) => string
  tag: (key: string) => string
  signs: Record<SentimentLabel, string>
}

/** One line for what happened in one go: who, if a person did it, then each thing. */
export function lineOf(entries: readonly Happening[], reading: Reading): string {
  const first = entries[0]
  if (!first) return ''
  const person = first.actor.kind === 'agent' || first.actor.kind === 'customer' || first.actor.kind === 'api' ? first.actor.name : ''
  const number = first.ofNumber === undefined ? '' : `#${first.ofNumber}`
  const inOrder = entries.toSorted((a, b) => rank(a) - rank(b))
  return [
    number,
    person && first.actor.kind === 'api' ? reading.t('ticket.line.byApi', { name: person }) : person,
    ...inOrder.flatMap((entry) => partsOf(entry, reading)),
    whyOf(inOrder, reading),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The rule that did this, where no line of the routing says so, or the macro. */
function whyOf(entries: readonly Happening[], { t }: Reading): string {
  const macro = entries.find(({ kind, data }) => kind !== 'macro' && typeof data.macro === 'string')
  if (macro) return t('ticket.line.macro', { name: String(macro.data.macro) })
  const rule = entries.find(({ actor }) => actor.kind === 'rule')
  return rule && !entries.some(({ kind }) => kind === 'routed') ? t('ticket.line.matched', { rule: rule.actor.name }) : ''
}

// What follows from a rule is written down before the rule's own line; it is read after it.
const rank = ({ kind }: Happening) => (kind === 'understood' ? 0 : kind === 'routed' ? 1 : 2)

/** The record of a routing, where one of these entries carries it. */
export function traceOf(entries: readonly Happening[]): Trace | undefined {
  for (const { kind, data } of entries) if (kind === 'routed' && isTrace(data)) return data
  return undefined
}

const isReason = (data: unknown): data is Reason => typeof data === 'object' && data !== null && 'sentence' in data

function partsOf({ kind, actor, data }: Happening, reading: Reading): string[] {
  const { t, time, tag } = reading
  const word = (name: string) => (typeof data[name] === 'string' ? data[name] : '')
  const list = (name: string) => (Array.isArray(data[name]) ? data[name].map(String).map(tag).join(', ') : '')
  switch (kind) {
    case 'understood':
      return understood(data, reading)
    case 'routed':
      return isTrace(data) ? routed(data, t) : [t('ticket.line.routed')]
    case 'assigned':
      if (data.because === 'replied') return [t('ticket.line.tookByReply')]
      return [
        actor.kind === 'agent' && actor.id === data.assigneeId ? t('ticket.line.took') : t('ticket.line.assigned', { name: word('name') }),
      ]
    case 'team':
      return [word('name') ? t('ticket.line.team', { name: word('name') }) : t('ticket.line.noTeam')]
    case 'tagged':
      return [
        list('added') && t('ticket.line.tagged', { tags: list('added') }),
        list('removed') && t('ticket.line.untagged', { tags: list('removed') }),
      ].filter((part) => part !== '')
    case 'priority':
      return [t('ticket.line.priority', { priority: t(`priority.${word('to')}`) })]
    case 'subject':
      return [t('ticket.line.subject', { subject: word('to') })]
    case 'snoozed':
      return [
        t(data.ifNoReply === false ? 'ticket.line.snoozedInAnyCase' : 'ticket.line.snoozed', {
          until: word('until') ? time(word('until')) : '',
        }),
      ]
    case 'woken':
      if (word('why') === 'not_delivered') return [t('ticket.line.reopenedByBounce')]
      if (actor.kind === 'customer') return [t('ticket.line.wokenByCustomer')]
      return [t(actor.kind === 'system' ? 'ticket.line.wokenByTime' : 'ticket.line.woken')]
    case 'reopened':
      if (word('why') === 'not_delivered') return [t('ticket.line.reopenedByBounce')]
      return [t(actor.kind === 'customer' ? 'ticket.line.reopenedByCustomer' : 'ticket.line.reopened')]
    case 'marked_spam':
      return [[t('ticket.line.spam'), word('why') || found(data, t) || word('reason'), shopWords(data, t)].filter(Boolean).join(': ')]
    case 'spared':
      return [[t('ticket.line.spared'), shopWords(data, t)].filter(Boolean).join(': ')]
    case 'merged':
    case 'merged_into':
    case 'unmerged':
    case 'unmerged_from':
    case 'split_off':
    case 'split_from':
      return [t(`ticket.line.${kind}`, { number: Number(data.number) })]
    case 'sender_blocked':
    case 'sender_unblocked':
      return [t(`ticket.line.${kind}`, { sender: word('value') })]
    case 'crossed':
      return [t('ticket.line.crossed', { name: word('by') })]
    case 'left_unscored':
      return [t(word('why') === 'spam' ? 'ticket.line.unscoredSpam' : 'ticket.line.unscoredAutomated')]
    case 'macro':
      return [t('ticket.line.macro', { name: word('name') })]
    case 'scheduled':
      return [t('ticket.line.scheduled', { until: word('until') ? time(word('until')) : '' })]
    case 'consent':
      return [
        t(data.isGiven === true ? 'ticket.line.agreed' : 'ticket.line.withdrew', {
          kind: t(`consent.${word('kind')}`),
          said: word('said'),
        }),
      ]
    case 'auto_reply_held':
      return [t('ticket.line.autoReplyHeld', { why: t(`ticket.held.${heldWhys.has(word('why')) ? word('why') : 'other'}`) })]
    case 'reply_stopped':
      return [t(`ticket.line.stopped.${word('why')}`, { reason: isReason(data.refusal) ? sayReason(data.refusal) : word('reason') })]
    case 'delay':
    case 'complaint':
      return [t(`ticket.line.${kind}`, { said: word('said') })]
    case 'moved':
      return [t('ticket.line.moved', { number: word('to') })]
    case 'followed':
    case 'unfollowed':
    case 'reminded':
    case 'followed_up':
    case 'transcript':
    case 'left_email':
      return [t(`ticket.line.${kind}`, { email: word('email') })]
    case 'about_order':
      return [t('ticket.line.about_order', { number: word('number') })]
    case 'faq_picked':
      return [t('ticket.line.faq_picked', { question: word('question') })]
    case 'rated':
      return [t(data.isGood === true ? 'ticket.line.ratedGood' : 'ticket.line.ratedBad'), word('words')].filter(Boolean)
    case 'auto_reply':
      if (data.kind === 'away') return [t('ticket.line.autoAway')]
      return [data.kind === 'busy' ? t('ticket.line.autoBusy', { minutes: Number(data.minutes) }) : t('ticket.line.auto_reply')]
    case 'not_spam':
    case 'schedule_cancelled':
    case 'closed':
    case 'unassigned':
    case 'unsent':
    case 'edited':
      return [t(`ticket.line.${kind}`)]
    default:
      return [kind.replaceAll('_', ' ')]
  }
}

/** Why nothing was sent by itself, where there are words for it. */
const heldWhys = new Set([
  'chat_ended',
  'no_address',
  'outside_hours',
  'agent_answering',
  'answered_today',
  'automated',
  'machine',
  'opted_out',
  'own_address',
  'spam',
])

/** The words by which the shop's own filter decided. */
function shopWords(data: Record<string, unknown>, t: TFunction): string {
  const words = Array.isArray(data.words) ? data.words.map(String) : []
  return words.length > 0 ? t('ticket.line.shopWords', { words: words.map((one) => `“${one}”`).join(', ') }) : ''
}

/** What our own model said, in the reader's language. */
function found(data: Record<string, unknown>, t: TFunction): string {
  const finding = findings.find((one) => one === data.finding)
  return finding ? t(`finding.${finding}`) : ''
}

function understood(data: Record<string, unknown>, { t, score, signs }: Reading): string[] {
  const label = sentimentLabels.find((one) => one === data.label)
  if (!label) return [t('sentiment.notScored')]
  const number = Number.isFinite(Number(data.score)) ? ` ${score(Number(data.score))}` : ''
  return [`${signs[label]} ${t(`sentiment.${label}`)}${number}${data.isSure === false ? ` (${t('ticket.sentiment.notSure')})` : ''}`]
}

function routed(trace: Trace, t: TFunction): string[] {
  const matched = trace.tried.find((rule) => rule.matched)
  const parts = matched ? [t('ticket.line.matched', { rule: matched.name })] : []
  if (trace.outcome === 'round_robin') parts.push(t('ticket.line.roundRobin'))
  if (trace.outcome === 'nobody_online') parts.push(t('ticket.line.nobodyOnline'))
  if (trace.outcome === 'already_assigned') parts.push(t('ticket.line.alreadyAssigned'))
  return parts
}

const isTrace = (data: object): data is Trace => 'outcome' in data && 'tried' in data && Array.isArray(data.tried)
