/** Every settings page, in their order. */
export const allPages = [
  'profile',
  'notifications',
  'shop',
  'email',
  'hub',
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
] as const
export type Page = (typeof allPages)[number]
