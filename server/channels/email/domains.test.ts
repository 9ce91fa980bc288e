import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectAddress } from '../../../test/mailboxes.ts'
import { startMailSink } from '../../../test/mailSink.ts'
import { openTestPlatform } from '../../../test/platform.ts'
import type { Platform } from '../../platform/platform.ts'
import { email, writeSetting } from '../../platform/settings.ts'
import { recordOf } from './dkim.ts'
import { describeDomains, keyOf, makeDomainKey, turnDomainKey } from './domains.ts'
import { checkRecords } from './records.ts'
import { changeEmail } from './settings.ts'
import { sendTestMail } from './testMail.ts'

let sink: Awaited<ReturnType<typeof startMailSink>>
let opened: Awaited<ReturnType<typeof openTestPlatform>>
let platform: Platform
let agentId: string
/** What DNS knows, by type and name; 'away': it does not answer. */
let dns: Record<string, string[] | 'away'>
beforeAll(async () => {
  sink = await startMailSink()
  opened = await openTestPlatform({ smtpUrl: sink.url })
  platform = {
    ...opened.platform,
    askDns: async (name, type) => {
      const known = dns[`${type} ${name}`]
      if (known === 'away') throw Object.assign(new Error('timeout'), { code: 'ETIMEOUT' })
      if (!known) throw Object.assign(new Error('nothing'), { code: 'ENOTFOUND' })
      if (type === 'TXT') return known.map((text) => text.match(/.{1,255}/g) ?? [])
      return type === 'MX' ? known.map((exchange): string[] => Object.assign([], { exchange, priority: 10 })) : known
    },
  }
  const owner = { name: 'Ada', email: 'ada@shop.example' }
  agentId = (await platform.db.insertInto('agents').values(owner).returning('id').executeTakeFirstOrThrow()).id
})
beforeEach(async () => {
  dns = {}
  sink.mails.length = 0
  await platform.db.deleteFrom('connections').execute()
  await writeSetting(platform.db, email, email.initial)
})
afterAll(async () => {
  await opened.close()
  await sink.close()
})

const setAddress = (address = 'support@shop.example') => changeEmail(platform, { address, name: 'Jolt' })
const at = (smtpUrl: string | undefined): Platform => ({ ...platform, config: { ...platform.config, smtpUrl } })
const check = async (smtpUrl: string | undefined = 'smtp://mail.shop.example') =>
  Object.fromEntries((await checkRecords(at(smtpUrl), 'shop.example')).map((one) => [one.kind, one]))

