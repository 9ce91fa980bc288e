/** What a message is that says nothing in words, a place or a sticker, say: for lists, and for what is told outside the desk. */
import { type RawBuilder, sql } from 'kysely'
import type { Holds } from '../../shared/content.ts'
import type { ScreenLanguage } from '../../shared/words.ts'

/** SQL: what the message of this id is; null where it is nothing that has a name. To be asked of those without words alone. */
export const holdsOf = (messageId: RawBuilder<unknown>): RawBuilder<Holds> => sql<Holds>`(
  select case
    when w.unsent_at is not null then 'unsent'
    when w.content->>'kind' = 'story' then 'story_' || (w.content->>'how')
    when w.content->>'kind' = 'shared' then 'shared_' || (w.content->>'what')
    when w.content->>'kind' in ('place', 'contacts', 'sticker', 'unsupported') then w.content->>'kind'
    else coalesce((select case substring(f.mime_type from '^[a-z]+/') when 'image/' then 'picture' when 'video/' then 'video' when 'audio/' then 'audio' else 'file' end
      from (select mime_type, created_at, id from attachments where message_id = w.id
        union all select mime_type, created_at, id from awaited_files where message_id = w.id) f order by f.created_at, f.id limit 1),
      case when w.content->>'kind' = 'origin' then 'origin' end) end
  from messages w where w.id = ${messageId})`

/** SQL over `t`: what the message is of which a ticket has no preview. */
export const ticketHolds: RawBuilder<Holds> = sql<Holds>`case when t.preview = '' then ${holdsOf(sql`t.last_inbound_id`)} end`

const words: Record<ScreenLanguage, Record<NonNullable<Holds>, string>> = {
  en: {
    picture: 'A picture',
    video: 'A video',
    audio: 'A voice message',
    file: 'A file',
    sticker: 'A sticker',
    place: 'A place',
    contacts: 'Contacts',
    shared_post: 'Shares a post',
    shared_reel: 'Shares a reel',
    shared_story: 'Shares a story',
    story_reply: 'Answers a story of yours',
    story_mention: 'Mentions you in a story of theirs',
    origin: 'Came by a link or an advertisement',
    unsent: 'Taken back by the customer',
    unsupported: 'A kind of message that cannot be shown',
  },
  nl: {
    picture: 'Een foto',
    video: 'Een video',
    audio: 'Een spraakbericht',
    file: 'Een bestand',
    sticker: 'Een sticker',
    place: 'Een plek',
    contacts: 'Contacten',
    shared_post: 'Deelt een bericht',
    shared_reel: 'Deelt een reel',
    shared_story: 'Deelt een verhaal',
    story_reply: 'Antwoord op een verhaal van jullie',
    story_mention: 'Noemt jullie in een eigen verhaal',
    origin: 'Gekomen via een link of een advertentie',
    unsent: 'Door de klant ingetrokken',
    unsupported: 'Een soort bericht dat niet kan worden getoond',
  },
  es: {
    picture: 'Una foto',
    video: 'Un vídeo',
    audio: 'Un mensaje de voz',
    file: 'Un archivo',
    sticker: 'Un sticker',
    place: 'Un lugar',
    contacts: 'Contactos',
    shared_post: 'Comparte una publicación',
    shared_reel: 'Comparte un reel',
    shared_story: 'Comparte una historia',
    story_reply: 'Responde a una historia vuestra',
    story_mention: 'Os menciona en una historia suya',
    origin: 'Llegó por un enlace o un anuncio',
    unsent: 'Retirado por el cliente',
    unsupported: 'Un tipo de mensaje que no se puede mostrar',
  },
  sv: {
    picture: 'En bild',
    video: 'En video',
    audio: 'Ett röstmeddelande',
    file: 'En fil',
    sticker: 'Ett klistermärke',
    place: 'En plats',
    contacts: 'Kontakter',
    shared_post: 'Delar ett inlägg',
    shared_reel: 'Delar en reel',
    shared_story: 'Delar en händelse',
    story_reply: 'Svarar på en av era händelser',
    story_mention: 'Nämner er i en egen händelse',
    origin: 'Kom via en länk eller en annons',
    unsent: 'Återkallat av kunden',
    unsupported: 'En sorts meddelande som inte kan visas',
  },
}

/** That in words; empty where there is none. */
export const holdsIn = (language: ScreenLanguage, holds: Holds): string => (holds ? words[language][holds] : '')
