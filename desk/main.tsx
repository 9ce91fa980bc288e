/** Starts the desk in the page. */
import './styles.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { likelyLanguage, startWords } from './i18n.ts'

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
await startWords(likelyLanguage())
createRoot(root).render(<App />)
