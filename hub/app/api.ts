/** The hub's questions to the API. The shapes are the contract's; nothing else of it is loaded here. */
import type { Order } from '../../shared/customers.ts'
import type { Chat, HubFaqs, HubMessage, HubView } from '../../shared/hub.ts'

/** A shape as it arrives: times are texts. */
type AsSent<T> = T extends Date ? string : T extends object ? { [Key in keyof T]: AsSent<T[Key]> } : T
export type SentChat = AsSent<Chat>
export type SentMessage = AsSent<HubMessage>
export type SentView = AsSent<HubView>
export type SentOrder = AsSent<Order>
export type { HubFaqs }

export interface Session {
  token: string
  expiresAt: string
  shopper: { id: string; name: string }
}

/** `status` 0: the server could not be reached. */
export interface Refusal {
  isRefusal: true
  status: number
  message: string
  data?: { problem?: string; retryAfterSeconds?: number }
}

const mostMilliseconds = 15_000

async function ask<T>(method: 'GET' | 'POST', path: string, token?: string, body?: object): Promise<T | Refusal> {
  try {
    const answer = await fetch(`/api/v1/hub${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      credentials: 'omit',
      signal: AbortSignal.timeout(mostMilliseconds),
    })
    const content = await answer.json()
    if (answer.ok) return content as T
    return { isRefusal: true, status: answer.status, message: String(content.message ?? ''), data: content.data }
  } catch {
    return { isRefusal: true, status: 0, message: '' }
  }
}

export const isRefusal = (answer: unknown): answer is Refusal => typeof answer === 'object' && answer !== null && 'isRefusal' in answer

const query = (values: Record<string, string>) => `?${new URLSearchParams(values)}`

export const readSettings = (language: string) => ask<SentView>('GET', `/settings${query({ language })}`)
export const readFaqs = (language: string, search: string) => ask<HubFaqs>('GET', `/faqs${query({ language, ...(search && { search }) })}`)
/** `isHelpful` null: it was only picked. */
export const pickFaq = (id: string, isHelpful: boolean | null) => ask<{ id: string }>('POST', `/faqs/${id}/picks`, undefined, { isHelpful })
export const visit = (email: string, name: string) => ask<Session>('POST', '/visitors', undefined, { email, name })
export const readOrders = (token: string) => ask<{ orders: SentOrder[] }>('GET', '/orders', token)
export const notePage = (token: string, page: { url: string; title: string }) => ask<{ at: string }>('POST', '/page', token, page)
export const signIn = (identity: string) => ask<Session>('POST', '/sessions', undefined, { identity })
export const readChat = (token: string) => ask<{ chat: SentChat | null }>('GET', '/chat', token)

/** What a message brings along that begins a chat. */
export interface Begun {
  faqs?: { id: string; at: string }[]
  orderId?: string
  language?: string
  timeZone?: string
}
export const write = (token: string, message: { id: string; text: string; chatId: string | null; attachmentIds?: string[] } & Begun) =>
  ask<{ chatId: string; message: SentMessage }>('POST', '/messages', token, message)
export const markSeen = (token: string, chatId: string) => ask<{ seenAt: string }>('POST', `/chat/${chatId}/seen`, token, {})
/** A file of the chat, as an address that lives as long as the page; undefined where it cannot be had now. */
export async function fileUrl(token: string, id: string): Promise<string | undefined> {
  const answer = await fetch(`/api/v1/hub/files/${id}`, { headers: { authorization: `Bearer ${token}` }, credentials: 'omit' }).catch(
    () => undefined,
  )
  return answer?.ok ? URL.createObjectURL(await answer.blob()) : undefined
}

/** Sends a picture and says how far it is, from 0 to 1: only the older way of asking can tell. */
export function sendFile(
  token: string,
  { id, blob, name }: { id: string; blob: Blob; name: string },
  stop: AbortSignal,
  progress: (share: number) => void,
): Promise<{ id: string } | Refusal> {
  const form = new FormData()
  form.append('id', id)
  form.append('file', blob, name)
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    const refuse = (status: number, { message = '', data }: Partial<Refusal> = {}) =>
      resolve({ isRefusal: true, status, message, ...(data && { data }) })
    request.open('POST', '/api/v1/hub/files')
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.responseType = 'json'
    // A line that has gone silent is noticed by what no longer moves, not by how long a large picture takes.
    let silence = setTimeout(() => request.abort(), mostMilliseconds)
    const moves = () => {
      clearTimeout(silence)
      silence = setTimeout(() => request.abort(), mostMilliseconds)
    }
    request.upload.onprogress = ({ loaded, total }) => {
      moves()
      progress(total ? Math.min(0.99, loaded / total) : 0)
    }
    request.onloadend = () => {
      clearTimeout(silence)
      if (request.status >= 200 && request.status < 300) resolve({ id })
      else refuse(request.status, (request.response as Partial<Refusal> | null) ?? {})
    }
    stop.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}
export const leaveEmail = (token: string, chatId: string, email: string) =>
  ask<{ email: string }>('POST', `/chat/${chatId}/email`, token, { email })
export const rate = (token: string, chatId: string, isGood: boolean, words: string) =>
  ask<{ isGood: boolean }>('POST', `/chat/${chatId}/rating`, token, { isGood, words })
export const mailTranscript = (token: string, chatId: string) => ask<{ email: string }>('POST', `/chat/${chatId}/transcript`, token, {})
export const endChat = (token: string, chatId: string) => ask<{ chatId: string }>('POST', `/chat/${chatId}/end`, token, {})
