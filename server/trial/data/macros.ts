/** What the demo's team has written down to use again. */
import type { ActionCall } from '../../../shared/triage.ts'

export const demoSignature = '<p>Kind regards,<br>{{ agent.first_name }} from {{ shop.name }}</p>'

export const demoMacros: { name: string; html: string; actions: ActionCall[] }[] = [
  {
    name: 'Where is my parcel',
    html: '<p>Hi {{ customer.first_name }},</p><p>your order <strong>{{ order.number }}</strong> is on its way with {{ order.carrier }}. You can follow it with this number: {{ order.tracking_number }}.</p>',
    actions: [{ action: 'tag', input: { tags: ['shipping'] } }],
  },
  {
    name: 'Refund promised',
    html: '<p>Hi {{ customer.first_name }},</p><p>we are sorry about this. We return the {{ order.total }} for {{ order.number }} today; your bank shows it within three working days.</p>',
    actions: [
      { action: 'tag', input: { tags: ['refund'] } },
      { action: 'note', input: { text: 'Refund promised: to be made in the shop today.' } },
      { action: 'close', input: {} },
    ],
  },
  {
    name: 'Ask for a photo',
    html: '<p>Hi {{ customer.first_name | default: "there" }},</p><p>could you send us a photo of it, and one of the label on the parcel? Then we can put it right at once.</p>',
    actions: [{ action: 'snooze', input: { hours: 48 } }],
  },
  { name: 'Look again tomorrow', html: '', actions: [{ action: 'snooze', input: { hours: 24 } }] },
]
