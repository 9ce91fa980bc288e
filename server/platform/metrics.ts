/** What an operator's Prometheus may read at /metrics. */

import type pg from 'pg'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Live } from './live.ts'

export interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
}

/** Makes the registry; database figures are read when somebody asks. */
export function openMetrics(pool: pg.Pool, live: () => Live | undefined): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'warmline_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  new Gauge({
    name: 'warmline_connections',
    help: 'Live connections by side',
    labelNames: ['side'],
    registers: [registry],
    collect() {
      const { agents, shoppers } = live()?.connections() ?? { agents: 0, shoppers: 0 }
      this.set({ side: 'agents' }, agents)
      this.set({ side: 'shoppers' }, shoppers)
    },
  })
  const gauge = (name: string, help: string, query: string) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const { rows } = await pool.query<{ n: number }>(query)
        this.set(Number(rows[0]?.n ?? 0))
      },
    })
  gauge(
    'warmline_payloads_unaccounted',
    'Inbound payloads without an end state',
    "select count(*) as n from payloads where state = 'accepted'",
  )
  gauge(
    'warmline_payloads_quarantined',
    'Inbound payloads that could not be read',
    "select count(*) as n from payloads where state = 'quarantined'",
  )
  gauge(
    'warmline_jobs_waiting',
    'Jobs that are due',
    'select count(*) as n from graphile_worker.jobs where run_at <= now() and locked_at is null',
  )
  return { registry, requests }
}
