import { is } from './lexicon.ts'
import { saysThanks, type Token } from './tokens.ts'
import type { Valences } from './valence.ts'

/** How many numbers `describe` gives. */
export const denseCount = 64

/** The number that is 1 only while learning from questions that were collected without any mood: their evenness is not to be learned as a rule. */
export const moodless = 63

/** The number that is 1 when a text has more than forty words: a mail rather than a question or a post. */
export const lengthy = 36

const bounds = [-3.2, -2.2, -1.4, -0.8, -0.35, -0.05, 0.05, 0.35, 0.8, 1.4, 2.2, 3.2]

/** Sums over a text that hold in any language: valences, marks, shouting, length. All roughly within -3 to 3. */
export function describe(tokens: Token[], valences: Valences, out: Float32Array): void {
  out.fill(0)
  const count = tokens.length
  let good = 0
  let bad = 0
  let goods = 0
  let bads = 0
  let best = 0
  let worst = 0
  let afterContrast = 0
  let beforeContrast = 0
  let contrasts = 0
  let negators = 0
  let turnedGood = 0
  let turnedBad = 0
  let emojiGood = 0
  let emojiBad = 0
  let shouts = 0
  let asks = 0
  let dots = 0
  let words = 0
  let capitals = 0
  let stretched = 0
  let users = 0
  let hashtags = 0
  let links = 0
  let numbers = 0
  let urgent = 0
  let promoter = 0
  let emphasis = 0
  let grateful = 0
  let bitter = 0
  let first = 0
  let last = 0
  let breaks = 0
  const tail = Math.max(0, count - 14)
  for (let i = 0; i < count; i++) {
    const token = tokens[i]
    const value = valences.value[i]
    const bits = valences.bits[i]
    if (value > 0) {
      good += value
      goods++
      if (value > best) best = value
    } else if (value < 0) {
      bad -= value
      bads++
      if (value < worst) worst = value
    }
    if (breaks === 0) first += value
    if (i >= tail) last += value
    if (contrasts > 0) afterContrast += value
    else beforeContrast += value
    if (token.kind === 'word') {
      words++
      if (token.capitals && token.lower.length > 2) capitals++
      if (token.stretched) stretched++
      if (token.hashtag) hashtags++
      if (saysThanks(token)) {
        if (valences.bitter) bitter++
        else grateful++
      }
    } else if (token.kind === 'break' || token.kind === 'mark') {
      if (token.form.includes('!')) shouts += token.form === '!' ? 1 : 2
      if (token.form.includes('?')) asks += token.form === '?' ? 1 : 1.5
      if (token.form === '...') dots++
      if (token.kind === 'break') breaks++
    } else if (token.kind === 'emoji' || token.kind === 'emoticon') {
      if (value > 0) emojiGood += value
      else emojiBad -= value
    } else if (token.kind === 'user') users++
    else if (token.kind === 'url') links++
    else if (token.kind === 'number') numbers++
    if (bits & is.negator) negators++
    if (bits & is.intensifier) emphasis++
    if (bits & is.contrast) {
      contrasts++
      if (contrasts === 1) beforeContrast = good - bad
      afterContrast = 0
    }
    if (bits & is.urgent && !valences.negated[i] && !(i > 0 && valences.bits[i - 1] & is.urgent)) urgent++
    if (bits & is.promoter && !valences.negated[i] && !(i > 0 && valences.bits[i - 1] & is.promoter)) promoter++
    if (valences.negated[i] && valences.plain[i] > 0) turnedGood++
    if (valences.negated[i] && valences.plain[i] < 0) turnedBad++
  }
  const root = Math.sqrt(words + 4)
  const sum = good - bad
  const balance = sum / Math.sqrt(good + bad + 2)
  out[0] = Math.log1p(good) - 0.5
  out[1] = Math.log1p(bad) - 0.5
  out[2] = (2 * good) / root
  out[3] = (2 * bad) / root
  out[4] = balance
  out[5] = best / 2
  out[6] = worst / 2
  out[7] = Math.tanh(last / 3)
  out[8] = Math.tanh(first / 3)
  out[9] = contrasts ? Math.tanh(afterContrast / 3) : 0
  out[10] = contrasts ? Math.tanh(beforeContrast / 3) : 0
  out[11] = Math.log1p(turnedGood)
  out[12] = Math.log1p(turnedBad)
  out[13] = Math.log1p(goods)
  out[14] = Math.log1p(bads)
  out[15] = Math.log1p(emojiGood)
  out[16] = Math.log1p(emojiBad)
  out[17] = Math.log1p(shouts)
  out[18] = Math.log1p(asks)
  out[19] = Math.log1p(dots)
  out[20] = words ? (2 * capitals) / Math.max(4, words) : 0
  out[21] = Math.min(2, stretched)
  out[22] = Math.min(1, users)
  out[23] = Math.min(2, hashtags) / 2
  out[24] = Math.min(2, links) / 2
  out[25] = Math.log1p(numbers) / 2
  out[26] = Math.min(1, urgent)
  out[27] = Math.min(3, urgent) / 2
  out[28] = Math.min(1, promoter)
  out[29] = Math.min(3, promoter) / 2
  out[30] = Math.log1p(emphasis)
  out[31] = Math.min(1, grateful)
  out[32] = Math.min(1, bitter)
  out[33] = Math.sqrt(Math.min(good, bad))
  out[34] = Math.log1p(words) / 2 - 1.3
  out[35] = words <= 3 ? 1 : 0
  out[lengthy] = words > 40 ? 1 : 0
  out[37] = Math.log1p(negators)
  out[38] = asks > 0 && bad === 0 && good === 0 ? 1 : 0
  out[39] = asks > 0 ? bad / root : 0
  out[40] = asks > 0 ? good / root : 0
  out[41] = shouts > 0 ? bad / root : 0
  out[42] = shouts > 0 ? good / root : 0
  out[43] = good + bad === 0 ? 1 : 0
  out[44] = bad > 0 && good === 0 ? 1 : 0
  out[45] = good > 0 && bad === 0 ? 1 : 0
  let bin = 0
  while (bin < bounds.length && balance > bounds[bin]) bin++
  out[46 + bin] = 1
  out[59] = contrasts ? 1 : 0
  out[60] = urgent ? Math.min(1.5, bad / 4) : 0
  out[61] = promoter ? Math.min(1.5, good / 4) : 0
  out[62] = tokens[0]?.kind === 'user' ? 1 : 0
}
