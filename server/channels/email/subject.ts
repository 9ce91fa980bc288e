/** Subjects, and the short words that mail programs put in front of them. */

// In the languages of our customers, also counted (Re[2]:) and repeated (Re: AW: Re:).
const answers = 're|sv|aw|antw|antwort|antwoord|odp|rif|res|resp|ynt|ref|atb|vá|rv|回复|回覆|答复|답장|отв'
const answer = new RegExp(`^\\s*((${answers})\\s{0,2}([\\[(]?\\d{1,3}[\\])]?)?\\s{0,2}[:：]\\s*)+`, 'iu')
const forward =
  /^\s*((re|aw|sv|antw?|rv|odp)\s{0,2}[:：]\s*){0,5}(fwd?|wg|tr|rv|doorst|doorgestuurd|enc|vb|vl|vs|pd|i|转发|轉寄)\s{0,2}[:：]/iu

/** The subject with exactly one `Re:` in front. */
export const answerTo = (subject: string): string => `Re: ${subject.replace(answer, '').trim()}`

/** Does the subject say that the mail was forwarded? */
export const isForwardSubject = (subject: string): boolean => forward.test(subject)
