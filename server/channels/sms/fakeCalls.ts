/** How Twilio calls us: forms, signed by the account's token over the address that it was given. */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

export interface InboundText {
  from: string
  to: string
  text?: string
  sid?: string
  /** Files at the fake, by their addresses. */
  media?: { url: string; type: string }[]
  /** Advanced Opt-Out: Twilio has answered already. */
  optOutType?: 'STOP' | 'START' | 'HELP'
  messagingServiceSid?: string
}

/** The form of a text that came in; `sid` names it. */
export function inboundForm(accountSid: string, { from, to, text = '', sid = '', media = [], ...more }: InboundText): [string, string][] {
  return [
    ...Object.entries({ ToCountry: 'SE', FromCountry: 'SE', To: to, From: from, AccountSid: accountSid, ApiVersion: '2010-04-01' }),
    ...Object.entries({ MessageSid: sid, SmsMessageSid: sid, SmsSid: sid, SmsStatus: 'received', Body: text, NumSegments: '1' }),
    ['NumMedia', String(media.length)],
    ...media.flatMap(({ url, type }, index): [string, string][] => [
      [`MediaContentType${index}`, type],
      [`MediaUrl${index}`, url],
    ]),
    ...(more.messagingServiceSid ? ([['MessagingServiceSid', more.messagingServiceSid]] as [string, string][]) : []),
    ...(more.optOutType ? ([['OptOutType', more.optOutType]] as [string, string][]) : []),
  ]
}

/** The form that tells what became of a message of ours. */
export const receiptForm = (
  accountSid: string,
  { sid, to, from, status, errorCode }: { sid: string; to: string; from: string; status: string; errorCode?: number },
): [string, string][] => [
  ...Object.entries({ SmsSid: sid, SmsStatus: status, MessageStatus: status, To: to, MessageSid: sid }),
  ...Object.entries({ AccountSid: accountSid, From: from, ApiVersion: '2010-04-01' }),
  ...(errorCode ? ([['ErrorCode', String(errorCode)]] as [string, string][]) : []),
]

/** A call as it goes over the wire. */
export function signedCall(token: string, url: string, form: [string, string][]): { headers: Record<string, string>; body: string } {
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'x-twilio-signature': getExpectedTwilioSignature(token, url, Object.fromEntries(form)),
    },
    body: new URLSearchParams(form).toString(),
  }
}
