/** The agent at this desk: online or away, and what is set per person. */
import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CheckIcon, KeyboardIcon, MoonIcon, PersonIcon, SignOutIcon, SunIcon } from '../icons.tsx'
import { initials } from '../initials.ts'
import { signOut, useMe } from '../session.ts'
import { setAvailability } from './availability.ts'
import styles from './Navigation.module.css'
import { closeNavigation } from './NavigationDrawer.tsx'

const schemes = ['auto', 'light', 'dark'] as const

export function Myself({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const isOnline = me.availability === 'online'
  return (
    <div className={styles.myself}>
      <Menu position="top-start" width={208} withinPortal={false}>
        <Menu.Target>
          <UnstyledButton className={styles.link} style={{ minWidth: 0, flex: 1 }}>
            <span className="initials" aria-hidden="true">
              {initials(me.name)}
            </span>
            <span className={styles.name}>{me.name}</span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me.email}</Menu.Label>
          <Menu.Item
            leftSection={<PersonIcon size={16} />}
            onClick={() => {
              closeNavigation()
              navigate({ to: '/settings/{-$page}', params: { page: 'profile' } })
            }}
          >
            {t('settings.profile')}
          </Menu.Item>
          <Menu.Item leftSection={<KeyboardIcon size={16} />} onClick={onKeys}>
            {t('keys.title')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('theme.title')}</Menu.Label>
          {schemes.map((scheme) => (
            <Menu.Item
              key={scheme}
              onClick={() => setColorScheme(scheme)}
              leftSection={scheme === 'dark' ? <MoonIcon size={16} /> : <SunIcon size={16} />}
              rightSection={colorScheme === scheme && <CheckIcon size={16} />}
            >
              {t(`theme.${scheme}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<SignOutIcon size={16} />} onClick={signOut}>
            {t('session.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <UnstyledButton
        className={styles.availability}
        role="switch"
        aria-checked={isOnline}
        aria-label={t('availability.label')}
        title={t('availability.label')}
        onClick={() => setAvailability(isOnline ? 'away' : 'online')}
      >
        {t(isOnline ? 'availability.online' : 'availability.away')}
      </UnstyledButton>
    </div>
  )
}
