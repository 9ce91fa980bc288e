/** FAQs: what shoppers ask again and again, answered once in each language (R56 to R58, D11). */
import { z } from 'zod'
import { managers, mayCall, team } from './who.ts'
import { ScreenLanguage } from './words.ts'

/** A language without a text: it is not shown in that one. */
const FaqTexts = z.partialRecord(
  ScreenLanguage,
  z.object({ question: z.string().trim().min(1).max(300), answer: z.string().trim().min(1).max(5000) }),
)
export type FaqTexts = z.infer<typeof FaqTexts>
const Names = z.partialRecord(ScreenLanguage, z.string().trim().min(1).max(80))

const FaqCategory = z.object({ id: z.uuid(), names: Names })
export type FaqCategory = z.infer<typeof FaqCategory>

export const Faq = z.object({
  id: z.uuid(),
  categoryId: z.uuid().nullable(),
  /** A draft is seen by the team alone. */
  isPublished: z.boolean(),
  texts: FaqTexts,
  /** How often it was picked in the last 30 days, and how often it was said then that it helped, or did not. */
  picks: z.number().int(),
  helped: z.number().int(),
  notHelped: z.number().int(),
  updatedAt: z.coerce.date(),
})
export type Faq = z.infer<typeof Faq>

/** Both in the order in which shoppers see them; FAQs without a category come last. */
const FaqList = z.object({ categories: z.array(FaqCategory), faqs: z.array(Faq) })
export type FaqList = z.infer<typeof FaqList>

const ById = z.object({ id: z.uuid() })
const NewFaq = z.object({ categoryId: z.uuid().nullable().default(null), isPublished: z.boolean().default(false), texts: FaqTexts })

export const faqs = {
  list: mayCall(team).route({ method: 'GET', path: '/faqs', summary: 'All FAQs and their categories, drafts too' }).output(FaqList),
  create: mayCall(managers)
    .route({ method: 'POST', path: '/faqs', summary: 'Write an FAQ; it stands last in its category', successStatus: 201 })
    .input(NewFaq)
    .output(Faq),
  change: mayCall(managers)
    .route({ method: 'PATCH', path: '/faqs/{id}', summary: 'Change an FAQ; `texts` are given whole' })
    .input(ById.extend({ categoryId: z.uuid().nullable().optional(), isPublished: z.boolean().optional(), texts: FaqTexts.optional() }))
    .output(Faq),
  remove: mayCall(managers).route({ method: 'DELETE', path: '/faqs/{id}', summary: 'Remove an FAQ' }).input(ById).output(ById),
  arrange: mayCall(managers)
    .route({ method: 'PUT', path: '/faqs/order', summary: 'Put categories and FAQs in order; what is not named keeps its place behind' })
    .input(
      z.object({
        categoryIds: z.array(z.uuid()).max(100).default([]),
        faqs: z
          .array(z.object({ id: z.uuid(), categoryId: z.uuid().nullable() }))
          .max(500)
          .default([]),
      }),
    )
    .output(FaqList),
  createCategory: mayCall(managers)
    .route({ method: 'POST', path: '/faq-categories', summary: 'Make a category', successStatus: 201 })
    .input(z.object({ names: Names }))
    .output(FaqCategory),
  changeCategory: mayCall(managers)
    .route({ method: 'PATCH', path: '/faq-categories/{id}', summary: 'Name a category anew' })
    .input(ById.extend({ names: Names }))
    .output(FaqCategory),
  removeCategory: mayCall(managers)
    .route({ method: 'DELETE', path: '/faq-categories/{id}', summary: 'Remove a category; its FAQs stay, without one' })
    .input(ById)
    .output(ById),
}
