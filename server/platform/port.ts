/** Is a port free? Asked before anything else is touched. */
import { createServer } from 'node:net'

const reasons: Record<string, string> = {
  EADDRINUSE: 'is in use by another program: end that one, or choose another port',
  EACCES: 'may not be opened by this user: choose one above 1023',
  ENOTFOUND: 'cannot be opened, because HOST is no address of this machine',
  EADDRNOTAVAIL: 'cannot be opened, because HOST is no address of this machine',
}

/** Throws one sentence that names the variable when a port cannot be listened on. Port 0 always can. */
export async function checkPort(variable: string, port: number, host: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.on('error', (error: Error & { code?: string }) => {
      reject(new Error(`${variable} ${port} on ${host} ${reasons[error.code ?? ''] ?? `cannot be opened (${error.message})`}.`))
    })
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve()))
  })
}
