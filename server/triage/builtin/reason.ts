import type { Finding } from '../../../shared/words.ts'

export type ReasonLanguage = 'en' | 'nl' | 'es' | 'sv'

type Reasons = Record<Finding, string>

const reasons: Record<ReasonLanguage, Reasons> = {
  en: {
    urgent: 'Somebody should act now',
    furious: 'Very angry',
    negative: 'Upset or let down',
    neutral: 'A question or a fact, without feeling',
    positive: 'Content or grateful',
    delighted: 'Very happy',
    promoter: 'Delighted, and likely to recommend or return',
    spam: 'Looks like advertising or a scam',
    unsure: 'Not sure how this customer feels',
    empty: 'Nothing to read in this message',
  },
  nl: {
    urgent: 'Iemand moet nu iets doen',
    furious: 'Erg boos',
    negative: 'Ontevreden of teleurgesteld',
    neutral: 'Een vraag of mededeling, zonder gevoel',
    positive: 'Tevreden of dankbaar',
    delighted: 'Erg blij',
    promoter: 'Enthousiast, en geneigd om aan te bevelen of terug te komen',
    spam: 'Lijkt op reclame of oplichting',
    unsure: 'Niet zeker hoe deze klant zich voelt',
    empty: 'Niets te lezen in dit bericht',
  },
  es: {
    urgent: 'Alguien debe actuar ya',
    furious: 'Muy enfadado',
    negative: 'Molesto o decepcionado',
    neutral: 'Una pregunta o un dato, sin emoción',
    positive: 'Contento o agradecido',
    delighted: 'Muy contento',
    promoter: 'Encantado, y con ganas de recomendar o volver',
    spam: 'Parece publicidad o una estafa',
    unsure: 'No está claro cómo se siente este cliente',
    empty: 'No hay nada que leer en este mensaje',
  },
  sv: {
    urgent: 'Någon behöver agera nu',
    furious: 'Mycket arg',
    negative: 'Upprörd eller besviken',
    neutral: 'En fråga eller ett faktum, utan känsla',
    positive: 'Nöjd eller tacksam',
    delighted: 'Mycket glad',
    promoter: 'Förtjust, och vill rekommendera eller komma tillbaka',
    spam: 'Ser ut som reklam eller bedrägeri',
    unsure: 'Osäkert hur kunden känner sig',
    empty: 'Inget att läsa i meddelandet',
  },
}

/** One line for an agent: what was found and the words that show it. */
export function reasonFor(kind: Finding, quotes: string[], language: ReasonLanguage = 'en'): string {
  const said = reasons[language][kind]
  const first = quotes[0]?.replace(/\s+/g, ' ')
  if (!first) return `${said}.`
  return `${said}: “${first.length > 120 ? `${first.slice(0, 118)}…` : first}”`
}
