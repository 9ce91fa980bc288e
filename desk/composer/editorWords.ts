/** What the editor's buttons are called. */
import type { RichTextEditorLabels } from '@mantine/tiptap'
import type { TFunction } from 'i18next'

export const editorWords = (t: TFunction): Partial<RichTextEditorLabels> => ({
  boldControlLabel: t('composer.format.bold'),
  italicControlLabel: t('composer.format.italic'),
  bulletListControlLabel: t('composer.format.bullets'),
  orderedListControlLabel: t('composer.format.numbers'),
  linkControlLabel: t('composer.format.link'),
  blockquoteControlLabel: t('composer.format.quote'),
  codeControlLabel: t('composer.format.code'),
  linkEditorInputLabel: t('composer.format.linkAddress'),
  linkEditorInputPlaceholder: 'https://',
  linkEditorExternalLink: t('composer.format.linkNewTab'),
  linkEditorInternalLink: t('composer.format.linkSameTab'),
  linkEditorSave: t('common.save'),
})
