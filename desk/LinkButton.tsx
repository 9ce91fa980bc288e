/** A few words of a line that do something when they are pressed; set as the line is. */
import type { ComponentProps } from 'react'

export const LinkButton = (props: ComponentProps<'button'>) => <button type="button" className="linkButton" {...props} />
