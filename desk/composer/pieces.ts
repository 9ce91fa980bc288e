/** What the editor knows beyond plain formatting: pictures, colleagues who are named, and variables without a value. */
import { mergeAttributes, Node } from '@tiptap/core'
import Image from '@tiptap/extension-image'
import Mention from '@tiptap/extension-mention'
import { Placeholder } from '@tiptap/extensions'
import StarterKit from '@tiptap/starter-kit'

/** A variable of a macro that has no value here: one piece, to be typed over or taken out. */
const Missing = Node.create({
  name: 'missing',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    name: { parseHTML: (element: HTMLElement) => element.dataset.missing ?? '', renderHTML: ({ name }) => ({ 'data-missing': name }) },
    source: { parseHTML: (element: HTMLElement) => element.textContent ?? '', renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'mark[data-missing]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['mark', mergeAttributes(HTMLAttributes), String(node.attrs.source)],
  renderText: ({ node }) => String(node.attrs.source),
})

/** The editor's pieces; mentions only in notes. */
export const piecesFor = ({ placeholder, hasMentions }: { placeholder: () => string; hasMentions: boolean }) => [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    underline: false,
    link: { openOnClick: false, autolink: true, isAllowedUri: (uri, { defaultValidate }) => uri.startsWith('{{') || defaultValidate(uri) },
  }),
  Image.configure({ inline: true }),
  Missing,
  Placeholder.configure({ placeholder }),
  ...(hasMentions
    ? [
        Mention.configure({
          // Completion is the composer's own, the same for macros, emoji and names.
          suggestion: { char: '@', items: () => [], allow: () => false },
        }),
      ]
    : []),
]
