import type { Example } from './example.ts'

const weight = 0.5

function join(parts: Example[], meant: Example, order: number): Example {
  const texts = order % 2 > 0 ? [meant, ...parts] : [...parts, meant]
  return { ...meant, text: texts.map(({ text }) => text).join(order % 3 > 0 ? ' ' : '\n\n'), weight: weight * meant.weight }
}

/**
 * Long messages out of short ones: several calm ones stay calm, and an alarm or a complaint among calm ones stays what it is.
 * Our alarms are longer than our questions; without these, length alone would be taken for alarm.
 */
export function longMessages(messages: Example[]): Example[] {
  const joined: Example[] = []
  for (const language of new Set(messages.map((message) => message.language))) {
    const own = messages.filter((message) => message.language === language && !message.spam && message.label)
    const calm = own.filter(({ label }) => label === 'neutral')
    const loud = own.filter(({ label }) => label === 'urgent' || label === 'negative')
    for (let i = 0; i + 2 < calm.length; i += 3) {
      const parts = i % 2 > 0 ? [calm[i + 1]] : [calm[i + 1], calm[i + 2]]
      joined.push(join(parts, calm[i], i))
    }
    if (calm.length > 0) for (let i = 0; i < loud.length; i += 4) joined.push(join([calm[(i * 7) % calm.length]], loud[i], i))
  }
  return joined
}
