/** The lines by which mail programs announce history, forwards and signatures, in the languages customers write. */

const wrote =
  'wrote|writes|schrieb|geschrieben|schreef|geschreven|escribió|escribio|écrit|ecrit|scritto|scrisse|escreveu|skrev|skrifaði|kirjoitti|kirjutas|napisał|napisał\\(a\\)|napisała|pisze|napsal|napsal\\(a\\)|napísal|napísal\\(a\\)|написал|написал\\(а\\)|написала|пише|пишет|написав|писал|a scris|írta|yazdı|yazmış|έγραψε|כתב|כתבה|كتب|viết|menulis|rašė|rakstīja|je napisao|je napisal|va escriure|hat geschrieben|ha escrit|idatzi du|写道|寫道|写了|のメッセージ|님이 작성|작성|さんは書きました'
const wroteAtEnd = new RegExp(
  `(?<![\\p{L}\\p{M}])(${wrote})(?![\\p{L}\\p{M}])(?:[^:：]|\\d:\\d){0,120}[:：]?[*_]?\\s*$|(写道|寫道|のメッセージ|작성)\\s*[:：]?\\s*$`,
  'iu',
)
const wroteDashed = new RegExp(`^-{2,}\\s.{5,300}\\s(${wrote})\\s?:?\\s?-{2,}$`, 'iu')

// What an attribution begins with: a preposition or a day, and soon a number, its date.
const words =
  'on|le|el|il|am|op|em|den|dnia|w dniu|dne|dňa|в|на|în|la data|στις|in data|no dia|vào|pada|у|ב-?|بتاريخ|в[оі]?|mon(day)?|tue(sday)?|wed(nesday)?|thu(rsday)?|fri(day)?|sat(urday)?|sun(day)?|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mandag|tirsdag|lørdag|søndag|ср|пн|вт|чт|пт|сб|вс|нд'
const shortDays =
  'ma|di|wo|do|vr|za|zo|ti|ke|to|pe|la|su|mån|tis|ons|tors|tor|fre|lör|lør|sön|søn|man|tir|mo|mi|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|gio|sab|pon|wt|śr|czw|pt|sob|nie|út|st|čt|pá|ne|po'
