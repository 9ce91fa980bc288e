import { expect, test } from 'vitest'
import { writeSetting } from '../platform/settings.ts'
import { demoSignIns } from './firstRun.ts'
import { openTeam, password } from './fixture.ts'

test('whoever comes first becomes the owner, and nobody after them', async () => {
  const team = await openTeam()
  try {
    expect(await team.as().start.state()).toEqual({ hasOwner: false, isDemo: false, demoSignIns: [] })
    const results = await Promise.allSettled(
      [1, 2, 3].map((n) => team.as().start.owner({ name: `Owner ${n}`, email: `owner${n}@shop.example`, password })),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await team.as().start.state()).toMatchObject({ hasOwner: true })
    await expect(team.as().start.owner({ name: 'Late', email: 'late@shop.example', password })).rejects.toMatchObject({ code: 'CONFLICT' })
    const { rows } = await team.platform.pool.query('select role from agents')
    expect(rows).toEqual([{ role: 'owner' }])
  } finally {
    await team.close()
  }
})

test('the demo’s passwords are told in the demo and nowhere else', async () => {
  const team = await openTeam()
  try {
    const signIns = [{ name: 'Olga', email: 'olga@demo.example', password, role: 'owner' as const }]
    await writeSetting(team.platform.db, demoSignIns, { signIns })
    expect((await team.as().start.state()).demoSignIns).toEqual([])
    team.platform.config = { ...team.platform.config, isDemo: true }
    expect(await team.as().start.state()).toMatchObject({ isDemo: true, demoSignIns: signIns })
  } finally {
    await team.close()
  }
})
