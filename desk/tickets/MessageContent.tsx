/** What a message holds besides text and files: a place, contacts, a story, a choice, where the customer came from, what they pass on, a template. */
import { useTranslation } from 'react-i18next'
import { wordOr } from '../i18n.ts'
import { WarningIcon } from '../icons.tsx'
import styles from './content.module.css'
import type { Message } from './shapes.ts'

type Content = NonNullable<Message['content']>

export function MessageContent({ content, text }: { content: Content; text: string }) {
  const { t } = useTranslation()
  switch (content.kind) {
    case 'place': {
      const { latitude, longitude, name, address } = content
      const at = `${latitude},${longitude}`
      return (
        <div className={styles.content}>
          <b dir="auto">{name ?? t('ticket.content.place')}</b>
          {address && <span dir="auto">{address}</span>}
          <Outside href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}>
            {t('ticket.content.map', { at })}
          </Outside>
        </div>
      )
    }
    case 'contacts':
      return (
        <ul className={styles.contacts} aria-label={t('ticket.content.contacts')}>
          {content.people.map(({ name, phones, emails }) => (
            <li key={`${name} ${phones.join()} ${emails.join()}`} className={styles.content}>
              <b dir="auto">{name}</b>
              {phones.map((phone) => (
                <a key={phone} href={`tel:${phone.replace(/[^+\d]/g, '')}`}>
                  {phone}
                </a>
              ))}
              {emails.map((email) => (
                <a key={email} href={`mailto:${encodeURIComponent(email)}`}>
                  {email}
                </a>
              ))}
            </li>
          ))}
        </ul>
      )
    case 'story':
      return (
        <p className={styles.about}>
          {t(`ticket.content.story.${content.how}`)} {content.url && <Outside href={content.url}>{t('ticket.content.storyOpen')}</Outside>}
        </p>
      )
    case 'choice':
      return (
        <p className={styles.about}>
          {t('ticket.content.choice')} {content.title !== text && <b dir="auto">{content.title}</b>}
        </p>
      )
    case 'origin':
      return (
        <p className={styles.about}>
          {t('ticket.content.origin', { source: wordOr(`ticket.content.from.${content.source}`, t('ticket.content.from.other')) })}{' '}
          {content.title && <b dir="auto">{content.title}</b>}{' '}
          {content.url && <Outside href={content.url}>{t('ticket.content.open')}</Outside>}
        </p>
      )
    case 'shared':
      return (
        <p className={styles.about}>
          {t(`ticket.content.shared.${content.what}`)} {content.title && <b dir="auto">{content.title}</b>}{' '}
          {content.url && <Outside href={content.url}>{t('ticket.content.open')}</Outside>}
        </p>
      )
    case 'sticker':
      return <p className={styles.about}>{t('ticket.content.sticker')}</p>
    case 'template':
      return <p className={styles.about}>{t('ticket.content.template', { name: content.name, language: content.language })}</p>
    case 'unsupported':
      return (
        <p className={styles.kept}>
          <WarningIcon size={16} /> <span>{t('ticket.content.unsupported', { type: content.type })}</span>
        </p>
      )
  }
}

/** An address that a stranger sent is opened only when it is one of the web, in a page of its own. */
function Outside({ href, children }: { href: string; children: string }) {
  if (!/^https?:\/\//i.test(href)) return null
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}
