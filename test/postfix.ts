/** A real Postfix for tests: Debian's, on loopback, with a configuration and a queue of its own in a temporary folder. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bring } from './debian.ts'
import { type Dovecot, freePort } from './dovecot.ts'

const program = '/usr/sbin/postfix'

/** Installs it where it is missing and we may, without a service of its own. It runs as root and its own users only. */
export const bringPostfix = (): boolean =>
  process.getuid?.() === 0 && bring(program, 'postfix', 'postfix postfix/main_mailer_type select No configuration\n')

export interface Postfix {
  port: number
  /** What it has logged. */
  log(): Promise<string>
  stop(): Promise<void>
}

export interface PostfixPlan {
  /** Address → address, as a provider's forwarding does it. */
  forwards: Record<string, string>
  /** Address → user of the Dovecot, into whose mailbox it is put. */
  mailboxes: Record<string, string>
  /** Domain → port of a mail server on this machine. */
  relays: Record<string, number>
  dovecot: Dovecot
}

/** Starts it and waits until it takes mail. */
export async function startPostfix(plan: PostfixPlan): Promise<Postfix> {
  if (!existsSync(program)) throw new Error(`These tests need Postfix at ${program}: apt-get install postfix`)
  const folder = await mkdtemp(join(tmpdir(), 'postfix-'))
  const port = await freePort()
  await chmod(folder, 0o755)
  for (const name of ['config', 'spool', 'data']) await mkdir(join(folder, name))
  const postfix = Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' }))
  await chown(join(folder, 'data'), postfix, postfix)
  await writeFile(join(folder, 'config/main.cf'), mainOf(folder, plan))
  await writeFile(join(folder, 'config/master.cf'), masterOf(port))
  const started = spawn(program, ['-c', join(folder, 'config'), 'start-fg'], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  started.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise<void>((resolve) => started.once('exit', () => resolve()))
  const log = () => readFile(join(folder, 'log'), 'utf8').catch(() => '')
  for (let attempt = 0; !(await answers(port)); attempt++) {
    if (started.exitCode !== null || attempt > 400) throw new Error(`Postfix did not start: ${said} ${await log()}`)
    await sleep(50)
  }
  return {
    port,
    log,
    async stop() {
      execFileSync(program, ['-c', join(folder, 'config'), 'stop'], { stdio: 'ignore' })
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const table = (entries: Record<string, string>) =>
  Object.keys(entries).length === 0
    ? ''
    : `inline:{ ${Object.entries(entries)
        .map(([from, to]) => `{ ${from} = ${to} }`)
        .join(', ')} }`
const domainsOf = (entries: Record<string, string>) => [...new Set(Object.keys(entries).map((address) => address.split('@')[1]))].join(' ')

const mainOf = (folder: string, { forwards, mailboxes, relays, dovecot }: PostfixPlan) => `
compatibility_level = 3.6
config_directory = ${folder}/config
queue_directory = ${folder}/spool
data_directory = ${folder}/data
maillog_file_prefixes = ${folder}
maillog_file = ${folder}/log
meta_directory = /etc/postfix
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.host.example
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
local_recipient_maps =
smtpd_relay_restrictions = permit_mynetworks, reject
recipient_delimiter = +
virtual_alias_domains = ${domainsOf(forwards)}
virtual_alias_maps = ${table(forwards)}
virtual_mailbox_domains = ${domainsOf(mailboxes)}
virtual_mailbox_maps = ${table(Object.fromEntries(Object.entries(mailboxes).map(([address, user]) => [address, `${user}/`])))}
virtual_mailbox_base = ${dovecot.maildir('')}
virtual_minimum_uid = 1
virtual_uid_maps = static:${dovecot.owner.uid}
virtual_gid_maps = static:${dovecot.owner.gid}
transport_maps = ${table(Object.fromEntries(Object.entries(relays).map(([domain, port]) => [domain, `smtp:[127.0.0.1]:${port}`])))}
smtp_dns_support_level = disabled
smtp_host_lookup = native
bounce_queue_lifetime = 1h
`

const masterOf = (port: number) => `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('data', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.setTimeout(2000, () => socket.destroy())
  })
