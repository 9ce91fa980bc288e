/** The properties of an event on one line: what says something to a person, without ids and nested data. */
const most = 4

export function eventDetails(properties: Record<string, unknown>): string {
  return Object.entries(properties)
    .filter(([name, value]) => !/(^|_)id$|Id$/.test(name) && (typeof value === 'number' || (typeof value === 'string' && value !== '')))
    .slice(0, most)
    .map(([name, value]) => `${wordsOf(name)}: ${value}`)
    .join(' · ')
}

const wordsOf = (name: string) =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
