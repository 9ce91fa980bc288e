/**
 * The words of the product, as stable keys. The same key stands in SQL, in TypeScript, in URLs and in the API;
 * what a person reads is its translation.
 */
import { z } from 'zod'
import { channels, findings, messageStates, priorities, roles, screenLanguages, sentimentLabels, sorts, statuses } from './lists.ts'

export const ChannelKey = z.enum(channels)
export type ChannelKey = z.infer<typeof ChannelKey>

export const Status = z.enum(statuses)
export type Status = z.infer<typeof Status>

export const Priority = z.enum(priorities)
export type Priority = z.infer<typeof Priority>

export const SentimentLabel = z.enum(sentimentLabels)
export type SentimentLabel = z.infer<typeof SentimentLabel>

export const Finding = z.enum(findings)
export type Finding = z.infer<typeof Finding>

export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

export const MessageState = z.enum(messageStates)
export type MessageState = z.infer<typeof MessageState>

export const ScreenLanguage = z.enum(screenLanguages)
export type ScreenLanguage = z.infer<typeof ScreenLanguage>

export const Sort = z.enum(sorts)
export type Sort = z.infer<typeof Sort>
