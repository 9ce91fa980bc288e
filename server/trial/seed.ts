/**
 * Fills the demo on the first start: a shop with its team, customers, orders and a few days of tickets in four languages,
 * each taken in, read, routed, answered and closed by the code that does it for real ones. No mail leaves meanwhile.
 */
import { sql } from 'kysely'
import { notificationKinds } from '../../shared/notifications.ts'
import { createCategory, createFaq } from '../hub/faqs.ts'
import { type Db, inTransaction, type Tx } from '../platform/db.ts'
import type { Platform } from '../platform/platform.ts'
import { email, readSetting, shop, writeSetting } from '../platform/settings.ts'
import type { Auth } from '../team/auth.ts'
import { demoSignIns } from '../team/firstRun.ts'
import { createMacro } from '../tickets/macros.ts'
import { changeShopSignature } from '../tickets/signature.ts'
import { createRule } from '../triage/rules.ts'
import { seedTags } from '../triage/tags.ts'
import { createView } from '../views/saved.ts'
import { demoFaqs } from './data/faqs.ts'
import { demoMacros, demoSignature } from './data/macros.ts'
import type { DemoTicket } from './data/shapes.ts'
import { strangers } from './data/strangers.ts'
import { addressOf, demoAgents, demoPassword } from './data/team.ts'
import { english } from './data/tickets.en.ts'
import { spanish } from './data/tickets.es.ts'
import { dutch } from './data/tickets.nl.ts'
import { fromPhones } from './data/tickets.phones.ts'
import { swedish } from './data/tickets.sv.ts'
import { openTrialMailer } from './mailbox.ts'
import { fillPeople, type People } from './people.ts'
import { connectPhones, forgetPhones, pointAtFakes } from './phones/connect.ts'
import type { Phones } from './phones/phones.ts'
import { play, type Writer } from './play.ts'
import { trialState } from './state.ts'

/** Fills an empty installation and says so, and the sign-ins; what holds a shop already is left alone. */
export async function seedDemo(platform: Platform, auth: Auth, phones: Phones, say: (line: string) => void): Promise<void> {
  const { state } = await readSetting(platform.db, trialState)
  if (state === 'filling') await empty(platform.db)
  if (state === 'filling' || (state === 'none' && (await isUnused(platform.db)))) {
    say('Filling the demo shop.')
    await fill(platform, auth, phones)
  } else if (state === 'none') return
  const who = demoAgents.map(({ key, role }) => `  ${addressOf(key)} (${role})`)
  say([`The demo: sign in to the desk as one of these, each with the password ${demoPassword}:`, ...who].join('\n'))
}

/** Nobody has written to it, nobody works on it but the owner whom the environment names. */
async function isUnused(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isUnused: boolean }>`
    select not exists (select 1 from customers) and not exists (select 1 from tickets)
      and (select count(*) from agents) <= 1 as "isUnused"`.execute(db)
  return rows[0]?.isUnused ?? false
}

/** Takes away what a start left half filled that was ended in the middle. */
async function empty(db: Db): Promise<void> {
  await sql`truncate tickets, customers, stores, trial_mails, payloads, rules, views, macros, faqs, faq_categories cascade`.execute(db)
  await db
    .deleteFrom('agents')
    .where(
      'email',
      'in',
      demoAgents.map(({ key }) => addressOf(key)),
    )
    .execute()
  await forgetPhones(db)
}

async function fill(given: Platform, auth: Auth, phones: Phones): Promise<void> {
  const from = { name: 'Nordvik', address: 'support@nordvik.example' }
  // Whatever is configured: the demo's past is read by the built-in model, and its mail stays here.
  const platform: Platform = {
    ...given,
    config: { ...given.config, llm: { provider: 'built-in' } },
    mailer: openTrialMailer(given.db),
  }
  const { db } = platform
  await writeSetting(db, trialState, { state: 'filling' })
  await writeSetting(db, shop, { name: 'Nordvik', language: 'en', timeZone: 'Europe/Stockholm' })
  await writeSetting(db, email, { ...from, keys: [] })
  const people = await fillPeople(platform, auth)
  // The demo's past is news to nobody, and no change of settings by anybody.
  const silence = JSON.stringify(Object.fromEntries(notificationKinds.map((kind) => [kind, []])))
  await sql`insert into notification_settings (agent_id, ways) select id, ${silence}::jsonb from agents`.execute(db)
  await inTransaction(db, seedTags)
  await fillRules(platform, people)
  await connectPhones(platform)
  await pointAtFakes(platform, phones)
  await fillTickets(platform, people, phones)
  await tellWhenUsed(db)
  await fillMacros(platform, people)
  await inTransaction(db, fillFaqs)
  await writeSetting(db, demoSignIns, {
    signIns: demoAgents.map(({ key, name, role }) => ({ name, role, email: addressOf(key), password: demoPassword })),
  })
  await db.deleteFrom('notificationSettings').execute()
  await writeSetting(db, trialState, { state: 'filled' })
  await sql`delete from audit where actor_kind = 'system'`.execute(db)
}

