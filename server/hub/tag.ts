/** The script that a shop's page includes, with how the button is set up in it: the page asks nothing further, and nothing moves. */
import { readFile } from 'node:fs/promises'
import type { HubView } from '../../shared/hub.ts'
import { hubSetup } from '../channels/webchat/setup.ts'
import type { Db } from '../platform/db.ts'
import { readSetting } from '../platform/settings.ts'

/** The loader of `path`; it finds the set-up in its own tag. */
export async function writeTag(db: Db, path: string): Promise<string> {
  const { isEnabled, color, position } = await readSetting(db, hubSetup)
  const set = JSON.stringify({ isEnabled, color, position } satisfies Pick<HubView, 'isEnabled' | 'color' | 'position'>)
  return `document.currentScript?.setAttribute("data-set",${JSON.stringify(set)});${await readFile(path, 'utf8')}`
}
