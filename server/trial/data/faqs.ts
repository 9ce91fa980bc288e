/** What the demo's shop is asked again and again. The draft is seen by the team alone. */
import type { FaqCategory, FaqTexts } from '../../../shared/faqs.ts'

interface DemoFaqs {
  names: FaqCategory['names']
  faqs: { texts: FaqTexts; isPublished?: boolean }[]
}

export const demoFaqs: DemoFaqs[] = [
  {
    names: { en: 'Delivery', nl: 'Bezorging', es: 'Envío', sv: 'Leverans' },
    faqs: [
      {
        texts: {
          en: {
            question: 'Where is my order?',
            answer: 'The mail about its dispatch holds a link that follows the parcel. Signed in, you find it under Orders here too.',
          },
          nl: {
            question: 'Waar blijft mijn bestelling?',
            answer:
              'In de verzendmail staat een link waarmee je het pakket volgt. Als je bent ingelogd, vind je hem ook hier bij Bestellingen.',
          },
          es: {
            question: '¿Dónde está mi pedido?',
            answer:
              'El correo del envío lleva un enlace para seguir el paquete. Con tu cuenta abierta, también lo encuentras aquí, en Pedidos.',
          },
          sv: {
            question: 'Var är min beställning?',
            answer:
              'I mejlet om utskicket finns en länk som följer paketet. När du är inloggad hittar du den även här under Beställningar.',
          },
        },
      },
      {
        texts: {
          en: {
            question: 'How long does delivery take?',
            answer:
              'Sweden: 1 to 3 working days. The rest of Europe: 3 to 6. What is ordered before noon leaves our warehouse the same day.',
          },
          nl: {
            question: 'Hoelang duurt de bezorging?',
            answer:
              'Zweden: 1 tot 3 werkdagen. De rest van Europa: 3 tot 6. Wat je voor twaalf uur bestelt, gaat dezelfde dag de deur uit.',
          },
          es: {
            question: '¿Cuánto tarda el envío?',
            answer: 'Suecia: de 1 a 3 días laborables. El resto de Europa: de 3 a 6. Lo que se pide antes de mediodía sale el mismo día.',
          },
          sv: {
            question: 'Hur lång är leveranstiden?',
            answer: 'Sverige: 1 till 3 arbetsdagar. Övriga Europa: 3 till 6. Det som beställs före klockan 12 lämnar lagret samma dag.',
          },
        },
      },
      {
        texts: {
          en: {
            question: 'Can I still change the address?',
            answer: 'As long as the order says “Being packed”: write to us here, with the order number and the new address.',
          },
          nl: {
            question: 'Kan ik het adres nog wijzigen?',
            answer: 'Zolang er bij de bestelling “Wordt ingepakt” staat: schrijf ons hier, met het bestelnummer en het nieuwe adres.',
          },
          es: {
            question: '¿Puedo cambiar aún la dirección?',
            answer: 'Mientras el pedido diga «En preparación»: escríbenos aquí con el número del pedido y la dirección nueva.',
          },
          sv: {
            question: 'Kan jag fortfarande ändra adressen?',
            answer: 'Så länge det står ”Packas” vid beställningen: skriv till oss här, med ordernumret och den nya adressen.',
          },
        },
      },
    ],
  },
  {
    names: { en: 'Returns and refunds', nl: 'Retour en terugbetaling', es: 'Devoluciones y reembolsos', sv: 'Returer och återbetalning' },
    faqs: [
      {
        texts: {
          en: {
            question: 'How do I send something back?',
            answer: 'Within 30 days, unworn, with the return label from the box. No label left? Write to us and we send you one.',
          },
          nl: {
            question: 'Hoe stuur ik iets terug?',
            answer: 'Binnen 30 dagen, ongedragen, met het retourlabel uit de doos. Geen label meer? Schrijf ons, dan sturen we er een.',
          },
          es: {
            question: '¿Cómo devuelvo algo?',
            answer:
              'En un plazo de 30 días, sin usar, con la etiqueta de devolución de la caja. ¿No la tienes? Escríbenos y te enviamos una.',
          },
          sv: {
            question: 'Hur skickar jag tillbaka något?',
            answer: 'Inom 30 dagar, oanvänt, med retursedeln som låg i paketet. Ingen retursedel kvar? Skriv till oss så skickar vi en.',
          },
        },
      },
      {
        texts: {
          en: {
            question: 'When do I get my money back?',
            answer: 'Within three working days after your return has reached us, in the way you paid. Your bank may take a day longer.',
          },
          nl: {
            question: 'Wanneer krijg ik mijn geld terug?',
            answer:
              'Binnen drie werkdagen nadat je retour bij ons is, op de manier waarop je betaalde. Je bank doet er soms een dag langer over.',
          },
          es: {
            question: '¿Cuándo recibo mi dinero?',
            answer:
              'En los tres días laborables después de que llegue tu devolución, por el mismo medio de pago. Tu banco puede tardar un día más.',
          },
          sv: {
            question: 'När får jag pengarna tillbaka?',
            answer: 'Inom tre arbetsdagar efter att returen har kommit fram, på samma sätt som du betalade. Banken kan behöva en dag till.',
          },
        },
      },
    ],
  },
  {
    names: { en: 'Sizes and care', nl: 'Maten en onderhoud', es: 'Tallas y cuidado', sv: 'Storlekar och skötsel' },
    faqs: [
      {
        texts: {
          en: {
            question: 'Which size fits me?',
            answer:
              'Our clothes are cut true to size; take one size up for a thick sweater underneath. Each product page has a table in centimetres.',
          },
          nl: {
            question: 'Welke maat past mij?',
            answer:
              'Onze kleding valt normaal; neem een maat groter voor een dikke trui eronder. Op elke productpagina staat een tabel in centimeters.',
          },
          es: {
            question: '¿Qué talla necesito?',
            answer:
              'Nuestra ropa talla con normalidad; elige una talla más si llevas un jersey grueso debajo. Cada producto tiene su tabla en centímetros.',
          },
          sv: {
            question: 'Vilken storlek passar mig?',
            answer:
              'Våra kläder är normala i storleken; ta en storlek större om du har en tjock tröja under. Varje produktsida har en tabell i centimeter.',
          },
        },
      },
      {
        texts: {
          en: {
            question: 'How do I wash merino wool?',
            answer:
              'At 30 degrees in the wool programme, inside out, without softener; then dry it flat. Airing it overnight is often enough.',
          },
          nl: {
            question: 'Hoe was ik merinowol?',
            answer:
              'Op 30 graden in het wolprogramma, binnenstebuiten, zonder wasverzachter; daarna plat laten drogen. Een nacht luchten is vaak genoeg.',
          },
          es: {
            question: '¿Cómo se lava la lana merina?',
            answer:
              'A 30 grados con el programa de lana, del revés y sin suavizante; después, secar en plano. A menudo basta con airearla una noche.',
          },
          sv: {
            question: 'Hur tvättar jag merinoull?',
            answer:
              'I 30 grader med ullprogram, ut och in, utan sköljmedel; låt det sedan plantorka. Ofta räcker det att vädra över natten.',
          },
        },
      },
      {
        isPublished: false,
        texts: {
          en: {
            question: 'Do you mend worn jackets?',
            answer: 'From spring on: zips and seams of our own jackets, for the price of the parts.',
          },
          nl: {
            question: 'Repareren jullie versleten jassen?',
            answer: 'Vanaf het voorjaar: ritsen en naden van onze eigen jassen, voor de prijs van de onderdelen.',
          },
          es: {
            question: '¿Reparáis chaquetas gastadas?',
            answer: 'A partir de la primavera: cremalleras y costuras de nuestras chaquetas, al precio de las piezas.',
          },
          sv: {
            question: 'Lagar ni slitna jackor?',
            answer: 'Från och med våren: dragkedjor och sömmar på våra egna jackor, till priset av delarna.',
          },
        },
      },
    ],
  },
]
