/** The demo customers' numbers and names in the apps of their phones, and the shop's own. All invented, most in ranges kept for fiction. */
import { demoCustomers } from './customers.ts'

export type PhoneApp = 'sms' | 'whatsapp' | 'instagram'
export const phoneApps = ['sms', 'whatsapp', 'instagram'] as const

/** What the shop is reached by, as the fakes know it. The secrets open nothing but those. */
export const shopPhone = {
  sms: { number: '+46701740600', sid: `AC${'0123456789abcdef'.repeat(2)}`, token: 'the-demo-opens-nothing' },
  whatsapp: {
    id: '100000000000601',
    display: '46701740601',
    wabaId: '100000000000602',
    token: 'the-demo-opens-nothing',
    secret: 'the-demo-signs-with-this',
  },
  instagram: { id: '17841400000000603', username: 'nordvik', token: 'the-demo-opens-nothing', secret: 'the-demo-signs-with-this' },
} as const

const prefixes = { en: '+4477009001', nl: '+316000001', es: '+346000001', sv: '+4670174061' } as const

export interface DemoPhone {
  key: string
  name: string
  number: string
  instagram: { id: string; username: string }
}

/** Each demo customer's phone. */
export const demoPhones: DemoPhone[] = demoCustomers.map(({ key, name, language, email }, at) => ({
  key,
  name,
  number: `${prefixes[language]}${String(at + 10).padStart(2, '0')}`,
  instagram: { id: `178414000000010${String(at + 10)}`, username: email.split('@')[0] ?? key },
}))

/** Under which a customer is known in an app. */
export const personIn = (app: PhoneApp, { number, instagram }: DemoPhone): string => (app === 'instagram' ? instagram.id : number)
