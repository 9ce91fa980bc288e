/** Customers' devices: the mailboxes of the demo's customers, from their side. */
import '../page.css'
import './devices.css'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ask, type Customer, type Devices } from '../api.ts'
import { words } from '../words.ts'
import { Mailbox } from './Mailbox.tsx'

const chosenNow = () => decodeURIComponent(location.hash.slice(1))
const everyMilliseconds = 2000

function Page() {
  const [devices, setDevices] = useState<Devices>()
  const [chosen, setChosen] = useState(chosenNow())
  const [search, setSearch] = useState('')
  useEffect(() => {
    const look = () => ask<Devices>('/trial/api/devices').then(setDevices, () => undefined)
    look()
    // A mail to somebody new brings a mailbox of their own.
    const looking = setInterval(() => document.visibilityState === 'visible' && look(), everyMilliseconds)
    const onHash = () => setChosen(chosenNow())
    addEventListener('hashchange', onHash)
    return () => {
      clearInterval(looking)
      removeEventListener('hashchange', onHash)
    }
  }, [])
  const customer = [...(devices?.customers ?? []), ...(devices?.others ?? [])].find(({ key }) => key === chosen)
  const isFound = ({ name, email, city }: Customer) => `${name} ${email} ${city}`.toLowerCase().includes(search.trim().toLowerCase())
  const others = devices?.others.filter(isFound) ?? []
  return (
    <div class={`page ${customer ? 'has-mailbox' : ''}`}>
      <aside aria-label={words.customers}>
        <a class="home" href="/">
          ← {words.back}
        </a>
        <h1>{words.devicesTitle}</h1>
        <input
          type="search"
          placeholder={words.search}
          aria-label={words.search}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <ul>
          {devices?.customers.filter(isFound).map(({ key, name, city, language }) => (
            <li key={key}>
              <a href={`#${key}`} aria-current={key === chosen ? 'true' : undefined}>
                <span>
                  {name}
                  <small>{city}</small>
                </span>
                <abbr title={languageName(language)}>{language}</abbr>
              </a>
            </li>
          ))}
          {others.length > 0 && (
            <li>
              <h2>{words.others}</h2>
            </li>
          )}
          {others.map(({ key, name, email }) => (
            <li key={key}>
              <a href={`#${encodeURIComponent(key)}`} aria-current={key === chosen ? 'true' : undefined}>
                <span>
                  {name}
                  <small>{email}</small>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </aside>
      {devices && customer ? <Mailbox key={customer.key} customer={customer} devices={devices} /> : <p class="choose">{words.choose}</p>}
    </div>
  )
}

const languageName = (code: string) => new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(code)

const page = document.querySelector('#page')
if (page) render(<Page />, page)
