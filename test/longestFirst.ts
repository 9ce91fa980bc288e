/** Which test files are begun first: those that take longest, so that no core is left with one of them at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Of a quiet machine, the longest first; all others take less than these. */
const long = [
  'test/faults/stop.test.ts',
  'test/faults/killed.test.ts',
  'server/channels/email/imap.test.ts',
  'test/faults/database.test.ts',
  'server/team/signInLimits.test.ts',
  'test/faults/model.test.ts',
  'test/faults/badInput.test.ts',
  'test/faults/mailOut.test.ts',
  'server/trial/seed.test.ts',
  'test/access.test.ts',
  'server/channels/email/conformance.test.ts',
  'server/tickets/bulk.test.ts',
  'server/team/twoFactor.test.ts',
  'server/tickets/states.test.ts',
  'test/faults/postfix.test.ts',
  'test/stories/together.test.ts',
  'test/stories/hub.test.ts',
  'test/stories/composer.test.ts',
  'test/stories/pages.test.ts',
  'test/stories/doors.test.ts',
  'test/stories/phones.test.ts',
  'test/stories/views.test.ts',
  'test/stories/ticket-work.test.ts',
  'test/stories/first-run.test.ts',
  'test/stories/channels.test.ts',
  'test/stories/find.test.ts',
  'test/stories/typedAhead.test.ts',
  'test/stories/keystrokes.test.ts',
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
