/** An agent's live connection, as the desk opens it. */
import { io, type Socket } from 'socket.io-client'

/** Opens it and watches the lists of tickets; `told` hears of each change. Throws where it is refused. */
export async function openLiveLine(address: string, cookie: string, told: (topic: string) => void): Promise<Socket> {
  const socket = io(`${address}/agent`, { path: '/live', transports: ['websocket'], extraHeaders: { cookie } })
  socket.on('changed', told)
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  socket.emit('watch', 'tickets')
  return socket
}
