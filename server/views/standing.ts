/**
 * Words: a *view* is a filter with a name and a sort. The *standing* views are there for everyone and cannot be changed;
 * the *saved* ones are made by agents, for themselves or shared.
 */
import type { Filter } from '../../shared/filter.ts'
import { type StandingView, standingViews, type View } from '../../shared/views.ts'

const open: Filter = { field: 'status', operator: 'is', value: 'open' }
/** Spam is seen in its own view and nowhere else. */
export const notSpam: Filter = { field: 'spam', operator: 'is', value: false }

const names: Record<StandingView, string> = { mine: 'My inbox', all: 'All tickets', unassigned: 'Unassigned', spam: 'Spam' }
const filters: Record<StandingView, Filter> = {
  mine: { all: [open, { field: 'assignee', operator: 'is', value: 'me' }, notSpam] },
  all: notSpam,
  unassigned: { all: [open, { field: 'assignee', operator: 'is', value: 'none' }, notSpam] },
  spam: { field: 'spam', operator: 'is', value: true },
}

/** The four that are always there, in the order of the screen. */
export const standing: readonly View[] = standingViews.map((id) => ({
  id,
  name: names[id],
  isStanding: true,
  isShared: true,
  teamIds: [],
  isMine: false,
  ownerName: null,
  filter: filters[id],
  sort: 'newest',
  columns: null,
  myColumns: null,
  updatedAt: null,
}))
