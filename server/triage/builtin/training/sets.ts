import type { Example } from './example.ts'
import { readRows, readText } from './files.ts'

/** Undoes what that copy of the tweets writes as \u2019 and &amp;. */
export function plainText(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\""|\\"/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
}

/** XLM-T tweets in six languages, one split (`train` may be learned from, `val` only measured). Nothing when not there. */
export function tweets(folder: string, split: 'train' | 'val'): Example[] | undefined {
  return readRows(`${folder}/sentiment_xlmt_tweets/xlmt.csv.gz`)
    ?.filter((row) => row.split === split)
    .map((row) => ({
      text: plainText(row.text),
      set: 'xlmt',
      language: row.lang,
      polarity: row.label as Example['polarity'],
      spam: false,
      weight: 1,
    }))
}

const bankAlarm = /compromised|stolen|not_recognised|swallowed|charged_twice/
const bankTags: [RegExp, string][] = [
  [/refund/i, 'refund'],
  [/card_arrival|card_delivery/, 'shipping'],
  [/payment|charge|exchange|declined|transfer|top_up|fee/, 'payment'],
  [/passcode|verify|personal_details|terminate_account/, 'account'],
  [/compromised|stolen|not_recognised/, 'fraud'],
]

/** Questions of bank customers (Banking77): cool questions, never spam. */
export function bankQuestions(folder: string, split: 'train' | 'test'): Example[] | undefined {
  return readRows(`${folder}/intents_banking77/${split}.csv.gz`)?.map((row) => {
    const alarm = bankAlarm.test(row.category)
    const tags = bankTags.filter(([match]) => match.test(row.category)).map(([, tag]) => tag)
    const example: Example = { text: row.text, set: 'banking77', language: 'en', spam: false, weight: 0.05, tags }
    if (!alarm) Object.assign(example, { polarity: 'neutral', urgent: false, promoter: false, score: 5 })
    return example
  })
}

const bitextTags: Record<string, string[]> = {
  payment_issue: ['payment'],
  create_account: ['account'],
  get_invoice: ['invoice'],
  track_order: ['shipping'],
  get_refund: ['refund'],
  check_invoices: ['invoice'],
  recover_password: ['account'],
  change_order: ['order-change'],
  delete_account: ['account'],
  complaint: ['feedback'],
  review: ['feedback'],
  check_refund_policy: ['refund'],
  delivery_options: ['shipping'],
  check_cancellation_fee: ['cancellation'],
  track_refund: ['refund'],
  switch_account: ['account'],
  check_payment_methods: ['payment'],
  newsletter_subscription: ['subscription'],
  delivery_period: ['shipping'],
  edit_account: ['account'],
  registration_problems: ['account'],
  change_shipping_address: ['shipping', 'order-change'],
  set_up_shipping_address: ['shipping'],
  cancel_order: ['cancellation'],
}

/** Questions to shops from templates (Bitext): cool questions with a tag, never spam. */
export function shopQuestions(folder: string): Example[] | undefined {
  return readRows(`${folder}/intents_bitext/bitext_20000.csv.gz`)?.map((row) => {
    const example: Example = {
      text: row.utterance,
      set: 'bitext',
      language: 'en',
      spam: false,
      weight: 0.025,
      tags: bitextTags[row.intent] ?? [],
    }
    if (row.intent !== 'complaint') Object.assign(example, { polarity: 'neutral', urgent: false, promoter: false, score: 5 })
    return example
  })
}

/** Orders to a voice assistant (CLINC150): plain sentences of daily life, never spam. */
export function assistantQuestions(folder: string): Example[] | undefined {
  const text = readText(`${folder}/intents_clinc150/data_full.json.gz`)
  if (!text) return undefined
  const data = JSON.parse(text) as { train: [string, string][] }
  return data.train.map(([sentence, intent]) => ({
    text: sentence,
    set: 'clinc150',
    language: 'en',
    spam: false,
    weight: intent === 'thank_you' || intent.includes('fraud') || intent.includes('lost') ? 0 : 0.03,
    polarity: 'neutral',
    urgent: false,
    promoter: false,
    score: 5,
  }))
}

/** Short messages, some of them spam (SMS Spam Collection). */
export function shortMessages(folder: string): Example[] | undefined {
  return readRows(`${folder}/spam_sms_uci/sms.csv.gz`)?.map((row) => ({
    text: plainText(row.text),
    set: 'sms',
    language: 'en',
    spam: row.label === 'spam',
    weight: 0,
  }))
}
