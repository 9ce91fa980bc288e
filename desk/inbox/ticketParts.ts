/**
 * The ticket's pane and what is known about it: most of the desk, which a list does without. They come once the page is at rest,
 * and at once where the address names a ticket; when they are there they show without a pause.
 */
import { lazyRouteComponent } from '@tanstack/react-router'
import { withWords } from '../i18n.ts'
import { untilLoaded } from '../lazyPart.ts'
import { whenAtRest } from '../whenAtRest.ts'

export const TicketPane = lazyRouteComponent(
  () => untilLoaded(() => withWords(import('../tickets/TicketPane.tsx'), 'tickets')),
  'TicketPane',
)
export const Properties = lazyRouteComponent(
  () => untilLoaded(() => withWords(import('../tickets/Properties.tsx'), 'tickets')),
  'Properties',
)

/** Begins to load them. */
export const bringTicketParts = () => {
  void TicketPane.preload?.()
  void Properties.preload?.()
}
if (/\/inbox\/[^/]+\/[^/]/.test(location.pathname)) bringTicketParts()
else whenAtRest(bringTicketParts)
