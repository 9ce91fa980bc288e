/** A stretch of the text that is read. */
export interface Span {
  start: number
  end: number
}

const head = 3000
const tail = 1000

const quoteTail = new RegExp(
  [
    '^[ \\t]*(?:on|op|am|den|le|el|em|il|mån|tis|ons|tors|fre|lör|sön)\\b[^\\n]{4,200}(?:\\n[^\\n]{0,120})?(?:wrote|schreef|schrieb|skrev|écrit|escribió|escreveu|ha scritto)[^\\n]{0,80}:[ \\t]*$',
    '^[ \\t]*-{2,}[ \\t]*(?:original message|oorspronkelijk bericht|ursprüngliche nachricht|originalmeddelande|ursprungligt meddelande|mensaje original|message d.origine|messaggio originale|mensagem original|forwarded message)[^\\n]{0,40}$',
    '^[ \\t]*(?:from|van|von|från|de|da)[ \\t]?:[^\\n]{3,200}\\n[ \\t]*(?:sent|verzonden|gesendet|skickat|enviado|envoyé|inviato|date|datum|fecha|to|aan|an|till|para|à)[ \\t]?:',
    '^_{10,}[ \\t]*$',
  ].join('|'),
  'imu',
)

const formulas = new RegExp(
  [
    '(?:many |lots of )?thank(?:s| you)(?: very much| so much)? in advance',
    '(?:alvast|bij voorbaat)(?: hartelijk| heel erg| vriendelijk)? (?:bedankt|dank)|(?:hartelijk )?dank(?: u| je)? alvast',
    '(?:vielen |herzlichen |besten |schon mal )?danke?(?: schon)? (?:im voraus|schon mal)|vorab (?:vielen |besten )?danke?',
    '(?:muchas |mil )?gracias (?:de antemano|por adelantado)|gracias y (?:un )?saludos?',
    '(?:merci|je vous remercie|en vous remerciant)(?: beaucoup| bien)?(?: par)? d.avance|vous remerciant par avance',
    'tack(?: så mycket)? på förhand|(?:grazie|ringrazio)(?: mille)? (?:in anticipo|anticipatamente)|obrigad[oa] (?:desde já|antecipadamente)|desde já (?:muito )?(?:obrigad[oa]|agradeço)',
    '(?:with )?(?:kind|best|warm|kindest|warmest)(?:est)? (?:regards|wishes)|yours (?:sincerely|faithfully|truly)|sincerely yours',
    '(?:met )?(?:vriendelijke|hartelijke) groet(?:en|jes)?|mvg|groetjes',
    '(?:mit )?(?:freundlichen?|besten?|lieben?|vielen?|herzlichen?|schönen?) (?:grüßen?|grüssen?|gruß|gruss)|mfg|hochachtungsvoll',
    '(?:bien |très )?cordialement|(?:meilleures|sincères|cordiales|mes) salutations(?: distinguées)?|veuillez agréer[^.\\n]{0,120}|bien à vous',
    '(?:un )?(?:cordial|saludos?) (?:cordial(?:es)?|saludo)|atentamente|un (?:cordial )?saludo',
    '(?:med )?(?:vänlig(?:a)?|bästa|trevlig) hälsning(?:ar)?|mvh|(?:cordiali|distinti) saluti|atenciosamente|com os melhores cumprimentos',
    '(?:wish(?:ing)? you (?:all )?|have )an? (?:very )?(?:nice|great|good|lovely|wonderful|pleasant) (?:rest of (?:your|the) )?(?:day|weekend|evening|week|one)(?: ahead)?',
    '(?:i )?hope (?:that )?(?:this (?:e-?mail|mail|message) finds you(?: all)? well|you(?: are|.re)(?: all)?(?: doing| keeping)? well|all is well)',
    '(?:nog )?een (?:fijne|prettige) (?:dag|avond|week|weekend)(?: verder| nog)?|(?:fijne|prettige) (?:dag|avond|week|weekend) (?:verder|nog|gewenst|toegewenst)',
    '(?:einen )?schönen? (?:tag|abend|wochenende)(?: noch)?|ich hoffe,? (?:es geht (?:ihnen|euch|dir) gut|ihnen geht es gut)',
    '(?:que (?:tenga|tengáis|tengas|tengan|pase|paséis) (?:un )?(?:muy )?(?:buen|feliz|lindo)[oa]? (?:día|tarde|fin de semana|semana))|espero que (?:estén|estéis|esté|estés) (?:muy )?bien',
    '(?:je vous souhaite )?(?:une )?(?:très )?(?:bonne|excellente|belle) (?:journée|soirée|fin de journée)',
    'ha (?:en )?(?:fin|bra|trevlig|skön) (?:dag|kväll|helg|vecka)|(?:hoppas (?:att )?(?:ni|du) mår bra)',
    '(?:i )?(?:look|looking|am looking) forward to (?:hearing (?:back )?from you|your (?:reply|response|answer))',
    'ich freue mich auf (?:ihre|eure|deine) (?:antwort|rückmeldung)|(?:dans )?l.attente de votre (?:réponse|retour)|quedo a la espera[^.\\n]{0,40}|ser fram emot (?:ert|ditt|er|ett) (?:svar|återkoppling)',
    '(?:good|guten|goede|god|gutten) (?:morning|afternoon|evening|day|tag|morgen|abend|middag|avond|morgon|kväll)|goe(?:de|ie)?(?:n)?(?:morgen|middag|avond|dag)|buen[oa]s (?:días|tardes|noches)|buen día|bonjour|bonsoir|buon ?giorno|buona ?sera|bo[am] (?:dia|tarde|noite)',
    '(?:^|\\n)[ \\t]*(?:dear|beste|geachte|lieve|sehr geehrte[rs]?|liebe[rs]?|estimad[oa]s?|querid[oa]s?|chère?s?|kära|bästa|hej|gentile|egregi|prezad[oa]s?)[ \\t]+[^,.!?\\n]{0,50}(?=[,\\n])',
    'sent from my [^\\n]{2,40}|verzonden (?:vanaf|vanuit) [^\\n]{2,40}|verstuurd vanaf [^\\n]{2,40}|von meinem [^\\n]{2,30} gesendet|envoyé (?:de|depuis) mon [^\\n]{2,30}|enviado desde mi [^\\n]{2,30}|skickat från min [^\\n]{2,30}|get outlook for \\w+',
  ]
    .map((formula) => `(?<![\\p{L}])(?:${formula})(?![\\p{L}])`)
    .join('|'),
  'giu',
)
// A cheap look before the costly one: no formula without one of these beginnings.
const formulaHint =
  /advance|alvast|voorbaat|voraus|vorab|danke?s? schon|antemano|adelantado|saludo|avance|förhand|anticip|antecip|desde já|regards|wishes|yours|groet|mvg|gr(?:ü|u)(?:ß|ss)|mfg|hochacht|cordial|salutation|agréer|bien à|atent|atenc|hälsning|mvh|salut|cumprim|have an? |wish|hope|fijne|prettige|schöne|hoffe|teng|pase|espero|bonne|excellente|belle|ha en|ha fin|ha bra|ha trev|ha skön|hoppas|forward|freue|attente|quedo|ser fram|good |guten|goe|god |buen|bonj|bons|buon|bom |boa |dear|beste|geachte|lieve|geehr|liebe|estimad|querid|chère?s?|kära|bästa|hej|gentile|egregi|prezad|sent from|verzonden|verstuurd|gesendet|envoyé|enviado|skickat|outlook/iu

