/** Customers' devices: the mailboxes and phones of the demo's customers, from their side. */
import '../page.css'
import './devices.css'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { type AppKey, ask, type Customer, type Devices } from '../api.ts'
import { words } from '../words.ts'
import { DeviceHeader } from './DeviceHeader.tsx'
import { Mailbox } from './Mailbox.tsx'
import { PhoneScreen } from './PhoneScreen.tsx'

/** What the address names: a customer, one of their devices, and on the phone an app and its conversation. */
const chosenNow = () => location.hash.slice(1).split('/').map(decodeURIComponent)
const appKeys: readonly string[] = ['sms', 'whatsapp', 'instagram']
const isApp = (key: string | undefined): key is AppKey => appKeys.includes(key ?? '')
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
  const [key, device, app, thread] = chosen
  const customer = [...(devices?.customers ?? []), ...(devices?.others ?? [])].find((one) => one.key === key)
  const isFound = ({ name, email, city }: Customer) => `${name} ${email} ${city}`.toLowerCase().includes(search.trim().toLowerCase())
  const others = devices?.others.filter(isFound) ?? []
  // Only the demo's own customers have phones; of others one knows an address.
  const hasPhone = devices?.customers.some((one) => one.key === customer?.key) ?? false
  const tabs = hasPhone && (
    <nav class="tabs" aria-label={words.devices}>
      <a href={`#${key}`} aria-current={device === 'phone' ? undefined : 'page'}>
        {words.mail}
      </a>
      <a href={`#${key}/phone`} aria-current={device === 'phone' ? 'page' : undefined}>
        {words.phone}
      </a>
    </nav>
  )
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
          {devices?.customers.filter(isFound).map(({ key: its, name, city, language }) => (
            <li key={its}>
              <a href={device === 'phone' ? `#${its}/phone` : `#${its}`} aria-current={its === key ? 'true' : undefined}>
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
          {others.map(({ key: its, name, email }) => (
            <li key={its}>
              <a href={`#${encodeURIComponent(its)}`} aria-current={its === key ? 'true' : undefined}>
                <span>
                  {name}
                  <small>{email}</small>
                </span>
              </a>
            </li>
          ))}
        </ul>
      </aside>
      {!(devices && customer) && <p class="choose">{words.choose}</p>}
      {devices && customer && device === 'phone' && hasPhone && (
        <PhoneScreen
          key={customer.key}
          customer={customer}
          app={isApp(app) ? app : undefined}
          isInThread={thread !== undefined}
          header={
            <DeviceHeader name={customer.name} below={customer.city}>
              {tabs}
            </DeviceHeader>
          }
        />
      )}
      {devices && customer && !(device === 'phone' && hasPhone) && (
        <Mailbox key={customer.key} customer={customer} devices={devices} tabs={tabs} />
      )}
    </div>
  )
}

const languageName = (code: string) => new Intl.DisplayNames([document.documentElement.lang], { type: 'language' }).of(code)

const page = document.querySelector('#page')
if (page) render(<Page />, page)
