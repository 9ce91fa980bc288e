import { describe, expect, it } from 'vitest'
import { analyse } from './analyse.ts'

const upset = ['negative', 'urgent']
const content = ['positive', 'promoter']
const calm = ['neutral', ...content]

describe('thanks in an angry mail are no thanks', () => {
  it.each([
    ['en', 'Thanks for your quick answer, which did not answer anything. The mixer is still broken and I am really annoyed.'],
    ['en', 'Thank you so much for ruining my evening. The dress arrived dirty.'],
    ['en', 'Thanks, but this is the second wrong part in a row. Utterly useless.'],
    ['nl', 'Bedankt voor het snelle antwoord, waar helemaal niets in stond. De mixer is nog steeds kapot en ik ben er klaar mee.'],
    ['nl', 'Nou, hartelijk dank. De jurk kwam vies aan en de zoom zat los.'],
    ['nl', 'Dank, maar dit is al het tweede verkeerde onderdeel. Wat een waardeloze winkel.'],
    ['es', 'Gracias por la respuesta tan rápida, que no responde nada. La batidora sigue rota y estoy harta.'],
    ['es', 'Muchas gracias por arruinarme la noche. El vestido llegó sucio.'],
    ['es', 'Gracias, pero es la segunda pieza equivocada seguida. Un desastre.'],
    ['sv', 'Tack för ert snabba svar som inte svarade på någonting. Mixern är fortfarande trasig och jag är riktigt irriterad.'],
    ['sv', 'Tack så mycket för att ni förstörde min kväll. Klänningen kom smutsig.'],
    ['sv', 'Tack, men det här är andra fel delen i rad. Helt värdelöst.'],
    ['de', 'Danke für die schnelle Antwort, in der leider gar nichts stand. Der Mixer ist immer noch kaputt und ich bin verärgert.'],
    ['de', 'Vielen Dank, dass Sie mir den Abend verdorben haben. Das Kleid kam schmutzig an.'],
    ['de', 'Danke, aber das ist schon das zweite falsche Teil. Eine Zumutung.'],
    ['fr', 'Merci pour votre réponse rapide, qui ne répond à rien. Le mixeur est toujours cassé et je suis très énervée.'],
    ['fr', 'Merci beaucoup d’avoir gâché ma soirée. La robe est arrivée sale.'],
    ['fr', 'Merci, mais c’est la deuxième mauvaise pièce de suite. Lamentable.'],
  ])('%s: %s', (_, text) => {
    expect(upset).toContain(analyse({ text }).label)
  })
})

describe('"no problem" is not a problem', () => {
  it.each([
    ['en', 'No problem, I can wait till Monday.'],
    ['en', 'That is no problem at all, thanks for telling me.'],
    ['en', 'No worries, it happens. Thank you for the new one!'],
    ['nl', 'Geen probleem, ik kan tot maandag wachten.'],
    ['nl', 'Dat is helemaal geen probleem, bedankt voor het melden.'],
    ['nl', 'Maakt niet uit, kan gebeuren. Dank voor de nieuwe!'],
    ['es', 'No hay problema, puedo esperar hasta el lunes.'],
    ['es', 'Sin problema, gracias por decírmelo.'],
    ['es', 'No pasa nada, son cosas que ocurren. ¡Gracias por el nuevo!'],
    ['sv', 'Inga problem, jag kan vänta till måndag.'],
    ['sv', 'Det är inget problem alls, tack för att du berättade.'],
    ['sv', 'Det gör ingenting, sånt händer. Tack för den nya!'],
    ['de', 'Kein Problem, ich kann bis Montag warten.'],
    ['de', 'Das ist überhaupt kein Problem, danke fürs Bescheidsagen.'],
    ['de', 'Macht nichts, so etwas passiert. Danke für das neue!'],
    ['fr', 'Pas de problème, je peux attendre lundi.'],
    ['fr', 'Aucun problème, merci de m’avoir prévenue.'],
    ['fr', 'Ce n’est pas grave, ça arrive. Merci pour le nouveau !'],
  ])('%s: %s', (_, text) => {
    expect(calm).toContain(analyse({ text }).label)
  })

  it.each([
    ['en', 'There is a problem again and nobody cares.'],
    ['nl', 'Er is alweer een probleem en niemand trekt zich er iets van aan.'],
    ['es', 'Otra vez hay un problema y a nadie le importa.'],
    ['sv', 'Det är problem igen och ingen bryr sig.'],
    ['de', 'Es gibt schon wieder ein Problem und niemanden kümmert es.'],
    ['fr', 'Il y a encore un problème et tout le monde s’en moque.'],
  ])('%s, and a problem is one: %s', (_, text) => {
    expect(upset).toContain(analyse({ text }).label)
  })
})