const begins = new RegExp(
  `^[\\s*_-]{0,10}((${words})[\\s,.]\\s?[^\\n\\d]{0,40}\\d|(${shortDays})[.,]{0,2}\\s(den\\s)?\\d|\\d{4}[-/.年]\\s?\\d{1,2}|\\d{1,2}[./-]\\s?\\d{1,2}[./-]|\\d{1,2}:\\d{2}\\b|\\d{1,2}\\.?\\s\\p{L}{3,}|在\\s?\\d)`,
  'iu',
)
// "30.09.2017, 18.30, "Ada" <a@b>:" and "11:00 AM, May 5, 2026 from Ada <a@b>:" have no verb at all.
const dateAndAddress = /^[^\n]{0,20}\d[^\n]{0,160}\d[^\n]{0,120}<[^<>\s]+@[^<>\s]+>\s{0,2}[:：]$/u
const dateAndName = /^\s{0,3}\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (GMT|UTC)[+-]\d{1,2}:?\d{0,2}:? \p{L}[^\n]{0,100}$/u
// Somebody telling what they wrote is not a program announcing a quote.
const speaksOfOneself =
  /(?<![\p{L}])(i|we|you|ich|wir|ik|wij|je|j'ai|nous|yo|jag|vi|jeg|ho|abbiamo)\s+(have\s+)?(wrote|written|writes|schrieb|schreef|écrit|escribió|skrev|scritto)(?![\p{L}])/iu
const mostLines = 5

/** How many lines from `at` on announce a quote ("On …, Ada wrote:"), 0 where none do. It may run over several lines. */
export function attributionAt(lines: readonly string[], at: number): number {
  const first = (lines[at] ?? '').trim()
  if (first.length < 4 || first.length > 600) return 0
  if (wroteDashed.test(first)) return 1
  if (dateAndName.test(first) && (lines[at + 1] ?? '').trim() === '') return 1
  const isBegun = begins.test(first)
  if (!isBegun && !/<[^<>\s]*@[^<>\s]*>/.test(first)) return 0
  let joined = ''
  for (let next = at; next < lines.length && next < at + mostLines + 4; next++) {
    const line = (lines[next] ?? '').trim()
    if (line === '') {
      // A blank line may stand inside only before an address on a line of its own.
      if (!isBegun || !/^(<|mailto:)/.test((lines[next + 1] ?? '').trim())) return 0
      continue
    }
    if (next > at && ((line.startsWith('> ') && !wroteAtEnd.test(line)) || begins.test(line))) return 0
    joined = joined.endsWith('<') ? joined + line : `${joined} ${line}`.trim()
    if (joined.length > 600) return 0
    if (isAnnouncement(joined, isBegun, nextIsQuote(lines, next))) return next - at + 1
  }
  return 0
}

function isAnnouncement(text: string, isBegun: boolean, isQuoteNext: boolean): boolean {
  if (dateAndAddress.test(text)) return true
  if (!wroteAtEnd.test(text) || speaksOfOneself.test(text)) return false
  const hasAddress = /<[^<>\s]*@[^<>\s]*>|@[\w.-]+\.\p{L}{2,}/u.test(text)
  if (!isBegun) return hasAddress && /[:：][*_]?$/.test(text)
  return /[:：][*_]?$/.test(text) || isQuoteNext || hasAddress
}

const nextIsQuote = (lines: readonly string[], at: number) =>
  /^\s*>/.test(lines[at + 1] ?? '') || ((lines[at + 1] ?? '').trim() === '' && /^\s*>/.test(lines[at + 2] ?? ''))

/** "## Please type your reply above this line ##", as helpdesks put over what they quote. */
export const isAnswerAbove = (line: string): boolean =>
  line.length < 200 && /^[\s*_>-]{0,6}#{2,}\s?[-=]?\s?\p{L}.{8,160}[-=]?\s?#{2,}[\s*_-]{0,6}$/u.test(line)

const original =
  /^[\s>*_]{0,6}-{2,}\s{0,3}(original (message|mail|email|e-mail|appointment)|oprindelig (besked|meddelelse|mail)|oorspronkelijk(e)? (bericht|e-mail)|(ursprüngliche|originale?) ?nachricht|originalnachricht|mensaje original|mensagem original|message (d['’]origine|original)|messaggio originale|(ursprungligt|original) ?(meddelande|mail)|originalmeddelande|original(melding| melding)|opprinnelig melding|(oryginalna|pierwotna) wiadomość|wiadomość oryginalna|alkuperäinen viesti|исходное сообщение|původní (zpráva|e-mail)|eredeti üzenet|orijinal mesaj|algne kiri|izvorna poruka|mesaj original|原始邮件|原始郵件|original|원본 메시지|元のメッセージ)\s{0,3}(-{2,})?[\s*_]{0,4}$/iu

/** "-----Original Message-----" and its translations. */
export const isOriginalLine = (line: string): boolean => line.length < 120 && original.test(line)

const forwarded =
  /^[\s>*_-]{0,20}(begin (forwarded|of forwarded) message|forwarded message|doorgestuurd bericht|begin doorgestuurd bericht|(anfang der )?weitergeleitete(n)? (nachricht|e-mail)|(início da )?mensagem (encaminhada|reencaminhada)|(inicio del )?mensaje reenviado|(début du )?message (transféré|réexpédié|transmis)|(inizio )?messaggio inoltrato|vidarebefordrat (meddelande|brev|mail)|(start på |begynnelse på )?videresendt (besked|meddelelse|melding|e-mail)|(początek )?(przekazan[aej]+|przesłan[aej]+) (dalej )?wiadomoś\p{L}*|wiadomość prze(kazana|słana)( dalej)?|treść przekazanej wiadomości|(välitetty|edelleenlähetetty) viesti|(välitetyn viestin alku)|(начало )?переадресованно\p{L}* (сообщени\p{L}*)|пересылаемое сообщение|пересланное сообщение|пересланное письмо|přeposlaná zpráva|továbbított (üzenet|levél)|yönlendirilen (ileti|mesaj)|mesaj redirecționat|preposlaná správa( -+ forwarded message)?|переслане повідомлення|edastatud kiri|proslijeđena poruka|转发的邮件|轉寄郵件|転送されたメッセージ|전달된 메시지)[\s:：*_-]{0,20}$/iu

/** "---------- Forwarded message ---------" and its translations. */
export const isForwardLine = (line: string): boolean => line.length < 160 && forwarded.test(line)

// What a phone or a program puts below: at the end of a text only, one short line.
const sentFrom =
  /^[\s*_<([>]{0,6}((sent|posted|written) (from|via|with|using|by|on) |get \[?outlook for |from my (i?phone|ipad|android|mobile|galaxy|samsung)|someone from mobile|verzonden (vanaf|met|via|vanuit|door) |verstuurd (vanaf|met|via|vanuit) |gesendet (von|mit|über) |von (meinem|mein) .{2,40} gesendet|diese nachricht wurde von .{2,60} gesendet|outlook für |envoyé (de|depuis|avec|via|à partir) |télécharger outlook|obtenir outlook|enviado (desde|do|a partir|de|con|por|pelo|via) |obtener outlook|obter o outlook|inviato (da|dal|con|tramite) |ottieni outlook|skickat (från|med|via) |skickades från |hämta outlook|sendt (fra|med|via) |hent outlook|få outlook|lähetetty |hanki outlook|wysłan[eoay] (z|za|przez) |pobierz program outlook|отправлено (с|из|от) |надіслано (з|із) |odesláno (z|ze) |odoslané z |elküldve |iphone['’]?umdan gönderildi|.{2,40}['’]?(d[ae]n|tan|ten) gönderildi|trimis (de pe|din) |poslano (s|z|iz) |sent from$|從我的|从我的|发自我的|發自我的|.{1,30}から送信|나의 .{1,20}에서 보냄)/iu

// In whatever language: the address is the same.
const outlookApp = /outlook.{0,40}(ios|android).{0,24}<https:\/\/aka\.ms\/\w+>\s*$/i

/** "Sent from my iPhone" and its kin. */
export const isDeviceLine = (line: string): boolean =>
  line.trim().length < 160 && (outlookApp.test(line) || (sentFrom.test(line) && !/, (is|are|was|and|but|so|it) /i.test(line)))

/** The line above a signature: "-- " by the rule of Usenet, or the underscores of lists. Three dashes divide, they do not sign. */
export const isSignatureRule = (line: string): boolean => /^\s{0,3}(--|—|——|–|__|_{3,}|-{20,})\s{0,3}$/.test(line)

const regards =
  '(with |many |my |very )?(kind(est)?|best|warm(est)?|friendly|cordial)( regards| wishes)?|regards|sincerely( yours)?|yours (sincerely|truly|faithfully)|cheers|br|kr|rgds|met (vriendelijke|hartelijke|beleefde) groet(en)?|(vriendelijke|hartelijke) groet(en|jes)?|groet(en|jes)?|mvg|hoogachtend|(mit )?(freundlichen?|besten?|lieben?|herzlichen?|viele|liebe|beste|schöne) grü(ß|ss)en?|viele grüße|mfg|lg|vg|hochachtungsvoll|saludos( cordiales)?|un (cordial )?saludo|atentamente|(bien )?cordialement|bien à vous|(meilleures )?salutations( distinguées)?|bonne (journée|soirée)|cordiali saluti|distinti saluti|saluti|(med )?(vänliga?|bästa|hjärtliga) hälsning(ar)?|mvh|hälsningar|vänligen|(med )?venlig(e)? hilsen(er)?|(med )?vennlig(e)? hilsen(er)?|(de )?bedste hilsner|kærlig hilsen|hilsen|vh|kh|atenciosamente|cumprimentos|com os melhores cumprimentos|pozdrawiam|z (poważaniem|powazaniem)|(ystävällisin|parhain) terveisin|terveisin|с уважением'
const thanks =
  "best regards and thanks|many thanks|thanks( in advance| again| a lot| so much)?|thank you( very much| in advance| so much)?|alvast bedankt|vielen dank|muchas gracias|gracias|merci( d['’]avance| beaucoup)?|grazie( mille)?|obrigad[oa]"
const alone = (words: string) => new RegExp(`^[\\s,]{0,3}(${words})[\\s,.!]{0,4}$`, 'iu')
const regardsAlone = alone(regards)
const closingAlone = alone(`${regards}|${thanks}`)

/** "Kind regards," on a line of its own; a thank-you too. */
export const isClosing = (line: string): boolean => line.trim().length < 50 && closingAlone.test(line)

/** The formula of a letter alone: unlike a thank-you it says nothing of how somebody feels. */
export const isFormula = (line: string): boolean => line.trim().length < 50 && regardsAlone.test(line)

/** "/John", as Scandinavians sign. */
export const isSlashName = (line: string): boolean => /^\s{0,3}\/\p{Lu}[\p{L}-]{1,20}( \p{Lu}[\p{L}-]{1,20})?\s*$/u.test(line)

/** A name, a role, a number: what stands below a formula, and is no sentence. */
export const isNameLike = (line: string): boolean => {
  const text = line.trim()
  return text.length <= 60 && !/[?:]$/.test(text) && !(/\.$/.test(text) && text.split(' ').length > 4) && text.split(' ').length <= 8
}
