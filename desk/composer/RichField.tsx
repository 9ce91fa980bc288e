/** The editor: formatted text as mail carries it. Heavy, so it loads on its own; until then a plain field stands here. */
import '@mantine/tiptap/styles.layer.css'
import { RichTextEditor } from '@mantine/tiptap'
import { useEditor } from '@tiptap/react'
import { useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { plainAsHtml } from '../tickets/drafts.ts'
import { holdTyped } from '../typedAhead.ts'
import { editorWords } from './editorWords.ts'
import type { FieldProps } from './PlainField.tsx'
import { piecesFor } from './pieces.ts'
import styles from './rich.module.css'

export interface RichValue {
  text: string
  html: string | null
}

export interface RichFieldProps extends FieldProps {
  value: RichValue
  onChange: (value: RichValue) => void
  hasMentions?: boolean
  /** The field before it had the focus. */
  takesFocus?: boolean
}

const htmlOf = ({ text, html }: RichValue) => html ?? plainAsHtml(text)

export function RichField({ ref, value, onChange, hasMentions = false, takesFocus = false, ...props }: RichFieldProps) {
  const { t } = useTranslation()
  const newest = useRef({ ...props, onChange })
  newest.current = { ...props, onChange }
  // What the editor said last: when the draft is something else, somebody else has written it.
  const said = useRef<string | null>(htmlOf(value))
  const editor = useEditor({
    extensions: piecesFor({ placeholder: () => newest.current.placeholder, hasMentions }),
    content: htmlOf(value),
    textDirection: 'auto',
    immediatelyRender: true,
    shouldRerenderOnTransaction: false,
    autofocus: takesFocus ? 'end' : false,
    editorProps: {
      attributes: () => ({
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': newest.current.label,
        ...(newest.current.pointsAt && { 'aria-activedescendant': newest.current.pointsAt }),
      }),
      handleKeyDown: (_, event) => newest.current.onKeyDown(event),
      handlePaste: (_, event) => takeFiles(event.clipboardData?.files),
      handleDrop: (_, event) => takeFiles(event.dataTransfer?.files),
    },
    onUpdate: ({ editor: now }) => {
      const html = now.isEmpty ? null : now.getHTML()
      said.current = html ?? ''
      newest.current.onChange({ text: now.isEmpty ? '' : now.getText({ blockSeparator: '\n' }), html })
    },
    onSelectionUpdate: ({ editor: now }) => newest.current.onCaret(textBefore(now.state.selection)),
    onTransaction: ({ editor: now, transaction }) => {
      if (transaction.docChanged) newest.current.onCaret(textBefore(now.state.selection))
    },
    onBlur: () => newest.current.onBlur(),
  })
  // It has the focus a frame later, in the editor's own time.
  const isTakingOver = useRef(takesFocus)
  useLayoutEffect(() => {
    if (isTakingOver.current) holdTyped()
  }, [])
  const takeFiles = (files: FileList | undefined): boolean => {
    if (!files || files.length === 0) return false
    newest.current.onFiles([...files])
    return true
  }
  const { html, text } = value
  useEffect(() => {
    const wanted = html ?? plainAsHtml(text)
    if (!editor || wanted === said.current) return
    said.current = wanted
    editor.commands.setContent(wanted, { emitUpdate: false })
  }, [editor, html, text])
  useImperativeHandle(ref, () => ({
    // The editor's own command waits for a frame; what is typed until then would be lost.
    focus: () => editor?.view.focus(),
    hasFocus: () => editor?.view.hasFocus() ?? false,
    insert: (content) =>
      editor
        ?.chain()
        .focus()
        .insertContent(content.html ?? content.text)
        .run(),
    replaceBefore: (length, content) => {
      if (!editor) return
      const { from } = editor.state.selection
      const range = { from: Math.max(1, from - length), to: from }
      const inserted = content.mention
        ? [
            { type: 'mention', attrs: content.mention },
            { type: 'text', text: ' ' },
          ]
        : content.text
      if (content.mention || content.text) editor.chain().focus().insertContentAt(range, inserted).run()
      else editor.chain().focus().deleteRange(range).run()
    },
    insertPicture: ({ url, name }) => editor?.chain().focus().setImage({ src: url, alt: name }).run(),
  }))
  return (
    <RichTextEditor
      editor={editor}
      labels={editorWords(t)}
      withCodeHighlightStyles={false}
      classNames={{ root: styles.root, content: styles.content, toolbar: styles.toolbar, control: styles.control }}
    >
      <RichTextEditor.Content />
      <RichTextEditor.Toolbar role="toolbar" aria-label={t('composer.format.label')}>
        <RichTextEditor.Bold />
        <RichTextEditor.Italic />
        <RichTextEditor.BulletList />
        <RichTextEditor.OrderedList />
        <RichTextEditor.Link />
        <RichTextEditor.Blockquote />
        <RichTextEditor.Code />
      </RichTextEditor.Toolbar>
    </RichTextEditor>
  )
}

function textBefore({
  empty,
  $from,
}: {
  empty: boolean
  $from: { parent: { textBetween(from: number, to: number, block?: string, leaf?: string): string }; parentOffset: number }
}): string {
  return empty ? $from.parent.textBetween(0, $from.parentOffset, '\n', '\ufffc') : ''
}
