/** Blocks such as From / Sent / To / Subject that mail programs put above what they quote or forward. */

type Kind = 'from' | 'date' | 'to' | 'subject' | 'other'

const keys: Record<Kind, string> = {
  from: 'from|von|van|de|da|från|fra|od|lähettäjä|от|від|kimden|gönderen|feladó|odesílatel|nadawca|de la|expéditeur|remitente|remetente|mittente|afzender|absender|avsändare|afsender|发件人|寄件者|差出人|보낸 사람|من|מאת|από|saatja|pošiljatelj|šalje|frá|från',
  date: 'sent|date|message du|gesendet|datum|verzonden|verzonden op|enviado|enviado el|enviada|enviada em|enviado em|fecha|fecha de envío|data|data de envio|envoyé|envoyé le|envoyée|inviato|skickat|skickat den|sendt|dato|data wysłania|wysłano|lähetetty|päivämäärä|päiväys|отправлено|дата|надіслано|tarih|gönderildi|elküldve|dátum|odesláno|odoslané|trimis|发送时间|日期|送信日時|寄件日期|보낸 날짜|日時|שלח|תאריך|التاريخ|ημερομηνία|poslano|saadetud|kuupäev|dagsetning|sent on',
  to: 'to|an|aan|para|à|a|till|til|do|vastaanottaja|кому|kime|alıcı|címzett|komu|pro|către|destinataire|destinatario|ontvanger|empfänger|mottagare|adresat|收件人|宛先|받는 사람|אל|إلى|προς|za|prima|saaja|viðtakandi',
  subject:
    'subject|betreff|onderwerp|asunto|objet|sujet|oggetto|ämne|emne|assunto|temat|aihe|тема|konu|tárgy|předmět|predmet|subiect|主题|主旨|件名|제목|נושא|الموضوع|θέμα|teema|efni',
  other:
    'cc|copie à|kopie|kopia|kopio|copia|copie|cópia|bcc|reply-to|antwort an|répondre à|responder a|antwoord aan|rispondi a|svar till|svar til|responder para|importance|wichtigkeit|prioriteit|organization|organisation|копия|抄送|másolat|kópia',
}
const main = ['from', 'date', 'to', 'subject'] as const
const kindOf = new Map([...main, 'other' as const].flatMap((kind) => keys[kind].split('|').map((name): [string, Kind] => [name, kind])))
// The key may be bold (*From:*), quoted (> From:), or spaced from its colon (French).
const keyLine = /^[\s>*_|]*([\p{L}\p{M}][\p{L}\p{M} -]{0,24}?)[*_]{0,2}\s{0,3}[:：][*_]{0,2}/u

/** Which line of a block this is, or undefined. */
function headerKind(line: string): Kind | undefined {
  const name = keyLine.exec(line.slice(0, 200))?.[1]
  return name ? kindOf.get(name.toLowerCase().trim()) : undefined
}

/** How many lines from `at` on are such a block, 0 where there is none. It names a sender and two things more. */
export function headerBlockAt(lines: readonly string[], at: number): number {
  if (!headerKind(lines[at] ?? '')) return 0
  const kinds = new Set<Kind>()
  let last = at
  // Long values run over; some programs leave a blank line between.
  for (let next = at, strange = 0; next < lines.length && next < at + 20; next++) {
    const line = lines[next] ?? ''
    const kind = headerKind(line)
    if (kind) {
      kinds.add(kind)
      last = next
      strange = 0
    } else if (line.replace(/[\s>]/g, '') === '' ? ++strange > 1 : ++strange > 2) break
  }
  return kinds.has('from') && main.filter((kind) => kinds.has(kind)).length >= 3 ? last - at + 1 : 0
}

/** Does this text begin with such a block? */
export function startsHeaderBlock(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim())
  return headerBlockAt(lines, 0) > 0
}
