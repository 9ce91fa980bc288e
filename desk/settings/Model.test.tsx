// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { api, queries } from '../api.ts'
import { startWords } from '../i18n.ts'
import { Model } from './Model.tsx'

beforeAll(async () => {
  await startWords('en')
  // A field that grows asks for it; happy-dom has none.
  Object.defineProperty(document, 'fonts', { value: new EventTarget() })
})
afterEach(cleanup)

test('a key that is typed for the model stays on the screen alone, until it is saved', async () => {
  const key = api.model.get.queryKey()
  queries.setQueryDefaults(key, { enabled: false })
  queries.setQueryData(key, { provider: 'anthropic', baseUrl: null, model: 'a-model', hasKey: false, isFixed: false })
  const { container } = render(
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <Model />
      </MantineProvider>
    </QueryClientProvider>,
  )
  const field = container.querySelector('input[type=password]')
  if (!field) throw new Error('no field for the key')
  fireEvent.change(field, { target: { value: 'sk-secret' } })
  await screen.findByRole('button', { name: 'Save' })
  expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('sk-secret')
})
