/** Begins: the language and colour of the shop's page, then the engine, the screen, and the wire to the loader. */
import './hub.css'
import { render } from 'preact'
import { wordsIn } from '../words.ts'
import { colour, language, listen } from './bridge.ts'
import { openEngine } from './engine.ts'
import { Hub } from './Hub.tsx'

document.documentElement.lang = language
document.title = wordsIn(language).title
const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
document.documentElement.style.setProperty('--brand', colour)
document.documentElement.style.setProperty('--on-brand', red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '#211f1c' : '#ffffff')

const engine = openEngine()
render(<Hub engine={engine} />, document.body)
listen((message) => {
  if (message.warmline === 'identity') engine.identify(message.token, message.signInUrl)
  else engine.shown(message.isOpen)
})
