/** Starts the desk in the page. */
import './styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { bringWords, likelyLanguage, startWords } from './i18n.ts'
import { heedMissingParts } from './lazyPart.ts'
import { whenAtRest } from './whenAtRest.ts'

heedMissingParts()

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
await startWords(likelyLanguage())
createRoot(root).render(<App />)
// Before anything is refused, once the page is at rest.
whenAtRest(() => void bringWords('refusals').catch(() => undefined))
