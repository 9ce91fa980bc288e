/** The tags a new installation begins with: what customers of online stores write about. */
import type { Tag } from '../../shared/triage.ts'

const tag = (key: string, name: string, description: string, keywords: string): Tag => ({
  key,
  name,
  description,
  keywords: keywords.split(', '),
  isAuto: true,
})

export const commonTags: Tag[] = [
  tag(
    'shipping',
    'Shipping',
    'Where a parcel is, delays, delivery and tracking',
    'delivery, parcel, tracking, courier, late, bezorging, pakket, envío, paquete, leverans, paket',
  ),
  tag(
    'returns',
    'Returns',
    'Sending something back',
    'return, send back, return label, retour, terugsturen, devolución, devolver, retur, returnera',
  ),
  tag(
    'refund',
    'Refund',
    'Money back',
    'refund, money back, reimburse, terugbetaling, geld terug, reembolso, återbetalning, pengarna tillbaka',
  ),
  tag(
    'exchange',
    'Exchange',
    'Another size, colour or item in place of the one bought',
    'exchange, swap, another size, ruilen, omruilen, cambio, cambiar, byta, byte',
  ),
  tag(
    'order-change',
    'Order change',
    'Changing an order that was placed: address, items, amount',
    'change my order, wrong address, change address, bestelling wijzigen, cambiar el pedido, ändra min order',
  ),
  tag(
    'cancellation',
    'Cancellation',
    'Cancelling an order or a contract',
    'cancel, cancellation, annuleren, annulering, cancelar, cancelación, avboka, avbeställa',
  ),
  tag(
    'product-question',
    'Product question',
    'What a product is, does or fits',
    'compatible, material, ingredients, how does, werkt het, materiaal, compatible con, fungerar, innehåller',
  ),
  tag(
    'damaged',
    'Damaged',
    'Arrived broken or stopped working',
    'broken, damaged, defective, cracked, kapot, beschadigd, roto, dañado, defectuoso, trasig, skadad',
  ),
  tag(
    'wrong-item',
    'Wrong item',
    'Something else came than was ordered',
    'wrong item, wrong product, not what i ordered, verkeerd product, verkeerde artikel, artículo equivocado, fel vara',
  ),
  tag(
    'missing-item',
    'Missing item',
    'Part of an order did not come',
    'missing, incomplete, not in the box, ontbreekt, niet compleet, falta, incompleto, saknas, fattas',
  ),
  tag(
    'sizing',
    'Sizing',
    'Which size, too large, too small',
    'size, too small, too big, fit, maat, te klein, te groot, talla, demasiado pequeño, storlek, för liten',
  ),
  tag(
    'stock',
    'Stock',
    'Whether and when something can be had',
    'in stock, out of stock, restock, available again, voorraad, leverbaar, agotado, disponible, i lager, slut',
  ),
  tag(
    'payment',
    'Payment',
    'Paying, cards, charges',
    'payment, charged twice, card declined, betaling, afgeschreven, pago, cobro, tarjeta, betalning, kortet',
  ),
  tag(
    'invoice',
    'Invoice',
    'Invoices, receipts and tax',
    'invoice, receipt, vat, factuur, btw, bon, factura, recibo, iva, faktura, kvitto, moms',
  ),
  tag(
    'discount',
    'Discount',
    'Codes, vouchers and sales',
    'discount, coupon, voucher, promo code, korting, kortingscode, descuento, cupón, rabatt, rabattkod',
  ),
  tag(
    'account',
    'Account',
    'Signing in, passwords and personal data',
    'password, log in, account, my data, wachtwoord, inloggen, contraseña, cuenta, lösenord, logga in, konto',
  ),
  tag(
    'subscription',
    'Subscription',
    'Repeated deliveries and memberships',
    'subscription, skip, next delivery, abonnement, suscripción, prenumeration',
  ),
  tag(
    'warranty',
    'Warranty',
    'Guarantee, repair and spare parts',
    'warranty, guarantee, repair, garantie, reparatie, garantía, reparación, garanti, reklamation',
  ),
  tag(
    'safety',
    'Safety',
    'Danger to health or property',
    'allergic, injury, burn, fire, smoke, recall, allergisch, brand, alérgico, quemadura, allergisk, brann',
  ),
  tag(
    'fraud',
    'Fraud',
    'Stolen accounts and cards, orders nobody placed',
    'fraud, scam, stolen, unauthorised, fraude, opgelicht, gestolen, estafa, robada, bedrägeri, stulen',
  ),
  tag(
    'feedback',
    'Feedback',
    'Praise, complaints and ideas about the shop',
    'feedback, suggestion, review, complaint, klacht, compliment, sugerencia, queja, opinión, synpunkt, klagomål',
  ),
]