const orders = new RegExp(
  [
    '\\b(?:ignore|disregard|forget|override|bypass)\\b[^.!?\\n]{0,40}\\b(?:all|any|every|previous|prior|above|these|those|earlier|your)\\s+(?:(?:of|the|your|my|previous|prior|above|other|these)\\s+){0,3}(?:rules?|instructions?|prompts?|guidelines)\\b',
    '\\b(?:negeer|vergeet)\\b[^.!?\\n]{0,50}\\b(?:regels|instructies|opdracht(?:en)?)\\b',
    '\\b(?:ignora|ignore|ignorar|ignoren|olvida|olvide|esqueça|dimentica)\\b[^.!?\\n]{0,50}\\b(?:reglas|instrucciones|regole|istruzioni|regras|instruções)',
    '\\b(?:ignorera|glöm|strunta i)\\b[^.!?\\n]{0,50}\\b(?:regler|reglerna|instruktioner|instruktionerna)\\b',
    '\\b(?:ignorier\\w*|vergiss|vergessen sie)\\b[^.!?\\n]{0,50}\\b(?:regeln|anweisungen|instruktionen|vorgaben)\\b',
    '\\b(?:ignore[rz]?|oublie[rz]?)\\b[^.!?\\n]{0,50}\\b(?:règles|instructions|consignes)\\b',
    '\\b(?:label\\w*|classif\\w+|categori[sz]\\w*|klassific\\w+|klassifizier\\w*|clasific\\w+|etiquet\\w+|étiquet\\w+|bestempel\\w*|märk|sentiment)\\b[^.!?\\n]{0,60}(?:\\b(?:promoter|promotor|promotora|promoteur|positiv\\w*|positief|positieve|positif|negativ\\w*|negatief|neutral|neutraal|neutre|urgent|urgente|dringend\\w*|spam)\\b)',
    '\\b(?:system|developer) ?(?:prompt|message)\\b|\\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|classifier|chatbot|llm)\\b|<\\/?(?:system|instructions?|assistant|user|message|customer)\\b[^>\\n]{0,40}>?',
    '"?(?:label|score|sentiment|isspam|confidence)"?\\s*[:=]\\s*"?(?:\\d|promoter|positive|negative|neutral|urgent|true|false)',
    '\\b(?:answer|respond|reply|output|return)\\b (?:only )?(?:with )?(?:the )?(?:word |label )?["\'“]?(?:promoter|positive|json)\\b',
  ].join('|'),
  'giu',
)
const orderHint =
  /ignor|disregard|forget|overrid|bypass|negeer|vergeet|olvid|esque|dimentic|glöm|strunta|vergiss|vergessen|oubli|label|classif|categor|klassif|clasif|etiquet|étiquet|bestempel|märk|sentiment|prompt|system|you are|score|spam|<\/|<[a-z]|promoter|json/iu

