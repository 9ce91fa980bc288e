/** A button for what cannot be taken back: says first what will happen. */
import { Button } from '@mantine/core'
import { AskPopover } from './AskPopover.tsx'

interface Props {
  label: string
  question: string
  /** In a row it is as small as the others there. */
  size?: 'xs'
  onYes: () => void
}

export function AskButton({ label, question, size, onYes }: Props) {
  return (
    <AskPopover question={question} yes={label} onYes={onYes} position="bottom-start">
      {(ask) => (
        <Button size={size} variant="default" onClick={ask}>
          {label}
        </Button>
      )}
    </AskPopover>
  )
}
