/**
 * The words of the product, as stable keys. The same key stands in SQL, in TypeScript, in URLs and in the API;
 * what a person reads is its translation.
 */
import { z } from 'zod'

/** The ways a customer can write. */
export const channels = ['webchat', 'email', 'sms', 'whatsapp', 'instagram'] as const
export const ChannelKey = z.enum(channels)
export type ChannelKey = z.infer<typeof ChannelKey>

export const statuses = ['open', 'snoozed', 'closed'] as const
export const Status = z.enum(statuses)
export type Status = z.infer<typeof Status>

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export const Priority = z.enum(priorities)
export type Priority = z.infer<typeof Priority>

/** Sentiment labels, worst first. Urgent and promoter are labels of their own, not bands of the score. */
export const sentimentLabels = ['urgent', 'negative', 'neutral', 'positive', 'promoter'] as const
export const SentimentLabel = z.enum(sentimentLabels)
export type SentimentLabel = z.infer<typeof SentimentLabel>

/** The four roles that see the helpdesk, from most to least powerful. */
export const roles = ['owner', 'admin', 'manager', 'agent'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

/** What a message went through; an inbound one is `received`. */
export const messageStates = ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed'] as const
export const MessageState = z.enum(messageStates)
export type MessageState = z.infer<typeof MessageState>

/** The languages of the screens. Messages may be in any language. */
export const screenLanguages = ['en', 'nl', 'es', 'sv'] as const
export const ScreenLanguage = z.enum(screenLanguages)
export type ScreenLanguage = z.infer<typeof ScreenLanguage>

/** How a list of tickets is ordered. Unscored tickets stand last in `worst`. */
export const sorts = ['newest', 'oldest', 'waiting', 'worst'] as const
export const Sort = z.enum(sorts)
export type Sort = z.infer<typeof Sort>
