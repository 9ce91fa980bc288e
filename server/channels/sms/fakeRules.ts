/** What Twilio would refuse of a message to be created, also what no schema of theirs catches. */

export interface Refusal {
  status: number
  code: number
  message: string
}

const fields = [
  ...['To', 'From', 'MessagingServiceSid', 'Body', 'MediaUrl', 'StatusCallback', 'ShortenUrls', 'ContentSid', 'ApplicationSid', 'MaxPrice'],
  ...['ProvideFeedback', 'Attempt', 'ValidityPeriod', 'ForceDelivery', 'ContentRetention', 'AddressRetention', 'SmartEncoded', 'RiskCheck'],
  ...['PersistentAction', 'TrafficType', 'ScheduleType', 'SendAt', 'SendAsMms', 'ContentVariables', 'FallbackFrom'],
]
const bad = (code: number, message: string): Refusal => ({ status: 400, code, message })
const isNumber = (text: string) => /^(whatsapp:)?\+[1-9]\d{6,14}$/.test(text)
const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** Why Twilio refuses this form, or undefined. `optedOut` holds the numbers that have written a word of opting out. */
export function refusalOf(form: URLSearchParams, { numbers, optedOut }: { numbers: string[]; optedOut: Set<string> }): Refusal | undefined {
  const [to, from, service, body] = ['To', 'From', 'MessagingServiceSid', 'Body'].map((key) => form.get(key) ?? '') as [
    string,
    string,
    string,
    string,
  ]
  const media = form.getAll('MediaUrl')
  const unknown = [...form.keys()].find((key) => !fields.includes(key))
  if (unknown) return bad(20001, `Unknown parameter ${unknown}`)
  if (!to) return bad(21604, "A 'To' phone number is required.")
  if (!isNumber(to)) return bad(21211, `Invalid 'To' Phone Number: ${to}`)
  if (!from && !service) return bad(21603, "A 'From' phone number or Messaging Service is required.")
  if (service && !/^MG[0-9a-fA-F]{32}$/.test(service)) return bad(21701, 'The Messaging Service does not exist.')
  if (from && !numbers.includes(from.replace('whatsapp:', '')))
    return bad(21606, `The From phone number ${from} is not a valid, message-capable Twilio phone number for this destination.`)
  if (!body && media.length === 0 && !form.get('ContentSid')) return bad(21602, 'Message body is required.')
  if (body.length > 1600) return bad(21617, 'The concatenated message body exceeds the 1600 character limit.')
  if (media.length > 10) return bad(21623, 'Number of media files exceeds allowed limit.')
  if (media.some((url) => !isWebAddress(url))) return bad(21620, 'Invalid media URL(s).')
  if (form.get('ShortenUrls') === 'true' && !service) return bad(21654, 'ShortenUrls needs a MessagingServiceSid.')
  const callback = form.get('StatusCallback')
  if (callback !== null && !isWebAddress(callback)) return bad(21609, 'The StatusCallback URL is not a valid URL.')
  if (optedOut.has(to)) return bad(21610, 'Attempt to send to unsubscribed recipient')
  return undefined
}
