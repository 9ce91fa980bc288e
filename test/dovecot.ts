/** A real Dovecot for tests: Debian's, on loopback, with a configuration and mailboxes of its own in a temporary folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bring } from './debian.ts'

export interface Dovecot {
  port: number
  /** Where the mailbox of a user lies, as a Maildir. */
  maildir(user: string): string
  /** The user and group that own the mailboxes. */
  owner: { uid: number; gid: number }
  stop(): Promise<void>
}

const program = '/usr/sbin/dovecot'
/** Installs it where it is missing and we may; false: the tests of mailboxes cannot run on this machine. */
export const bringDovecot = (): boolean => bring(program, 'dovecot-imapd')

/** One password for all; any user name has a mailbox. */
export const dovecotPassword = 'open-sesame'

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address && typeof address === 'object' ? address.port : 0))
    })
  })

/** Starts it; `as` names the user to run as, where we may choose. Root's Dovecot runs its parts as its own users. */
export async function startDovecot({ as = userInfo().username, port: wanted = 0 } = {}): Promise<Dovecot> {
  if (!existsSync(program)) throw new Error(`These tests need Dovecot at ${program}: apt-get install dovecot-imapd`)
  const folder = await mkdtemp(join(tmpdir(), 'dovecot-'))
  const port = wanted || (await freePort())
  const isRoot = as === 'root'
  const owner = isRoot ? { uid: idOf('nobody', 'u'), gid: idOf('nobody', 'g') } : { uid: idOf(as, 'u'), gid: idOf(as, 'g') }
  const mail = join(folder, 'mail')
  await mkdir(mail)
  await writeFile(join(folder, 'dovecot.conf'), configuration({ folder, port, as, isRoot, owner }))
  if (userInfo().uid === 0) {
    await chown(folder, isRoot ? 0 : owner.uid, isRoot ? 0 : owner.gid)
    await chown(mail, owner.uid, owner.gid)
    execFileSync('chmod', ['755', folder])
  }
  const started: ChildProcess = spawn(program, ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(userInfo().uid === 0 && !isRoot && owner),
  })
  let said = ''
  started.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise<void>((resolve) => started.once('exit', () => resolve()))
  for (let attempt = 0; !(await answers(port)); attempt++) {
    if (started.exitCode !== null || attempt > 300) throw new Error(`Dovecot did not start: ${said}`)
    await sleep(50)
  }
  return {
    port,
    owner,
    maildir: (user) => join(mail, user),
    async stop() {
      started.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const idOf = (user: string, kind: 'u' | 'g') => Number(execFileSync('id', [`-${kind}`, user], { encoding: 'utf8' }))

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => undefined)
    socket.once('data', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.setTimeout(2000, () => socket.destroy())
  })

const configuration = (at: { folder: string; port: number; as: string; isRoot: boolean; owner: Dovecot['owner'] }) => `
base_dir = ${at.folder}/run
state_dir = ${at.folder}/state
log_path = ${at.folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${at.isRoot ? 'dovecot' : at.as}
default_login_user = ${at.isRoot ? 'dovenull' : at.as}
default_internal_group = ${at.isRoot ? 'dovecot' : execFileSync('id', ['-gn', at.as], { encoding: 'utf8' }).trim()}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:${at.folder}/mail/%u
mail_max_userip_connections = 50
passdb {
  driver = static
  args = password=${dovecotPassword}
}
userdb {
  driver = static
  args = uid=${at.owner.uid} gid=${at.owner.gid} home=${at.folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${at.port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service imap {
  process_limit = 50
}
`