describe('history that is quoted says nothing', () => {
  const furious: Record<string, string> = {
    en: 'I am furious. The worst shop ever, you are thieves!',
    nl: 'Ik ben woedend. De slechtste winkel ooit, jullie zijn dieven!',
    es: 'Estoy furioso. La peor tienda del mundo, ¡son unos ladrones!',
    sv: 'Jag är rasande. Den sämsta butiken någonsin, ni är tjuvar!',
    de: 'Ich bin stinksauer. Der schlechteste Laden überhaupt, Sie sind Diebe!',
    fr: 'Je suis furieux. Le pire magasin qui soit, vous êtes des voleurs !',
  }
  const introduced: Record<string, (old: string) => string> = {
    en: (old) => `On Tue, 4 Mar 2025 at 09:12, Ann Lee <ann@post.example> wrote:\n\n> ${old}`,
    nl: (old) => `Op di 4 mrt 2025 om 09:12 schreef Ann Lee <ann@post.example>:\n\n> ${old}`,
    es: (old) => `El mar, 4 mar 2025 a las 9:12, Ann Lee (<ann@post.example>) escribió:\n\n> ${old}`,
    sv: (old) => `Den tis 4 mars 2025 kl 09:12 skrev Ann Lee <ann@post.example>:\n\n> ${old}`,
    de: (old) => `Am Di., 4. März 2025 um 09:12 Uhr schrieb Ann Lee <ann@post.example>:\n\n> ${old}`,
    fr: (old) => `Le mar. 4 mars 2025 à 09:12, Ann Lee <ann@post.example> a écrit :\n\n> ${old}`,
  }
  const headed: Record<string, string> = {
    en: '-----Original Message-----\nFrom: Ann Lee\nSent: Tuesday\n',
    nl: 'Van: Ann Lee <ann@post.example>\nVerzonden: dinsdag 4 maart 2025\nOnderwerp: Bestelling\n\n',
    es: '-----Mensaje original-----\nDe: Ann Lee\nEnviado: martes\n',
    sv: 'Från: Ann Lee <ann@post.example>\nSkickat: den 4 mars 2025\nÄmne: Order\n\n',
    de: 'Von: Ann Lee <ann@post.example>\nGesendet: Dienstag, 4. März 2025\nBetreff: Bestellung\n\n',
    fr: 'De : Ann Lee <ann@post.example>\nEnvoyé : mardi 4 mars 2025\nObjet : Commande\n\n',
  }
  it.each([
    ['en', 'Which address do I send the parcel to?', 'neutral'],
    ['en', 'It works now, thank you very much!', 'positive'],
    ['nl', 'Naar welk adres stuur ik het pakket?', 'neutral'],
    ['nl', 'Hij doet het nu, heel erg bedankt!', 'positive'],
    ['es', '¿A qué dirección mando el paquete?', 'neutral'],
    ['es', 'Ya funciona, ¡muchísimas gracias!', 'positive'],
    ['sv', 'Vilken adress ska jag skicka paketet till?', 'neutral'],
    ['sv', 'Nu fungerar den, tack så väldigt mycket!', 'positive'],
    ['de', 'An welche Adresse schicke ich das Paket?', 'neutral'],
    ['de', 'Jetzt funktioniert es, vielen herzlichen Dank!', 'positive'],
    ['fr', 'À quelle adresse dois-je envoyer le colis ?', 'neutral'],
    ['fr', 'Ça marche maintenant, merci infiniment !', 'positive'],
  ])('%s: %s', (language, answer, label) => {
    const alone = analyse({ text: answer })
    expect(alone).toMatchObject({ label, isSure: true })
    expect(analyse({ text: `${answer}\n\n${introduced[language](furious[language])}` })).toEqual(alone)
    expect(analyse({ text: `${answer}\n\n${headed[language]}${furious[language]}` })).toEqual(alone)
    expect(analyse({ text: `> ${furious[language]}\n\n${answer}` })).toEqual(alone)
  })

  it.each(Object.entries(furious))('%s, and what is said now is heard: %s', (language, text) => {
    const pleased =
      { en: 'Lovely, thanks!', nl: 'Heerlijk, bedankt!', es: '¡Genial, gracias!', sv: 'Underbart, tack!' }[language] ?? 'Super!'
    expect(upset).toContain(analyse({ text: `${text}\n\n${introduced[language](pleased)}` }).label)
  })
})

describe('where it cannot know it says so, and guesses nothing', () => {
  it.each([
    ['a number', '4471'],
    ['marks', '?!'],
    ['Finnish', 'Paketti ei ole vieläkään saapunut, mitä teen?'],
    ['Polish', 'Paczka jeszcze nie dotarła, co mam zrobić?'],
    ['Hungarian', 'A csomag még mindig nem érkezett meg, mit tegyek?'],
    ['Czech', 'Balík stále nedorazil, co mám dělat?'],
    ['Turkish', 'Paketim hâlâ gelmedi, ne yapmalıyım?'],
    ['Greek', 'Το δέμα δεν έχει φτάσει ακόμα, τι να κάνω;'],
    ['Japanese', '荷物がまだ届きません。どうすればいいですか'],
    ['Arabic', 'لم يصل الطرد بعد، ماذا أفعل؟'],
  ])('%s: %s', (_, text) => {
    expect(analyse({ text })).toMatchObject({ label: 'neutral', isSure: false, evidence: [] })
  })

  it.each([
    ['en', 'Lovely colour and lovely box, terrible zip, I really do not know what to say.'],
    ['nl', 'Prachtige kleur, mooie doos, vreselijke rits, ik weet echt niet wat ik moet zeggen.'],
    ['es', 'Precioso color, bonita caja, cremallera horrible, la verdad es que no sé qué decir.'],
    ['sv', 'Fin färg, fin ask, hemsk dragkedja, jag vet faktiskt inte vad jag ska säga.'],
    ['de', 'Schöne Farbe, schöner Karton, schrecklicher Reißverschluss, ich weiß wirklich nicht, was ich sagen soll.'],
    ['fr', 'Belle couleur, belle boîte, fermeture horrible, je ne sais vraiment pas quoi dire.'],
  ])('%s, of two minds: it is neither delighted nor an alarm: %s', (_, text) => {
    const { label, confidence, isSure } = analyse({ text })
    expect(['promoter', 'urgent']).not.toContain(label)
    expect(confidence).toBeLessThan(0.75)
    expect(isSure).toBe(confidence >= 0.5)
  })
})