function cut(spans: Span[], from: number, to: number): Span[] {
  const left: Span[] = []
  for (const span of spans) {
    if (to <= span.start || from >= span.end) left.push(span)
    else {
      if (span.start < from) left.push({ start: span.start, end: from })
      if (to < span.end) left.push({ start: to, end: span.end })
    }
  }
  return left
}

function cutMatches(text: string, spans: Span[], matcher: RegExp, wholeSentence: boolean): Span[] {
  let left = spans
  for (const span of spans) {
    const part = text.slice(span.start, span.end)
    for (const found of part.matchAll(matcher)) {
      let from = span.start + found.index
      let to = from + found[0].length
      if (wholeSentence) {
        while (from > span.start && !/[.!?\n]/.test(text[from - 1])) from--
        while (to < span.end && !/[.!?\n]/.test(text[to])) to++
        while (to < span.end && /[.!?\n]/.test(text[to])) to++
      }
      left = cut(left, from, to)
    }
  }
  return left
}

function hasLetters(text: string, spans: Span[]): boolean {
  return spans.some((span) => /[\p{L}\p{Extended_Pictographic}]/u.test(text.slice(span.start, span.end)))
}

/** Without the empty space that a cut leaves at its edges, and nothing where only marks are left. */
function trimmed(text: string, span: Span): Span[] {
  const part = text.slice(span.start, span.end)
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}?!:;=<]/u.test(part)) return []
  const start = span.start + part.length - part.trimStart().length
  return [{ start, end: start + part.trim().length }]
}

/**
 * Chooses what of a message is read: not quoted history, not orders to the reader ("label this promoter"), not formulas of
 * politeness, and of a very long text only the beginning and the end. Positions are those of `text`.
 */
export function spansToRead(text: string): Span[] {
  let spans: Span[] =
    text.length > head + tail
      ? [
          { start: 0, end: head },
          { start: text.length - tail, end: text.length },
        ]
      : [{ start: 0, end: text.length }]
  const opening = text.slice(0, head + tail)
  const quoted = opening.includes(':') || opening.includes('__') || opening.includes('--') ? quoteTail.exec(opening) : null
  if (quoted && /[\p{L}]/u.test(text.slice(0, quoted.index))) spans = cut(spans, quoted.index, text.length)
  for (const span of spans) {
    if (!text.slice(span.start, span.end).includes('>')) continue
    const lines = cutMatches(text, spans, /^[ \t]*>[^\n]*/gm, false)
    if (hasLetters(text, lines)) spans = lines
    break
  }
  const read = spans.map((span) => text.slice(span.start, span.end)).join('\n')
  if (orderHint.test(read)) spans = cutMatches(text, spans, orders, true)
  if (formulaHint.test(read)) {
    const plain = cutMatches(text, spans, formulas, false)
    if (hasLetters(text, plain)) spans = plain
  }
  return spans.flatMap((span) => trimmed(text, span))
}
