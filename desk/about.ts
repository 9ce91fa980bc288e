/** What a ticket is about in one line, where it may have neither a subject nor words. */
import type { TFunction } from 'i18next'
import type { Holds } from '../shared/content.ts'

interface Said {
  text: string
  holds: Holds
}

/** What was said, or what it is that says nothing in words: a place, a sticker. Empty where there is nothing of it. */
export const said = (t: TFunction, { text, holds }: Said): string => text || (holds ? t(`holds.${holds}`) : '')

/** A ticket's subject, or what was said in it last. */
export const aboutTicket = (t: TFunction, { subject, preview, holds }: { subject: string; preview: string; holds: Holds }): string =>
  subject || said(t, { text: preview, holds })
