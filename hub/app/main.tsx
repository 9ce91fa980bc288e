/** Begins: the language and colour of the shop's page, then the engine, the screen, and the wire to the loader, or to the page that shows a preview. */
import './hub.css'
import { render } from 'preact'
import { ours } from '../colour.ts'
import { paint } from './brand.ts'
import { colour, isPreview, language, listen } from './bridge.ts'
import { openEngine } from './engine.ts'
import { Hub } from './Hub.tsx'
import { words } from './said.ts'

document.documentElement.lang = language
document.title = words.title
paint(colour)

const engine = openEngine()
render(<Hub engine={engine} />, document.body)
listen((message) => {
  if (message.warmline === 'preview') {
    if (!isPreview) return
    paint(message.view.color ?? ours)
    engine.preview(message.view)
  } else if (isPreview) return
  else if (message.warmline === 'identity') engine.identify(message.token, message.signInUrl)
  else if (message.warmline === 'page') engine.page(message)
  else engine.shown(message.isOpen, message.tab)
})

// A file that misses the composer must not take the hub's place.
for (const event of ['dragover', 'drop']) addEventListener(event, (dropped) => dropped.preventDefault())
