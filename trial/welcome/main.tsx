/** The first page of the demo: three doors. */
import '../page.css'
import './welcome.css'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ask, type Customer } from '../api.ts'
import { words } from '../words.ts'
import { DeskPicture, DevicesPicture, Mark, ShopPicture } from './pictures.tsx'

interface SignIn {
  name: string
  email: string
  password: string
  role: string
}

function Welcome() {
  const [signIns, setSignIns] = useState<SignIn[]>([])
  const [people, setPeople] = useState<{ shoppers: Customer[]; writers: Customer[] }>({ shoppers: [], writers: [] })
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    ask<{ signIns: SignIn[]; shoppers: Customer[]; writers: Customer[] }>('/trial/api/welcome').then(
      (answer) => {
        setSignIns(answer.signIns)
        setPeople(answer)
      },
      () => setFailed(true),
    )
  }, [])
  const enter = async ({ email, password }: SignIn) => {
    try {
      await ask('/api/auth/sign-in/email', { email, password })
      location.href = '/desk/'
    } catch {
      setFailed(true)
    }
  }
  const shop = async (key: string) => {
    await ask('/trial/api/shop/sign-in', { shopper: key })
    location.href = '/shop'
  }
  return (
    <>
      <header>
        <Mark />
        <strong>Warmline</strong>
      </header>
      <main>
        <h1>{words.headline}</h1>
        <p class="lead">{words.lead}</p>
        <div class="doors">
          <section aria-labelledby="desk">
            <DeskPicture />
            <h2 id="desk">{words.deskTitle}</h2>
            <p>{words.deskText}</p>
            <ul class="people">
              {signIns.map((one) => (
                <li key={one.email}>
                  <button type="button" onClick={() => enter(one)}>
                    <Person name={one.name} about={words.roles[one.role] ?? one.role} />
                  </button>
                </li>
              ))}
            </ul>
            {hasFailed && <p role="alert">{words.signInFailed}</p>}
            <p class="password">
              {words.password} <code>{signIns[0]?.password ?? '…'}</code>
            </p>
            <a class="go" href="/desk/">
              {words.openDesk}
            </a>
          </section>
          <section aria-labelledby="shop">
            <ShopPicture />
            <h2 id="shop">{words.shopTitle}</h2>
            <p>{words.shopText}</p>
            <p>{words.signInAs}</p>
            <ul class="people">
              {people.shoppers.map(({ key, name, city }) => (
                <li key={key}>
                  <button type="button" onClick={() => shop(key)}>
                    <Person name={name} about={city} />
                  </button>
                </li>
              ))}
            </ul>
            <a class="go" href="/shop">
              {words.openShop}
            </a>
          </section>
          <section aria-labelledby="devices">
            <DevicesPicture />
            <h2 id="devices">{words.devicesTitle}</h2>
            <p>{words.devicesText}</p>
            <p>{words.mailboxOf}</p>
            <ul class="people">
              {people.writers.map(({ key, name, city }) => (
                <li key={key}>
                  <a href={`/devices#${key}`}>
                    <Person name={name} about={city} />
                  </a>
                </li>
              ))}
            </ul>
            <a class="go" href="/devices">
              {words.openDevices}
            </a>
          </section>
        </div>
        <section class="story" aria-labelledby="story">
          <h2 id="story">{words.storyTitle}</h2>
          <ol>
            {words.story.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </section>
      </main>
    </>
  )
}

const Person = ({ name, about }: { name: string; about: string }) => (
  <>
    <span class="face" aria-hidden="true">
      {initials(name)}
    </span>
    <span>
      {name}
      <small>{about}</small>
    </span>
  </>
)

const initials = (name: string) =>
  name
    .split(' ')
    .map((part) => part[0])
    .filter((letter) => letter && letter === letter.toUpperCase())
    .join('')

const page = document.querySelector('#page')
if (page) render(<Welcome />, page)
