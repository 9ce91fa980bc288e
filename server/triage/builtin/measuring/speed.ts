import { analyse } from '../analyse.ts'

/** How long reading takes on one core, of these texts and of a long one: a sentence. */
export function speedOf(texts: string[]): string {
  for (const text of texts) analyse({ text })
  const times: number[] = []
  const cpuBefore = process.cpuUsage()
  const began = performance.now()
  for (let round = 0; round < 10; round++) {
    for (const text of texts) {
      const start = performance.now()
      analyse({ text })
      times.push(performance.now() - start)
    }
  }
  const all = (performance.now() - began) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  const used = (cpu.user + cpu.system) / times.length / 1000
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.floor(times.length * share)].toFixed(3)
  const long = 'Where is my order? It was due on Monday and I am getting worried. '.repeat(3000)
  analyse({ text: long })
  const start = performance.now()
  for (let i = 0; i < 20; i++) analyse({ text: long })
  const longTime = (performance.now() - start) / 20
  const letters = texts.reduce((sum, text) => sum + text.length, 0) / texts.length
  return `Speed, one core: own messages (mean ${letters.toFixed(0)} characters) p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${used.toFixed(3)} ms of CPU each, ${Math.round(times.length / all)} a second; a text of ${Math.round(long.length / 1000)} kB ${longTime.toFixed(2)} ms.`
}