test('there is no domain before there is an address, and a stranger’s is none of ours', async () => {
  expect(await describeDomains(platform)).toEqual([])
  await setAddress()
  await expect(makeDomainKey(platform, 'other.example')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(checkRecords(platform, 'other.example')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(turnDomainKey(platform, 'shop.example', true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('each domain has one key of its own, however many addresses it has', async () => {
  await setAddress()
  await connectAddress(platform, 'orders@shop.example')
  await connectAddress(platform, 'help@brand.example')
  await makeDomainKey(platform, 'Brand.example')
  await makeDomainKey(platform, 'shop.example')
  const first = await keyOf(platform, 'brand.example')
  expect(await turnDomainKey(platform, 'brand.example', true)).toMatchObject({ domain: 'brand.example', isSigned: true })
  expect(await describeDomains(platform)).toEqual([
    { domain: 'shop.example', addresses: ['support@shop.example', 'orders@shop.example'], hasKey: true, isSigned: false },
    { domain: 'brand.example', addresses: ['help@brand.example'], hasKey: true, isSigned: true },
  ])
  // A new one takes the place of the old one, and waits until it is published.
  expect(await makeDomainKey(platform, 'brand.example')).toMatchObject({ isSigned: false })
  expect((await keyOf(platform, 'brand.example'))?.publicKey).not.toBe(first?.publicKey)
})

test('a key is kept sealed, signs only once it is turned on, and fits the record that we show', async () => {
  await setAddress()
  await makeDomainKey(platform, 'shop.example')
  expect(JSON.stringify(await platform.db.selectFrom('settings').selectAll().execute())).not.toContain('PRIVATE KEY')
  await sendTestMail(platform, agentId)
  expect(sink.mails[0]?.text).not.toContain('DKIM-Signature')
  await turnDomainKey(platform, 'shop.example', true)
  await sendTestMail(platform, agentId)
  const key = await keyOf(platform, 'shop.example')
  const record = key && recordOf(key)
  const resolver = async (name: string) => (name === record?.name ? [[record.value]] : [])
  const { results } = await dkimVerify(sink.mails[1]?.text ?? '', { resolver })
  expect(results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([['pass', 'shop.example']])
  // Nothing is signed for a domain that the address is not of.
  await setAddress('help@other.example')
  await sendTestMail(platform, agentId)
  expect(sink.mails[2]?.text).not.toContain('DKIM-Signature')
})

test('of an empty domain every record is told, with what to set', async () => {
  await setAddress()
  expect(await check()).toMatchObject({
    spf: { name: 'shop.example', state: 'todo', code: 'spf_missing', wished: 'v=spf1 a:mail.shop.example ~all', found: [] },
    dkim: { name: 'warmline._domainkey.shop.example', state: 'todo', code: 'dkim_no_key', wished: null },
    dmarc: { name: '_dmarc.shop.example', code: 'dmarc_missing', wished: 'v=DMARC1; p=none; rua=mailto:support@shop.example' },
    mx: { type: 'MX', state: 'bad', code: 'mx_missing', wished: null },
  })
})

test('a domain that has it all is good, whatever else stands there', async () => {
  await setAddress()
  await makeDomainKey(platform, 'shop.example')
  await turnDomainKey(platform, 'shop.example', true)
  const key = await keyOf(platform, 'shop.example')
  dns = {
    'TXT shop.example': ['google-site-verification=abc', 'v=spf1 include:_spf.host.example -all'],
    'TXT _spf.host.example': ['v=spf1 ip4:203.0.113.0/24 -all'],
    'A mail.shop.example': ['203.0.113.7'],
    'TXT warmline._domainkey.shop.example': [`v=DKIM1;p= ${key?.publicKey.slice(0, 200)} ${key?.publicKey.slice(200)} ; t=s`],
    'TXT _dmarc.shop.example': ['v=DMARC1; p=reject'],
    'MX shop.example': ['mx.shop.example'],
  }
  const records = await check()
  expect(Object.values(records).map(({ code, state }) => [code, state])).toEqual([
    ['spf_good', 'good'],
    ['dkim_good', 'good'],
    ['dmarc_good', 'good'],
    ['mx_good', 'good'],
  ])
  expect(records.spf?.found).toEqual(['v=spf1 include:_spf.host.example -all'])
})

test.each<[string, string[], string, string | null]>([
  ['another server', ['v=spf1 ip4:198.51.100.1 -all'], 'spf_without_server', 'v=spf1 a:mail.shop.example ip4:198.51.100.1 -all'],
  ['two records', ['v=spf1 -all', 'v=spf1 a ~all'], 'spf_several', null],
  ['everybody', ['v=spf1 a +all'], 'spf_open', 'v=spf1 a ~all'],
  ['a record that leads in a circle', ['v=spf1 include:shop.example -all'], 'spf_broken', null],
])('SPF that names %s is bad', async (_what, texts, code, wished) => {
  await setAddress()
  dns = { 'TXT shop.example': texts, 'A mail.shop.example': ['203.0.113.7'] }
  expect((await check()).spf).toMatchObject({ state: 'bad', code, wished })
})

test('the services that one sends by are known by what they ask for', async () => {
  await setAddress()
  dns = { 'TXT shop.example': ['v=spf1 include:_spf.google.com ~all'] }
  expect((await check('smtps://smtp.gmail.com')).spf).toMatchObject({ code: 'spf_good' })
  expect((await check('smtp://smtp.office365.com:587')).spf).toMatchObject({
    code: 'spf_without_server',
    wished: 'v=spf1 include:spf.protection.outlook.com include:_spf.google.com ~all',
  })
  expect((await checkRecords(at(undefined), 'shop.example'))[0]).toMatchObject({ code: 'spf_no_server', wished: null })
})

test('DKIM: another key, none yet, published and not yet on, and on before it is published', async () => {
  await setAddress()
  await makeDomainKey(platform, 'shop.example')
  const name = 'TXT warmline._domainkey.shop.example'
  const key = await keyOf(platform, 'shop.example')
  const wished = `v=DKIM1; k=rsa; p=${key?.publicKey}`
  expect((await check()).dkim).toMatchObject({ code: 'dkim_missing', state: 'todo', wished })
  dns = { [name]: ['v=DKIM1; k=rsa; p=MIIBIjANother'] }
  expect((await check()).dkim).toMatchObject({ code: 'dkim_other', wished })
  dns = { [name]: [wished] }
  expect((await check()).dkim).toMatchObject({ code: 'dkim_ready', state: 'todo' })
  await turnDomainKey(platform, 'shop.example', true)
  dns = {}
  expect((await check()).dkim).toMatchObject({ code: 'dkim_on_too_early', state: 'bad', wished })
})

test.each([
  [['v=DMARC1; p=none'], 'dmarc_watching', 'good'],
  [['v=DMARC1; p=reject'], 'dmarc_refuses_ours', 'bad'],
  [['v=DMARC1; rua=mailto:a@b.example'], 'dmarc_broken', 'bad'],
  [['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'dmarc_several', 'bad'],
])('DMARC %j is %s', async (texts, code, state) => {
  await setAddress()
  dns = { 'TXT _dmarc.shop.example': texts }
  expect((await check()).dmarc).toMatchObject({ code, state })
})

test('where DNS does not answer nothing is claimed', async () => {
  await setAddress()
  dns = {
    'TXT shop.example': 'away',
    'TXT _dmarc.shop.example': 'away',
    'MX shop.example': 'away',
    'TXT warmline._domainkey.shop.example': 'away',
  }
  expect(Object.values(await check()).map(({ code, state, wished }) => [code, state, wished])).toEqual(
    Array(4).fill(['no_answer', 'unknown', null]),
  )
})
