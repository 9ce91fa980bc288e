import type { View } from '../api.ts'
import { PersonIcon, SpamIcon, TrayIcon, UnassignedIcon, ViewIcon } from '../icons.tsx'

const icons: Record<string, typeof PersonIcon> = { mine: PersonIcon, all: TrayIcon, unassigned: UnassignedIcon, spam: SpamIcon }

/** The sign of a view: the standing ones have their own. */
export const iconOf = (view: Pick<View, 'id'>) => icons[view.id] ?? ViewIcon
