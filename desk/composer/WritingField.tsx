/** Where a reply or note is written: an editor where it can carry a look; plain text otherwise, and until the editor has come. */
import { Suspense, useRef } from 'react'
import { lazyPart } from '../lazyPart.ts'
import { changeDraft, type Mode } from '../tickets/drafts.ts'
import { whenAtRest } from '../whenAtRest.ts'
import { type FieldProps, PlainField } from './PlainField.tsx'
import type { useWriting } from './useWriting.ts'

const loadEditor = () => import('./RichField.tsx')
const RichField = lazyPart(() => loadEditor().then(({ RichField: Field }) => ({ default: Field })))
// Fetched once the page is at rest, so that it is there before anyone writes.
whenAtRest(() => void loadEditor().catch(() => undefined))

interface Props extends FieldProps {
  mode: Mode
  writing: Pick<ReturnType<typeof useWriting>, 'draft' | 'key' | 'isRich' | 'typePlain'>
  onWritten: () => void
}

export function WritingField({ mode, writing: { draft, key, isRich, typePlain }, onWritten, ...field }: Props) {
  const hadFocus = useRef(false)
  const plain = (
    <PlainField
      {...field}
      text={draft.text}
      onText={(text) => {
        typePlain(text)
        onWritten()
      }}
      onFocusChange={(isFocused) => {
        hadFocus.current = isFocused
      }}
    />
  )
  if (!isRich) return plain
  return (
    <Suspense fallback={plain}>
      <RichField
        key={mode}
        {...field}
        value={draft}
        hasMentions={mode === 'note'}
        takesFocus={hadFocus.current}
        onChange={(value) => {
          changeDraft(key, (now) => ({ ...now, ...value }))
          onWritten()
        }}
      />
    </Suspense>
  )
}
