/** Starts the desk in the page. */
import './styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { bringWords, likelyLanguage, startWords } from './i18n.ts'
import { whenAtRest } from './whenAtRest.ts'

// After an upgrade of the server, a desk that is still open asks for parts that are gone: then it starts anew, once. Not while the
// server cannot be reached: what is on the screen is worth more than an error page.
window.addEventListener('vite:preloadError', () => {
  const before = Number(sessionStorage.getItem('warmline.restarted'))
  if (Date.now() - before < 60_000) return
  const restart = () => {
    sessionStorage.setItem('warmline.restarted', String(Date.now()))
    location.reload()
  }
  void fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(restart, () => undefined)
})

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
await startWords(likelyLanguage())
createRoot(root).render(<App />)
// Before anything is refused, once the page is at rest.
whenAtRest(() => void bringWords('refusals').catch(() => undefined))
