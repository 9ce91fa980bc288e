/** The built-in model on one core, over the texts that are in the project, beside the least that could be called reading. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Reading } from './modelRun.ts'
import { type Part, shown, type Table } from './report.ts'

/** A program of its own, so that what it adds in memory can be seen. */
export const model: Part = {
  name: 'model',
  async run({ isQuick }) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      join(import.meta.dirname, 'modelRun.ts'),
      isQuick ? '1' : '5',
    ])
    return [tableOf(JSON.parse(stdout))]
  },
}

function tableOf({ messages, characters, ours, floor, firstMilliseconds, mebibytes, long }: Reading): Table {
  return {
    title: 'Reading a message',
    about: `The model's own data files, ${shown(messages)} messages in eight languages of ${shown(characters)} characters in the mean, one after the other on one core: sentiment, evidence, reason, language, tags, spam. The floor splits the same texts into words and looks each up in a map. Memory is what the process holds more after the run than before the model was loaded.`,
    columns: ['', 'messages/s', 'p50', 'p99', 'memory'],
    rows: [
      ['Floor: words looked up', shown(floor.perSecond), shown(floor.p50, 'ms'), shown(floor.p99, 'ms'), ''],
      ['The built-in model', shown(ours.perSecond), shown(ours.p50, 'ms'), shown(ours.p99, 'ms'), shown(mebibytes, 'MiB')],
      ['A text of 200 kB', '', shown(long, 'ms'), '', ''],
      ['Loading it and reading the first message', '', shown(firstMilliseconds, 'ms'), '', ''],
    ],
  }
}
