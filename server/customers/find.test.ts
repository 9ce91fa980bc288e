import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { findCustomers, findOrders } from './find.ts'

let database: Awaited<ReturnType<typeof openTestDatabase>>
beforeAll(async () => {
  database = await openTestDatabase()
  await sql`
    insert into customers (name, email) values ('Sofia Becker', 'sofia@mail.example'), ('Jürgen Müller', 'jm@mail.example'), ('Zoë Jansson', 'zoe@mail.example'), ('Li Wei', null);
    insert into identities (customer_id, kind, value) select id, 'email', email from customers where email is not null;
    insert into stores (name, kind, domain, currency) values ('Shop', 'shopify', 'shop.example', 'EUR');
    insert into orders (store_id, customer_id, external_id, number, status, currency, total, placed_at)
      select s.id, c.id, '1', '#20391', 'fulfilled', 'EUR', 20, now() from stores s, customers c where c.name = 'Zoë Jansson'`.execute(
    database.db,
  )
})
afterAll(() => database.close())

test.each([
  ['Sofia Becker', 'Sofia Becker'],
  ['becker', 'Sofia Becker'],
  ['bekcer', 'Sofia Becker'],
  ['mueller', 'Jürgen Müller'],
  ['muler', 'Jürgen Müller'],
  ['jonsson', 'Zoë Jansson'],
  ['zoe', 'Zoë Jansson'],
  ['jm@', 'Jürgen Müller'],
])('a customer is found by “%s”', async (typed, name) => {
  expect((await findCustomers(database.db, typed, 5))[0]?.name).toBe(name)
})

test('nobody is found by what is nothing like a name, nor by signs of patterns', async () => {
  expect(await findCustomers(database.db, 'xylophone', 5)).toEqual([])
  expect(await findCustomers(database.db, '%@', 5)).toEqual([])
})

test('an order is found by how its number begins, with or without its sign', async () => {
  for (const typed of ['#20391', '20391', '203'])
    expect(await findOrders(database.db, typed, 5)).toMatchObject([{ number: '#20391', customer: { name: 'Zoë Jansson' } }])
  expect(await findOrders(database.db, '391', 5)).toEqual([])
  expect(await findOrders(database.db, '%%%1', 5)).toEqual([])
})

test('a name that is changed is found by its new words, and each word typed must be in the name', async () => {
  await sql`update customers set name = 'Wei Kowalczyk' where name = 'Li Wei'`.execute(database.db)
  expect((await findCustomers(database.db, 'kowalcyzk', 5)).map(({ name }) => name)).toEqual(['Wei Kowalczyk'])
  expect(await findCustomers(database.db, 'sofia kowalczyk', 5)).toEqual([])
})

test('letters that no accent makes are found as they are typed elsewhere', async () => {
  await sql`insert into customers (name) values ('Ragnhild Østergård'), ('Łukasz Groß'), ('Þóra Æsudóttir')`.execute(database.db)
  const names = async (typed: string) => (await findCustomers(database.db, typed, 5)).map(({ name }) => name)
  expect(await names('ragnhild ostergord')).toEqual(['Ragnhild Østergård'])
  expect(await names('lukasz gross')).toEqual(['Łukasz Groß'])
  expect(await names('thora aesudottir')).toEqual(['Þóra Æsudóttir'])
})
