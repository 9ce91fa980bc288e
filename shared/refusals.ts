/**
 * Why something was refused, where a person reads it: a code, the values in it, and the sentence as the API says it. The desk
 * says it in its own language, by the code (`refusal.<code>` in desk/words/refusals).
 */
import { z } from 'zod'

export const refusals = {
  agent_unknown: 'There is no such active agent.',
  channel_not_connectable: 'There is nothing to connect for this channel.',
  chat_no_split: 'A chat is one conversation for the customer and cannot be split.',
  chat_stays_closed: 'A chat that has ended stays closed; the customer can begin a new one.',
  connection_exists: 'This address is connected already.',
  connection_no_check: 'This channel cannot be asked.',
  crossed: 'The customer has written again since you last looked.',
  default_team_stays: 'The default team stays: make another one the default first.',
  draft_changed: 'This draft was changed elsewhere.',
  field_choice: 'Choose one of the list.',
  field_email: 'This is no email address.',
  field_keywords: 'Each keyword needs a word of its own.',
  field_long_text: 'Write a text here.',
  field_needed: 'Fill this in.',
  field_number: 'Give a number.',
  field_phone: 'Give the number with its country code, such as +46 70 123 45 67.',
  field_secret: 'Write a text here.',
  field_text: 'Write a text here.',
  field_unknown: 'There is no field “{{field}}”.',
  field_yes_no: 'Say yes or no.',
  file_gone: 'A file is no longer there; attach it again.',
  filter_asks_viewer: '"{{name}}" depends on who looks, so a rule cannot ask it.',
  filter_needs_value: '"{{name}}" needs a value.',
  filter_no_value: '"{{name}}" takes no value with "{{operator}}".',
  filter_one_value: '"{{name}}" needs one value with "{{operator}}".',
  filter_operator: '"{{name}}" cannot be asked with "{{operator}}".',
  filter_too_long: 'A filter has at most {{most}} tests; this one has {{count}}.',
  filter_too_wide: 'This filter would look through too much. Add a condition that fewer tickets fit, or look for words in everything said.',
  filter_two_values: '"{{name}}" needs two values with "{{operator}}".',
  filter_unknown: 'There is no condition "{{field}}".',
  filter_value: '"{{name}}": {{value}} {{why}}.',
  filter_yes_no: '"{{name}}" needs yes or no.',
  last_owner: 'The last owner stays: make somebody else owner first.',
  macro_not_yours: 'A shared macro is changed by whoever made it, or by a manager.',
  merge_chat_ended: 'A chat that has ended takes nothing in.',
  merge_chat_going_on: '#{{number}} is a chat that is going on; it can be merged once it has ended.',
  merge_into_chat: 'A chat can take in other chats only.',
  merge_itself: 'A ticket cannot be merged into itself.',
  merge_source_merged: '#{{number}} was merged before.',
  merge_spam: 'Say first that it is not spam.',
  merge_target_merged: '#{{number}} was merged itself; choose the ticket to which it leads.',
  merge_under_way: 'A message of #{{number}} is on its way to its customer. Try again when it is sent.',
  merged: 'This ticket was merged into another.',
  message_empty: 'The message is empty.',
  no_recipient: 'Say to whom: there is no address in To.',
  not_an_address: '“{{text}}” is not an email address.',
  only_owner_changes: 'Only an owner may change an owner.',
  only_owner_makes: 'Only an owner makes somebody owner.',
  rules_by_managers: 'Routing rules are edited by managers here.',
  sender_of_letters: 'A sender made of letters cannot receive answers: connect a number.',
  sender_unknown: 'It is not known where this ticket came from.',
  snooze_in_past: 'Say until when: snoozedUntil must lie in the future.',
  split_nothing_goes: 'The customer wrote nothing from there on; choose a message of the customer or an earlier one.',
  split_nothing_stays: 'Nothing of the customer would be left here; choose a later message.',
  split_under_way: 'A message is on its way. Try again when it is sent.',
  tag_exists: 'There is a tag “{{tag}}” already.',
  tag_unknown: 'There is no tag “{{tag}}”.',
  team_exists: 'There is a team with this name already.',
  team_in_rule: 'The rule “{{rule}}” names this team: change the rule first.',
  team_unknown: 'There is no such team.',
  time_in_past: 'Say when: the time must lie in the future.',
  time_too_far: 'A reply waits for a year at most.',
  too_many_recipients: 'A mail goes to at most {{most}} addresses.',
  twilio_account: 'An account SID begins with AC and has 34 characters.',
  unfilled: 'Fill in {{names}} first.',
  unmerged_before: 'This merge was undone before.',
  view_changed: 'Somebody changed this view meanwhile.',
  view_not_yours: 'A shared view is changed by whoever made it, or by a manager.',
  view_team_gone: 'One of these teams no longer exists.',
} as const

export type RefusalCode = keyof typeof refusals

export const Reason = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  sentence: z.string(),
})
export type Reason = z.infer<typeof Reason>

/** A reason with its values filled in. */
export const reason = (code: RefusalCode, values: Reason['values'] = {}): Reason => ({
  code,
  values,
  sentence: refusals[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? '')),
})
