/** Runs what can wait until the page has nothing to do, at the latest after some milliseconds; Safari does not tell, so there it waits as long. */
export function whenAtRest(run: () => void, latest = 2000): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: latest })
  else setTimeout(run, latest)
}