/** The past was played in a moment: what the connections say of their last messages is as those say it. */
async function tellWhenUsed(db: Db): Promise<void> {
  await sql`
    insert into connection_health as h (connection_id, last_in_at, last_out_at)
    select connection_id, max(sent_at) filter (where direction = 'in'), max(sent_at) filter (where direction = 'out')
    from messages where connection_id is not null group by connection_id
    on conflict (connection_id) do update set last_in_at = excluded.last_in_at, last_out_at = excluded.last_out_at`.execute(db)
}

async function fillRules({ db }: Platform, { agents, teams }: People): Promise<void> {
  const maja = agents.get('maja')?.id ?? ''
  await inTransaction(db, async (tx) => {
    await createRule(tx, maja, {
      name: 'Urgent goes to the senior team',
      filter: { all: [{ field: 'sentiment', operator: 'is', value: ['urgent'] }] },
      actions: [
        { action: 'assign_team', input: { teamId: teams.get('Seniors') } },
        { action: 'prioritise', input: { priority: 'urgent' } },
      ],
      isEnabled: true,
    })
    await createRule(tx, maja, {
      name: 'Negative and order value above 200 goes to the VIP team',
      filter: {
        all: [
          { field: 'sentiment', operator: 'is', value: ['negative'] },
          { field: 'order_value', operator: 'above', value: 200 },
        ],
      },
      actions: [
        { action: 'assign_team', input: { teamId: teams.get('VIP') } },
        { action: 'prioritise', input: { priority: 'high' } },
      ],
      isEnabled: true,
    })
    const viewer = { agentId: maja, role: 'owner' } as const
    await createView(tx, viewer, {
      name: 'Upset customers',
      filter: { all: [{ field: 'sentiment', operator: 'is', value: ['urgent', 'negative'] }] },
      sort: 'worst',
      isShared: true,
    })
    await createView(tx, viewer, {
      name: 'Promoters this week',
      filter: {
        all: [
          { field: 'sentiment', operator: 'is', value: ['promoter'] },
          { field: 'age', operator: 'below', value: 7 * 24 },
        ],
      },
      sort: 'newest',
      isShared: true,
    })
  })
}

async function fillMacros({ db }: Platform, { agents }: People): Promise<void> {
  const user = { agentId: agents.get('maja')?.id ?? '', role: 'owner' } as const
  await inTransaction(db, async (tx) => {
    for (const macro of demoMacros) await createMacro(tx, user, { ...macro, isShared: true })
    await changeShopSignature(tx, demoSignature)
  })
}

async function fillFaqs(tx: Tx): Promise<void> {
  for (const { names, faqs } of demoFaqs) {
    const { id: categoryId } = await createCategory(tx, names)
    for (const { texts, isPublished = true } of faqs) await createFaq(tx, { categoryId, isPublished, texts })
  }
}

/** So many tickets are played side by side; those of one customer one after the other. */
const lanes = 8

async function fillTickets(platform: Platform, people: People, phones: Phones): Promise<void> {
  const known: { ticket: DemoTicket; writer: Writer }[] = [...english, ...dutch, ...spanish, ...swedish, ...fromPhones].map((ticket) => {
    const customer = people.customers.get(ticket.customer)
    if (!customer) throw new Error(`the demo has no customer ${ticket.customer}`)
    return { ticket, writer: { name: customer.name, email: customer.email, customer } }
  })
  const others: typeof known = strangers.map(({ name, email, hoursAgo, subject, text, automated }) => ({
    ticket: { customer: '', channel: 'email', hoursAgo, subject, automated, steps: [['in', 0, text]] },
    writer: { name, email },
  }))
  const queue = [...known, ...others].sort((one, other) => other.ticket.hoursAgo - one.ticket.hoursAgo)
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(platform.db)
  const clockAhead = (rows[0]?.now.getTime() ?? Date.now()) - Date.now()
  const busy = new Map<string, Promise<void>>()
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { ticket, writer } = next
      const playing = (busy.get(writer.email) ?? Promise.resolve()).then(() =>
        play(platform, { people, phones, clockAhead }, ticket, writer),
      )
      busy.set(writer.email, playing)
      await playing
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
}
