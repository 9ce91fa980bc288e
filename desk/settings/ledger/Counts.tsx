/** How many payloads of each channel came to which end. */
import { useTranslation } from 'react-i18next'
import type { Answers } from '../../api.ts'
import { channelIcons } from '../../icons.tsx'
import { amount } from '../../time.ts'
import styles from './ledger.module.css'

type Count = Answers['ledger']['summary']['counts'][number]

export function Counts({ counts }: { counts: Count[] }) {
  const { t } = useTranslation()
  if (counts.length === 0) return <p className="quiet">{t('ledger.nothing')}</p>
  const channels = [...new Set(counts.map(({ channel }) => channel))]
  return (
    <ul className={styles.channels}>
      {channels.map((channel) => {
        const own = counts.filter((one) => one.channel === channel)
        const Sign = channelIcons[channel]
        return (
          <li key={channel}>
            <h3>
              <Sign size={18} /> {t(`channel.${channel}`)}
              <span className="quiet">{amount(own.reduce((sum, { count }) => sum + count, 0))}</span>
            </h3>
            <dl>
              {own
                .toSorted((a, b) => b.count - a.count)
                .map(({ state, count }) => (
                  <div key={state} data-state={state}>
                    <dt>{t(`ledger.state.${state}`)}</dt>
                    <dd>{amount(count)}</dd>
                  </div>
                ))}
            </dl>
          </li>
        )
      })}
    </ul>
  )
}
