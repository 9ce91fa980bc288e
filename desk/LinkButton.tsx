/** A few words of a line that do something when they are pressed; set as the line is. */
import type { ComponentProps } from 'react'

export const LinkButton = ({ className, ...props }: ComponentProps<'button'>) => (
  // What opens from it gives it a class of its own, even if that is empty.
  <button type="button" {...props} className={className ? `linkButton ${className}` : 'linkButton'} />
)
