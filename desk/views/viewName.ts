import type { TFunction } from 'i18next'
import type { View } from '../api.ts'

/** A standing view is named by the screen's language, one's own view as its maker called it. */
export const viewName = (view: Pick<View, 'id' | 'name' | 'isStanding'>, t: TFunction): string =>
  view.isStanding ? t(`view.${view.id}`) : view.name
