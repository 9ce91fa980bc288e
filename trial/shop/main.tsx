/** Nordvik, the demo shop. The hub is in it by the one script tag of index.html, as in any shop. */
import '../page.css'
import './shop.css'
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { ask, type Customer, type Product } from '../api.ts'
import { language, words } from '../words.ts'
import { Landscape, Picture } from './pictures.tsx'

interface Shop {
  products: Product[]
  shoppers: Customer[]
  current: string | null
}

const price = new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR' })

function Storefront({ shop }: { shop: Shop | undefined }) {
  const [bag, setBag] = useState(0)
  return (
    <>
      <aside class="strip">
        {words.strip} <a href="/">{words.back}</a>
      </aside>
      <header>
        <a class="name" href="/shop">
          NORDVIK
        </a>
        <nav>
          <a href="#clothes">{words.clothes}</a>
          <a href="#pantry">{words.pantry}</a>
        </nav>
        {shop && <Account shop={shop} />}
        <span class="bag" role="status">
          {words.bag(bag)}
        </span>
      </header>
      <main>
        <section class="hero">
          <Landscape />
          <div>
            <h1>{words.hero}</h1>
            <p>{words.heroText}</p>
            <button type="button" onClick={() => window.warmline?.open()}>
              {words.chat}
            </button>
          </div>
        </section>
        {(['clothes', 'pantry'] as const).map((kind) => (
          <section key={kind} aria-labelledby={kind}>
            <h2 id={kind}>{words[kind]}</h2>
            <ul class="shelf">
              {shop?.products
                .filter((product) => product.kind === kind)
                .map((product) => (
                  <li key={product.key}>
                    <Picture product={product} />
                    <h3 lang="en">{product.title}</h3>
                    <p class="about" lang="en">
                      {product.line}
                    </p>
                    <div class="buy">
                      <strong>{price.format(product.price)}</strong>
                      <button type="button" onClick={() => setBag(bag + 1)} aria-label={`${words.add}: ${product.title}`}>
                        {words.add}
                      </button>
                    </div>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </main>
      <footer>{words.footer}</footer>
    </>
  )
}

function Account({ shop }: { shop: Shop }) {
  const change = async (key: string) => {
    await ask('/trial/api/shop/sign-in', { shopper: key || null })
    // A shop's own sign-in loads a page too; the hub asks anew who is here.
    location.reload()
  }
  return (
    <label class="account">
      <span>{words.account}</span>
      <select value={shop.current ?? ''} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">{words.nobody}</option>
        {shop.shoppers.map(({ key, name, city }) => (
          <option key={key} value={key}>
            {name}, {city}
          </option>
        ))}
      </select>
    </label>
  )
}

// Drawn once, with what is on the shelves: nothing of the page moves after it is there.
const shop = await ask<Shop>('/trial/api/shop').catch(() => undefined)
const page = document.querySelector('#page')
if (page) render(<Storefront shop={shop} />, page)
