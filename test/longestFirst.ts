/** Which test files are begun first: those that take longest, so that no core is left with one of them at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Of a quiet machine, the longest first; all others take less than these. */
const long = [
  'test/faults/killed.test.ts',
  'test/faults/stop.test.ts',
  'test/faults/database.test.ts',
  'test/faults/model.test.ts',
  'server/team/signInLimits.test.ts',
  'server/tickets/receiveAll.test.ts',
  'test/access.test.ts',
  'test/stories/together.test.ts',
  'test/stories/composer.test.ts',
  'test/stories/pages.test.ts',
  'test/stories/ticket-work.test.ts',
  'test/stories/views.test.ts',
]

/** The order for Vitest, which in a fresh clone knows only how large the files are. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((path) => moduleId.endsWith(path))
      return at < 0 ? long.length : at
    }
    return (await super.sort(files)).sort((one, other) => place(one) - place(other))
  }
}
