/** The first page of the demo: three doors. */
import '../page.css'
import './welcome.css'
import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ask } from '../api.ts'
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
  const [hasFailed, setFailed] = useState(false)
  useEffect(() => {
    ask<{ signIns: SignIn[] }>('/trial/api/welcome').then(
      (answer) => setSignIns(answer.signIns),
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
            <ul class="agents">
              {signIns.map((one) => (
                <li key={one.email}>
                  <button type="button" onClick={() => enter(one)}>
                    <span class="face" aria-hidden="true">
                      {initials(one.name)}
                    </span>
                    <span>
                      {one.name}
                      <small>{words.roles[one.role] ?? one.role}</small>
                    </span>
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
            <a class="go" href="/shop">
              {words.openShop}
            </a>
          </section>
          <section aria-labelledby="devices">
            <DevicesPicture />
            <h2 id="devices">{words.devicesTitle}</h2>
            <p>{words.devicesText}</p>
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

const initials = (name: string) =>
  name
    .split(' ')
    .map((part) => part[0])
    .filter((letter) => letter && letter === letter.toUpperCase())
    .join('')

const page = document.querySelector('#page')
if (page) render(<Welcome />, page)
