/** The hub itself, in a frame, as it would be for a signed-in shopper; it asks nothing and sends nothing. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shown, ToHub, ToLoader } from '../../../hub/protocol.ts'
import { type Answers, api, type Me } from '../../api.ts'
import styles from './hub.module.css'

type Settings = Answers['settings']['hub']['get']
interface Props {
  look: Pick<Settings, 'isEnabled' | 'tabs' | 'loginStatus' | 'color' | 'position' | 'texts' | 'privacyUrl' | 'termsUrl'>
  logoUrl: string | null
  language: Me['language']
}

export function HubPreview({ look, logoUrl, language }: Props) {
  const { t } = useTranslation()
  // Whether the shop is open now, and when it is again, as its shoppers are told.
  const now = useQuery(api.hub.settings.queryOptions({ input: { language } })).data
  const frame = useRef<HTMLIFrameElement>(null)
  const { texts, ...rest } = look
  const { greeting, welcome } = texts[language]
  const shown = JSON.stringify({
    ...rest,
    language,
    logoUrl,
    greeting,
    welcome,
    shopName: now?.shopName ?? '',
    hasFaqs: false,
    isOpen: now?.isOpen ?? true,
    opensAt: now?.opensAt ?? null,
    timeZone: now?.timeZone ?? 'UTC',
  } satisfies Shown)
  useEffect(() => {
    const show = () => {
      const message: ToHub = { warmline: 'preview', view: JSON.parse(shown) }
      frame.current?.contentWindow?.postMessage(message, location.origin)
    }
    const hear = ({ source, origin, data }: MessageEvent<ToLoader>) => {
      if (origin === location.origin && source === frame.current?.contentWindow && data.warmline === 'ready') show()
    }
    addEventListener('message', hear)
    show()
    return () => removeEventListener('message', hear)
  }, [shown])
  return (
    <aside className={styles.preview} aria-label={t('hub.preview')} data-off={look.isEnabled ? undefined : true}>
      <p className="quiet">{look.isEnabled ? t('hub.preview') : t('hub.previewOff')}</p>
      <iframe
        key={language}
        ref={frame}
        title={t('hub.preview')}
        src={`/hub/#${new URLSearchParams({ parent: location.origin, lang: language, preview: '1' })}`}
      />
    </aside>
  )
}
