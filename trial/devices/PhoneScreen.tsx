/** A customer's phone: its home screen, and in each app the list of threads and the conversation with the shop. */
import './phone.css'
import type { ComponentChildren } from 'preact'
import type { AppKey, Customer, Phone, PhoneApp } from '../api.ts'
import { words } from '../words.ts'
import { Conversation } from './Conversation.tsx'
import { AppIcon } from './icons.tsx'
import { clock, timeOf } from './times.ts'
import { unreadOf, usePhone } from './usePhone.ts'

interface Props {
  customer: Customer
  /** What is open: an app, and in it the conversation. */
  app: AppKey | undefined
  isInThread: boolean
  header: ComponentChildren
}

export function PhoneScreen({ customer, app, isInThread, header }: Props) {
  const { phone, isLost, refresh } = usePhone(customer.key, isInThread ? app : undefined)
  const open = phone?.apps.find((one) => one.app === app)
  const home = `#${customer.key}/phone`
  return (
    <main class="has-phone">
      {header}
      {isLost && (
        <p class="warning" role="status">
          {words.offline}
        </p>
      )}
      <div class="desk">
        <section class="phone" aria-label={words.phoneOf(customer.name)} data-app={app}>
          <p class="bar">
            <time>{clock()}</time>
            <span class="lens" aria-hidden="true" />
            <span>{phone?.number}</span>
          </p>
          {phone && !open && <Home phone={phone} home={home} />}
          {phone && open && !isInThread && <Threads one={open} home={home} phone={phone} />}
          {phone && open && isInThread && (
            <Conversation
              key={open.app}
              customer={customer}
              one={open}
              pictures={phone.pictures}
              back={`${home}/${open.app}`}
              refresh={refresh}
            />
          )}
          <a class="chin" href={home}>
            <span>{words.homeScreen}</span>
          </a>
        </section>
      </div>
    </main>
  )
}

function Home({ phone, home }: { phone: Phone; home: string }) {
  return (
    <ul class="apps">
      {phone.apps.map(({ app }) => {
        const unread = unreadOf(phone, app)
        return (
          <li key={app}>
            <a href={`${home}/${app}`} aria-label={unread ? words.unreadIn(words.apps[app], unread) : words.apps[app]}>
              <AppIcon app={app} />
              {unread > 0 && <b class="badge">{unread}</b>}
              <span>{words.apps[app]}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}

function Threads({ one, home, phone }: { one: PhoneApp; home: string; phone: Phone }) {
  const last = one.texts.at(-1)
  const unread = unreadOf(phone, one.app)
  return (
    <div class="app">
      <header class="app-head">
        <a href={home} class="app-back" aria-label={words.homeScreen}>
          ‹
        </a>
        <h3>{words.apps[one.app]}</h3>
      </header>
      <ul class="threads-of-app">
        <li>
          <a href={`${home}/${one.app}/nordvik`}>
            <span class="face" aria-hidden="true">
              N
            </span>
            <span class="names">
              <strong>{one.shop}</strong>
              <span class="line">{last ? lineOf(last) : words.noTexts(words.apps[one.app])}</span>
            </span>
            <span class="when">
              {last && timeOf(last.at)}
              {unread > 0 && <b class="badge">{unread}</b>}
            </span>
          </a>
        </li>
      </ul>
    </div>
  )
}

/** A message as one line of the list. */
function lineOf({ text, files, about, isUnsent, isOutgoing }: PhoneApp['texts'][number]): string {
  if (isUnsent) return words.tookBack
  const said = text || (files.length > 0 ? words.picture : about ? words.abouts[about.kind === 'story' ? about.how : about.kind] : '')
  return isOutgoing ? `${words.you}: ${said}` : said
}
