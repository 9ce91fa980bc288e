/** Tickets in Spanish. */
import type { DemoTicket } from './shapes.ts'

export const spanish: DemoTicket[] = [
  {
    customer: 'javier',
    channel: 'email',
    hoursAgo: 2.7,
    subject: 'Me han cobrado un pedido que no he hecho',
    steps: [
      [
        'in',
        0,
        'Buenos días:\n\nAcabo de ver un cargo de 412 euros en mi tarjeta por un pedido que yo no he hecho. Alguien ha entrado en mi cuenta y ha cambiado la dirección de envío. ¡Bloqueen el pedido y la cuenta ahora mismo, por favor! Voy a denunciarlo a la policía y a mi banco como fraude.\n\nJavier Molina',
      ],
    ],
  },
  {
    customer: 'lucia',
    channel: 'webchat',
    hoursAgo: 1.9,
    steps: [
      ['in', 0, 'Hola, ¿cuándo llega mi pedido {order}?'],
      [
        'out',
        3,
        'diego',
        '¡Hola, Lucía! Sale hoy de Zaragoza y te llega mañana por la mañana. Te acabo de mandar el enlace de seguimiento.',
      ],
      ['seen', 1],
      ['in', 1, 'Perfecto, muchas gracias, qué rápido'],
    ],
  },
  {
    customer: 'pablo',
    channel: 'email',
    hoursAgo: 8.2,
    subject: 'Pantalones rotos a la primera',
    steps: [
      [
        'in',
        0,
        'Hola:\n\nEstrené los pantalones Stig el domingo y se han roto por la entrepierna en la primera excursión. Ciento veintinueve euros tirados a la basura. Estoy muy decepcionado, esperaba mucha más calidad de ustedes. Quiero que me devuelvan el dinero.\n\nPablo Iriarte',
      ],
    ],
  },
  {
    customer: 'ines',
    channel: 'email',
    hoursAgo: 31,
    subject: 'Enamorada de la chaqueta',
    steps: [
      [
        'in',
        0,
        '¡Hola!\n\nSolo quería deciros que la chaqueta Fjell es una maravilla. La he llevado tres semanas por Picos de Europa, con lluvia todos los días, y ni una gota. Se la he recomendado a todas mis amigas del club y ya han comprado dos. ¡Volveré a comprar seguro, sois los mejores!\n\nInés',
      ],
      [
        'out',
        160,
        'diego',
        '¡Hola, Inés!\n\nTres semanas de lluvia en Picos: no hay mejor prueba. Gracias por contárnoslo y por hablar de nosotros en el club. Un abrazo desde la tienda.\n\nDiego',
      ],
      ['close', 1, 'diego'],
    ],
  },
  {
    customer: 'marta',
    channel: 'email',
    hoursAgo: 11,
    subject: 'Cambiar la talla antes del envío',
    steps: [
      [
        'in',
        0,
        'Hola, en el pedido {order} elegí el jersey en S y necesito la M. ¿Se puede cambiar antes de que salga?\n\nGracias,\nMarta Vidal',
      ],
      ['free', 6, 'sanne'],
    ],
  },
  {
    customer: 'carmen',
    channel: 'email',
    hoursAgo: 24,
    subject: 'Café en grano',
    steps: [
      ['in', 0, 'Buenas tardes, ¿el café tostado oscuro lo tienen también en grano, o solo molido?\n\nCarmen Ruiz'],
      [
        'out',
        70,
        'diego',
        'Buenas tardes, Carmen:\n\nTambién en grano, desde esta semana. En tu próxima caja lo puedes elegir antes del día veinte.\n\nDiego',
      ],
      ['in', 130, 'Estupendo, muchas gracias por la ayuda.'],
      ['close', 10, 'diego'],
    ],
  },
  {
    customer: 'andres',
    channel: 'email',
    hoursAgo: 46,
    subject: 'Devolución de las botas',
    steps: [
      ['in', 0, 'Hola, quiero devolver las botas, me quedan anchas. ¿Cómo lo hago y cuánto tarda el reembolso?'],
      [
        'out',
        150,
        'diego',
        'Hola, Andrés:\n\nLa etiqueta va dentro de la tapa de la caja. El reembolso sale el mismo día en que llegan al almacén; el banco tarda luego dos o tres días.\n\nDiego',
      ],
      ['close', 3, 'diego'],
    ],
  },
  {
    customer: 'elena',
    channel: 'webchat',
    hoursAgo: 29,
    steps: [
      ['in', 0, '¿La camiseta de merino pica? Tengo la piel muy sensible'],
      ['out', 5, 'diego', 'Hola, Elena. Es lana muy fina, casi nadie la nota. Si te pica, la devuelves aunque la hayas usado.'],
      ['seen', 1],
      ['in', 2, 'Así da gusto, gracias'],
      ['close', 12, 'diego'],
    ],
  },
  {
    customer: 'hugo',
    channel: 'email',
    hoursAgo: 5.6,
    subject: 'Granola caducada',
    steps: [
      [
        'in',
        0,
        'Las cuatro bolsas de granola que me llegaron el lunes caducaron hace dos meses. Mi hija ya había comido de una. Me parece una vergüenza que envíen comida caducada. Exijo una explicación y el reembolso.\n\nHugo Serrano',
      ],
    ],
  },
  {
    customer: 'raul',
    channel: 'webchat',
    hoursAgo: 4,
    steps: [['in', 0, 'Buenas, ¿hacéis envíos a Canarias? ¿Cuánto cuesta?']],
  },
  {
    customer: 'lucia',
    channel: 'email',
    hoursAgo: 82,
    subject: 'Factura a nombre de empresa',
    steps: [
      ['in', 0, 'Hola, ¿me pueden mandar la factura del último pedido a nombre de Ortega Rutas S. L.?\n\nLucía Ortega'],
      ['out', 95, 'maja', 'Hola, Lucía:\n\nVa adjunta en tu cuenta, con los datos de la empresa. Las próximas saldrán así.\n\nMaja'],
      ['close', 1, 'maja'],
    ],
  },
  {
    customer: 'javier',
    channel: 'email',
    hoursAgo: 66,
    subject: 'Plumas que se salen',
    steps: [
      ['in', 0, 'Del plumas que compré se salen plumas por las costuras y mi coche parece un gallinero. ¿Es normal?'],
      [
        'out',
        210,
        'diego',
        'Hola, Javier:\n\nLas primeras semanas salen algunas; si siguen después de un mes, nos lo mandas y lo cambiamos. Lo del gallinero lo hemos apuntado.\n\nDiego',
      ],
      ['close', 30, 'diego'],
    ],
  },
  {
    customer: 'carmen',
    channel: 'webchat',
    hoursAgo: 100,
    steps: [
      ['in', 0, 'Me encanta la caja de este mes, la mermelada es una delicia. ¿Se puede comprar suelta?'],
      ['out', 7, 'diego', '¡Qué bien, Carmen! Sí, está en la tienda, en «despensa».'],
      ['seen', 1],
      ['close', 9, 'diego'],
    ],
  },
]
