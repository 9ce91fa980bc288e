/** The Shopify shops whose signed-in shoppers the hub knows, by the signature of an app of theirs. */
import { PasswordInput, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Answers, api, client } from '../../api.ts'
import { CopyLine } from '../CopyLine.tsx'
import styles from '../Settings.module.css'
import { useWish } from '../useWish.ts'
import { WishForm } from '../WishForm.tsx'

type Settings = Answers['settings']['hub']['shopify']

export function ShopifyForm() {
  const { data } = useQuery(api.settings.hub.shopify.queryOptions())
  return data && <Form saved={data} />
}

const isSecret = (field: string) => field === 'secret'
const isShop = (address: string) => /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i.test(address)

function Form({ saved: { shops, hasSecret, proxyUrl } }: { saved: Settings }) {
  const { t } = useTranslation()
  const form = useWish(
    'hub.shopify',
    { shops, secret: '' },
    (wish) =>
      // Without a shop there is nothing that it would be the secret of.
      client.settings.hub.changeShopify({
        shops: wish.shops,
        ...(wish.shops.length === 0 ? { secret: null } : wish.secret && { secret: wish.secret }),
      }),
    api.settings.hub.shopify.key(),
    isSecret,
  )
  const { wish, set, problems } = form
  const wrong = wish.shops.find((address) => !isShop(address))
  return (
    <WishForm form={form}>
      <section className={styles.part}>
        <h2>{t('hub.shopify')}</h2>
        <p>
          {t('hub.shopifyWhy')}{' '}
          <a href="/docs/hub-shopify.md" target="_blank" rel="noreferrer">
            {t('hub.shopifyHandbook')}
          </a>
        </p>
        <TagsInput
          label={t('hub.shopifyShops')}
          description={t('hub.shopifyShopsWhy')}
          placeholder={wish.shops.length === 0 ? 'your-shop.myshopify.com' : undefined}
          maxTags={20}
          splitChars={[',', ';', ' ']}
          acceptValueOnBlur
          error={wrong ? t('hub.shopifyShopWrong', { address: wrong }) : problems.shops}
          value={wish.shops}
          onChange={(changed) => set({ shops: changed })}
        />
        {wish.shops.length > 0 && (
          <>
            <PasswordInput
              label={t('hub.shopifySecret')}
              description={t(hasSecret ? 'hub.shopifySecretKept' : 'hub.shopifySecretWhy')}
              autoComplete="off"
              error={problems.secret}
              value={wish.secret}
              visibilityToggleButtonProps={{ 'aria-label': t('door.showPassword') }}
              onChange={(event) => set({ secret: event.currentTarget.value })}
            />
            <CopyLine label={t('hub.shopifyProxy')} value={proxyUrl} />
          </>
        )}
      </section>
    </WishForm>
  )
}
