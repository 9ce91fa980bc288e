/** Which mails no person wrote: they are taken in like any other, marked, and never answered automatically (RFC 3834). */
import type { StructuredHeader } from 'mailparser'
import { addressesOf } from './address.ts'
import type { OwnAddress } from './addresses.ts'
import { type Letter, rawHeader } from './letter.ts'

/** Says why a mail counts as automated, in words for the screen, or null. `envelopeFrom` is '' for the null sender. */
export function automatedReason(
  letter: Letter,
  subject: string,
  envelopeFrom: string | undefined,
  own: readonly OwnAddress[],
): string | null {
  const header = (key: string) => rawHeader(letter, key).at(-1)?.trim().toLowerCase() ?? ''
  const has = (key: string) => letter.headers.has(key)
  const from = addressesOf(letter.headers.get('from'))[0]?.address ?? ''
  const contentType = typeOf(letter)

  if (contentType.value === 'multipart/report') {
    const kind = contentType.params['report-type'] ?? ''
    if (/disposition-notification/i.test(kind)) return 'read receipt'
    return /feedback-report/i.test(kind) ? 'abuse report' : 'bounce'
  }
  if (/^(mailer-daemon|postmaster)@/.test(from) || has('x-failed-recipients')) return 'bounce'

  const submitted = (header('auto-submitted').split(/[;\s(]/)[0] ?? '').trim()
  if (submitted === 'auto-replied') return 'auto-reply'
  const isAway = awaySubject.test(subject)
  const saysAutoReply =
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-auto-reply-from', 'x-mail-autoreply', 'x-away-message'].some(
      (key) => has(key) && header(key) !== 'no' && header(key) !== 'false',
    ) || ['auto_reply', 'auto-reply', 'autoreply'].includes(header('precedence'))
  if (saysAutoReply) return 'auto-reply'
  if (submitted && submitted !== 'no') return isAway ? 'auto-reply' : 'sent by a program'

  const precedence = header('precedence')
  const suppressed = header('x-auto-response-suppress')
  const isSuppressed = suppressed !== '' && suppressed !== 'none'
  // A subject alone proves nothing: customers write "automatic reply received" too. With a second sign it does.
  if (isAway && (envelopeFrom === '' || isSuppressed || /^(bulk|junk)$/.test(precedence))) return 'auto-reply'
  // Null sender: by RFC 5321 only notices come so, and must not be answered.
  if (envelopeFrom === '') return 'bounce'
  // A support address that is a group itself marks every customer's mail as list mail.
  const isOwnGroup = isOwnList(`${header('list-id')} ${header('list-post')} ${header('mailing-list')}`, own)
  if (!isOwnGroup && (letter.headers.has('list') || precedence === 'list' || has('mailing-list'))) return 'mailing list'
  if (/^(bulk|junk)$/.test(precedence)) return 'bulk mail'
  if (has('x-loop')) return 'mail loop'
  if (has('feedback-id') && has('x-csa-complaints')) return 'bulk mail'
  return /\ball\b|autoreply|oof/.test(suppressed) && machineName.test(from) ? 'sent by a program' : null
}

const isOwnList = (names: string, own: readonly OwnAddress[]) =>
  own.some(({ address }) => names.includes(address.toLowerCase()) || names.includes(address.toLowerCase().replace('@', '.')))

const machineName = /^(no-?_?reply|do-?not-?reply|notifications?|alerts?|automated?)([+._-].*)?@/

const awaySubject =
  /^\s*(re|aw|sv|antw?|rv|odp)?:?\s*\[?(auto(matic|mated|matisch)?[ -]?(reply|response|antwort|antwoord|svar)|autoreply|out of (the )?office|away from|on (vacation|holiday|leave)|automatisch(e|es)? (antwort|antwoord|afwezigheid)|afwezig(heid)?|abwesen(d|heit)|respuesta automática|fuera de la oficina|réponse automatique|absence|risposta automatica|fuori ufficio|automatiskt? svar|frånvar|autosvar|fravær|resposta automática|ausência|odpowiedź automatyczna|automaattinen vastaus|poissa|автоответ|自动回复|自動回覆|自動返信)/iu

function typeOf(letter: Letter): StructuredHeader {
  const type = letter.headers.get('content-type')
  if (typeof type === 'object' && 'params' in type) return { value: String(type.value).toLowerCase(), params: type.params }
  return { value: '', params: {} }
}
