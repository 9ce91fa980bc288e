/** Every settings page, in their order. */
export const allPages = [
  'profile',
  'notifications',
  'shop',
  'channels',
  'email',
  'hub',
  'faqs',
  'team',
  'teams',
  'hours',
  'tags',
  'macros',
  'views',
  'rules',
  'blocked',
  'model',
  'keys',
  'audit',
  'ledger',
] as const
export type Page = (typeof allPages)[number]
