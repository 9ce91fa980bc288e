/** The agents who are named in a note's HTML. */
export function mentionsIn(html: string | null): string[] {
  if (!html?.includes('data-type="mention"')) return []
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  return [...body.querySelectorAll<HTMLElement>('[data-type="mention"]')].flatMap(({ dataset }) => dataset.id ?? [])
}
