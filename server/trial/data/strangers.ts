/** What else comes to a support address: advertising, and machines that answer. */

export interface Stranger {
  name: string
  email: string
  hoursAgo: number
  subject: string
  text: string
  /** Why it counts as automated, where it does. */
  automated?: string
}

export const strangers: Stranger[] = [
  {
    name: 'Growth Team',
    email: 'growth@rank-first.example',
    hoursAgo: 6,
    subject: 'First page of search results in 14 days GUARANTEED',
    text: 'Dear website owner,\n\nWe noticed that your website does not rank. Our SEO experts bring you to the first page within 14 days, guaranteed. 5000 backlinks for only $99, limited offer! Click here to claim your free audit: https://rank-first.example/audit\n\nUnsubscribe here.',
  },
  {
    name: 'Mr. Adams',
    email: 'transfer@private-bank.example',
    hoursAgo: 38,
    subject: 'CONFIDENTIAL business proposal',
    text: 'Dear Sir or Madam,\n\nI am the manager of a bank and have an unclaimed sum of 14,500,000 US dollars. I seek your assistance to transfer this money to your account; you will keep 40 percent. Send me your full name, bank account and phone number urgently. This is 100% risk free.',
  },
  {
    name: 'Lucky Casino',
    email: 'win@lucky-casino.example',
    hoursAgo: 61,
    subject: 'You have won 500 free spins!!!',
    text: 'CONGRATULATIONS! You have been selected to receive 500 FREE SPINS and a 200% bonus. Act now, this offer expires in 24 hours. Click here to claim your prize: http://lucky-casino.example/win',
  },
  {
    name: 'Wholesale masks',
    email: 'sales@bulk-supplier.example',
    hoursAgo: 85,
    subject: 'Best price factory direct wholesale',
    text: 'Hello dear, we are leading manufacturer of bags, LED lamp and phone case. Best price, factory direct, MOQ 100 pcs. Please kindly check our catalog and send me your WhatsApp. Buy now and get 30% discount!',
  },
  {
    name: 'Ruth Calloway',
    email: 'ruth.calloway@post.example',
    hoursAgo: 32.8,
    subject: 'Automatic reply: Skip one box in December?',
    automated: 'auto-reply',
    text: 'Thank you for your message. I am away until the third of the month and read my mail now and then.\n\nRuth Calloway',
  },
  {
    name: 'Mail Delivery System',
    email: 'mailer-daemon@mx.post.example',
    hoursAgo: 49,
    subject: 'Undelivered Mail Returned to Sender',
    automated: 'bounce',
    text: 'This is the mail system at host mx.post.example.\n\nYour message could not be delivered to one or more recipients: the mailbox is full.',
  },
]
