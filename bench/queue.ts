/** Holding the queue back while messages come in, so that taking in and what follows can be seen apart. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

const patience = 120_000

/** From now on jobs of this name wait. */
export async function hold(client: pg.Client, job: string): Promise<void> {
  await client.query(`
    create or replace function bench_wait() returns trigger language plpgsql as $$ begin new.run_at := now() + interval '1 hour'; return new; end $$;
    create or replace trigger bench_wait before insert on graphile_worker._private_jobs for each row
      when (new.task_id = ${await taskOf(client, job)}) execute function bench_wait()`)
}

async function taskOf(client: pg.Client, job: string): Promise<number> {
  await client.query('insert into graphile_worker._private_tasks (identifier) values ($1) on conflict do nothing', [job])
  const { rows } = await client.query<{ id: number }>('select id from graphile_worker._private_tasks where identifier = $1', [job])
  return rows[0]?.id ?? 0
}

/** They may run, at once. */
export async function release(client: pg.Client): Promise<void> {
  await client.query(`
    drop trigger bench_wait on graphile_worker._private_jobs;
    update graphile_worker._private_jobs set run_at = now() where locked_at is null;
    select pg_notify('jobs:insert', '{"r":"bench","count":8}')`)
}

/** Waits until a question that counts what is still to do answers 0. */
export async function until(client: pg.Client, question: string): Promise<void> {
  const deadline = Date.now() + patience
  for (;;) {
    const { rows } = await client.query<{ left: number }>(question)
    if (rows[0]?.left === 0) return
    if (Date.now() > deadline) throw new Error(`still ${rows[0]?.left} after two minutes: ${question}`)
    await sleep(20)
  }
}

export const jobsLeft = 'select count(*)::int as left from (select 1 from graphile_worker._private_jobs limit 10) jobs'
export const mailsLeft = "select count(*)::int as left from (select 1 from payloads where state = 'accepted' limit 10) mails"
export const wordsLeft = 'select count(*)::int as left from (select 1 from search_pending limit 10) words'
