/** What is written in several languages, in one: that of the screen, or else whichever there is. */
export const textIn = <T>(texts: Readonly<Record<string, T | undefined>>, language: string): T | undefined =>
  texts[language] ?? Object.values(texts).find((text) => text !== undefined)
