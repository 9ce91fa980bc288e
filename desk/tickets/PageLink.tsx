/** The page of the shop on which somebody is; it opens beside the desk and hears nothing of it. */
import { useTranslation } from 'react-i18next'
import { pageName, safeUrl } from './chatTime.ts'

export function PageLink({ url, title }: { url: string; title: string }) {
  const { t } = useTranslation()
  const href = safeUrl(url)
  if (!href) return null
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" title={title ? `${title}\n${url}` : url} dir="ltr">
      {pageName(href)}
      <span className="forReaders"> ({t('ticket.chat.newTab')})</span>
    </a>
  )
}
