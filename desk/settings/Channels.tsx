/** The shop's own addresses on its channels: how each does, what it is set to, and connecting another. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api.ts'
import { useLive } from '../live.ts'
import { Connect } from './channels/Connect.tsx'
import { ConnectionCard } from './channels/ConnectionCard.tsx'
import { Sheet } from './Sheet.tsx'

export function Channels() {
  const { t } = useTranslation()
  useLive(['connections'])
  const { data: offered } = useQuery(api.connections.forms.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const { data, isPending } = useQuery(api.connections.list.queryOptions())
  const [openId, setOpenId] = useState<string>()
  const forms = offered?.forms ?? []
  return (
    <Sheet title={t('settings.channels')} why={t('channels.why')} isPending={isPending}>
      {data?.connections.length === 0 && <p className="quiet">{t('channels.none')}</p>}
      {data?.connections.map((connection) => {
        const form = forms.find(({ channel }) => channel === connection.channel)
        return (
          form && (
            <ConnectionCard
              key={connection.id}
              connection={connection}
              form={form}
              isOpen={openId === connection.id}
              onToggle={() => setOpenId(openId === connection.id ? undefined : connection.id)}
            />
          )
        )
      })}
      {forms.length > 0 && <Connect forms={forms} onConnected={setOpenId} />}
    </Sheet>
  )
}
