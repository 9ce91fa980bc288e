import { expect, test } from 'vitest'
import { clicksIn } from './clicks.ts'

const at = new Date('2026-11-22T10:00:00Z')
const sid = `SM${'b'.repeat(32)}`

test('a click is read in each way that Twilio tells it: by form, by JSON, and by an event stream', () => {
  const form = { event_type: 'click', sms_sid: sid, link: 'https://nordvik.example/spring', click_time: '2026-11-22T09:59:00Z' }
  const clicked = { kind: 'clicked', externalId: sid, url: 'https://nordvik.example/spring', at: new Date(form.click_time) }
  expect(clicksIn(Buffer.from(''), form, at)).toEqual([clicked])
  expect(clicksIn(Buffer.from(JSON.stringify(form)), {}, at)).toEqual([clicked])
  const event = {
    type: 'com.twilio.daptbt.link-shortening.link-clicked',
    data: { messageSid: sid, link: form.link, clickTime: form.click_time },
  }
  expect(clicksIn(Buffer.from(JSON.stringify([event, event])), {}, at)).toEqual([clicked, clicked])
})

test('what is no click is none: a text, a receipt, a link that is no address, a time that lies ahead', () => {
  expect(clicksIn(Buffer.from('Body=hi'), { Body: 'hi', MessageSid: sid }, at)).toEqual([])
  expect(clicksIn(Buffer.from('{not json'), {}, at)).toEqual([])
  const click = { EventType: 'click', SmsSid: sid, Link: 'javascript:alert(1)' }
  expect(clicksIn(Buffer.from(''), click, at)).toEqual([])
  const late = { ...click, Link: 'https://nordvik.example', ClickTime: '2027-01-01T00:00:00Z' }
  expect(clicksIn(Buffer.from(''), late, at)).toMatchObject([{ at }])
})
