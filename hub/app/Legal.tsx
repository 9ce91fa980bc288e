/** The shop's privacy policy and terms, before anything is written. */
import type { SentView } from './api.ts'
import { words } from './said.ts'

export function Legal({ settings: { privacyUrl, termsUrl } }: { settings: SentView }) {
  if (!privacyUrl && !termsUrl) return null
  return (
    <p class="welcome legal">
      {privacyUrl && (
        <a href={privacyUrl} target="_blank" rel="noopener noreferrer">
          {words.privacy}
        </a>
      )}
      {privacyUrl && termsUrl && ' · '}
      {termsUrl && (
        <a href={termsUrl} target="_blank" rel="noopener noreferrer">
          {words.terms}
        </a>
      )}
    </p>
  )
}
