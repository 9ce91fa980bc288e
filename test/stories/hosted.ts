/** Starts Warmlines in a program that has its code loaded: one program for each worker, in which they run one after the other. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

export interface Wish {
  /** All of the environment of the Warmline to start; without it, what runs is stopped. */
  environment?: Record<string, string>
}
export interface Answer {
  url?: string
  mailPort?: number | undefined
  error?: string
}

let host: ChildProcess | undefined

/** Starts one on a database and a folder that are kept, on free ports; what ran here before is stopped. Throws with why it does not start. */
export async function startHosted(environment: { DATABASE_URL: string; DATA_DIR: string; PORT?: string }) {
  const ports = { PORT: '0', INBOUND_SMTP_PORT: '0', LOG_LEVEL: 'warn' }
  const { url = '', mailPort = 0 } = await ask({ environment: { ...ports, ...environment } })
  return { url, mailPort, databaseUrl: environment.DATABASE_URL, stop: () => ask({}) }
}

/** Asked one at a time, as the stories of a worker run. */
function ask(wish: Wish): Promise<Answer> {
  host ??= begin()
  const told = host
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => {
      host = undefined
      reject(new Error(`what holds the Warmlines has ended (${code})`))
    }
    told.once('exit', ended)
    told.once('message', (answer: Answer) => {
      told.off('exit', ended)
      if (answer.error) reject(new Error(answer.error))
      else resolve(answer)
    })
    told.send(wish)
  })
}

function begin(): ChildProcess {
  // Not the test runner's environment: what it says of NODE_ENV would be built into the pages.
  const cache = join(import.meta.dirname, '../../node_modules/.cache/node')
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NODE_COMPILE_CACHE: cache }
  const child = fork(join(import.meta.dirname, 'host.ts'), { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.unref()
  child.channel?.unref()
  return child
}
