/**
 * The words of the product, as stable keys. The same key stands in SQL, in TypeScript, in URLs and in the API;
 * what a person reads is its translation.
 */
// Marked pure, so that a page that wants only the lists does not bring the schema library along.
import { z } from 'zod'

/** The ways a customer can write. */
export const channels = ['webchat', 'email', 'sms', 'whatsapp', 'instagram'] as const
export const ChannelKey = /* @__PURE__ */ z.enum(channels)
export type ChannelKey = z.infer<typeof ChannelKey>

export const statuses = ['open', 'snoozed', 'closed'] as const
export const Status = /* @__PURE__ */ z.enum(statuses)
export type Status = z.infer<typeof Status>

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export const Priority = /* @__PURE__ */ z.enum(priorities)
export type Priority = z.infer<typeof Priority>

/** Sentiment labels, worst first. Urgent and promoter are labels of their own, not bands of the score. */
export const sentimentLabels = ['urgent', 'negative', 'neutral', 'positive', 'promoter'] as const
export const SentimentLabel = /* @__PURE__ */ z.enum(sentimentLabels)
export type SentimentLabel = z.infer<typeof SentimentLabel>

/** The four roles that see the helpdesk, from most to least powerful. */
export const roles = ['owner', 'admin', 'manager', 'agent'] as const
export const Role = /* @__PURE__ */ z.enum(roles)
export type Role = z.infer<typeof Role>

/** What a message went through; an inbound one is `received`. */
const messageStates = ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed'] as const
export const MessageState = /* @__PURE__ */ z.enum(messageStates)
export type MessageState = z.infer<typeof MessageState>

/** The languages of the screens. Messages may be in any language. */
export const screenLanguages = ['en', 'nl', 'es', 'sv'] as const
export const ScreenLanguage = /* @__PURE__ */ z.enum(screenLanguages)
export type ScreenLanguage = z.infer<typeof ScreenLanguage>

/** How a list of tickets is ordered. Unscored tickets stand last in `worst`, those without an order last in `order_value`. */
export const sorts = ['newest', 'oldest', 'waiting', 'worst', 'order_value', 'priority'] as const
export const Sort = /* @__PURE__ */ z.enum(sorts)
export type Sort = z.infer<typeof Sort>
