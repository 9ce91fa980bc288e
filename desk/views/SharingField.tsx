/** Whom a view is for: its maker alone, everyone, or chosen teams. */
import { MultiSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, type View } from '../api.ts'

type Sharing = Pick<View, 'isShared' | 'teamIds'>

export function SharingField({ value, onChange }: { value: Sharing; onChange: (value: Sharing) => void }) {
  const { t } = useTranslation()
  const teams = useQuery(api.teams.list.queryOptions()).data?.teams ?? []
  const [mode, setMode] = useState(value.isShared ? 'everyone' : value.teamIds.length > 0 ? 'teams' : 'me')
  return (
    <div>
      <SegmentedControl
        fullWidth
        aria-label={t('view.share')}
        value={mode}
        data={['me', 'everyone', 'teams'].map((one) => ({ value: one, label: t(`view.share.${one}`) }))}
        onChange={(chosen) => {
          setMode(chosen)
          onChange({ isShared: chosen === 'everyone', teamIds: chosen === 'teams' ? value.teamIds : [] })
        }}
      />
      {mode === 'teams' && (
        <MultiSelect
          mt="xs"
          searchable
          aria-label={t('view.teams')}
          placeholder={value.teamIds.length === 0 ? t('view.teamsWhich') : undefined}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={value.teamIds}
          onChange={(teamIds) => onChange({ isShared: false, teamIds })}
          nothingFoundMessage={t('palette.nothing')}
        />
      )}
      {mode !== 'me' && (
        <p className="quiet" style={{ margin: '8px 0 0' }}>
          {t('view.shareWhy')}
        </p>
      )}
    </div>
  )
}
