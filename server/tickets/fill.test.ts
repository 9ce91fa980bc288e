import { expect, test } from 'vitest'
import { cleanTemplate, fill, problemOf, unfilledIn } from './fill.ts'

const values = new Map([
  ['customer.first_name', 'Ana'],
  ['customer.name', 'Ana <b>Ruiz</b> & Söhne'],
  ['order.number', '1042'],
  ['order.tracking_url', 'https://track.example/?a=1&b=2'],
])

test('variables are filled in, and what a customer is called is text and no HTML', () => {
  expect(fill('<p>Hi {{ customer.first_name }}</p>', values)).toEqual({ html: '<p>Hi Ana</p>', missing: [] })
  expect(fill('<p>{{customer.name}}</p>', values).html).toBe('<p>Ana &lt;b&gt;Ruiz&lt;/b&gt; &amp; Söhne</p>')
})

test('a variable without a value stays as written, marked and named', () => {
  const { html, missing } = fill('<p>Parcel {{ order.tracking_number }} of {{ order.number }}</p>', values)
  expect(html).toBe('<p>Parcel <mark data-missing="order.tracking_number">{{ order.tracking_number }}</mark> of 1042</p>')
  expect(missing).toEqual(['order.tracking_number'])
  expect(unfilledIn(html)).toEqual(['order.tracking_number'])
})

test('a default stands in for what is missing, and a condition asks for it', () => {
  expect(fill('{{ customer.city | default: "your town" }}', values)).toEqual({ html: 'your town', missing: [] })
  const template = '{% if order.tracking_number %}It is {{ order.tracking_number }}{% else %}No number yet{% endif %}'
  expect(fill(template, values)).toEqual({ html: 'No number yet', missing: [] })
  expect(fill('{% if order.number %}{{ order.carrier }}{% endif %}', values).missing).toEqual(['order.carrier'])
})

test('what an editor does inside of the braces does not matter', () => {
  expect(fill('{{&nbsp;customer.<strong>first_name</strong> }}', values).html).toBe('Ana')
  expect(fill('{% if order.number &gt; &quot;1&quot; %}yes{% endif %}', values).html).toBe('yes')
})

test('a link may have a variable as its address; one without a value is left to be mended', () => {
  const template = cleanTemplate('<a href="{{ order.tracking_url }}">Follow it</a>')
  expect(template).toContain('href="{{ order.tracking_url }}"')
  expect(fill(template, values).html).toContain('href="https://track.example/?a=1&amp;b=2"')
  const without = fill(template, new Map())
  expect(without.missing).toEqual(['order.tracking_url'])
  expect(unfilledIn(without.html)).toEqual(['order.tracking_url'])
})

test('a template that names an unknown variable, or is no Liquid, is told apart', () => {
  expect(problemOf('{{ customer.name }} {{ order.number | upcase }}')).toBeUndefined()
  expect(problemOf('{{ custmer.name }}')?.sentence).toBe('There is no variable “custmer.name”.')
  expect(problemOf('{% if %}')?.sentence).toMatch(/cannot be read/)
  expect(problemOf('{{ customer.name | nonsense }}')?.sentence).toMatch(/cannot be read/)
  expect(problemOf('{% render "secret" %}')?.sentence).toMatch(/cannot be read/)
  expect(problemOf('{% assign x = order.number %}{{ x }}')).toBeUndefined()
})

test('a template that would run for ever is ended', () => {
  expect(() => fill('{% for i in (1..100000000) %}{{ i }}{% endfor %}', values)).toThrow(/cannot be filled/)
})

test('braces that are nobody’s variable may be sent', () => {
  expect(unfilledIn('Use {{ product.title }} in your theme, or {{count}}')).toEqual([])
})
