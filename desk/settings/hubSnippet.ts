/**
 * Ready to paste into a shop: an address that answers who is signed in there, by a token that is for this Warmline alone, is good for
 * five minutes and once. A test runs what can be run.
 */
const node = (audience: string) => `import { createHmac, randomUUID } from 'node:crypto'

const base64url = (text) => Buffer.from(text).toString('base64url')

function signShopper({ id, name, email }) {
  const now = Math.floor(Date.now() / 1000)
  const head = base64url(JSON.stringify({ alg: 'HS256', typ: 'JWT' }))
  const about = { iat: now, exp: now + 300, jti: randomUUID(), aud: '${audience}' }
  const who = { sub: String(id), name, email, ...about }
  const signed = \`\${head}.\${base64url(JSON.stringify(who))}\`
  const hmac = createHmac('sha256', process.env.WARMLINE_HUB_SECRET).update(signed)
  return \`\${signed}.\${hmac.digest('base64url')}\`
}

app.get('/hub-identity', (request, response) => {
  const shopper = request.session.customer
  if (!shopper) return response.status(204).end()
  response.set('cache-control', 'no-store')
  response.json({ identity: signShopper(shopper) })
})
`

const php = (audience: string) => `<?php // answers /hub-identity
session_start();
$shopper = $_SESSION['customer'] ?? null;
if (!$shopper) { http_response_code(204); exit; }

$base64url = fn ($bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
$head = $base64url(json_encode(['alg' => 'HS256', 'typ' => 'JWT']));
$claims = $base64url(json_encode([
    'sub' => (string) $shopper['id'],
    'name' => $shopper['name'],
    'email' => $shopper['email'],
    'iat' => time(),
    'exp' => time() + 300,
    'jti' => bin2hex(random_bytes(16)),
    'aud' => '${audience}',
]));
$secret = getenv('WARMLINE_HUB_SECRET');
$signature = $base64url(hash_hmac('sha256', "$head.$claims", $secret, true));

header('Content-Type: application/json');
header('Cache-Control: no-store');
echo json_encode(['identity' => "$head.$claims.$signature"]);
`

// Shopify's HMAC is written in hexadecimal: three of its digits are two letters of base64url.
// It has no chance either: the time in billionths of a second is what no two pages have in common.
const liquid = (audience: string) => `{%- comment -%}
  Save as templates/page.hub-identity.liquid, and make a page "hub-identity" with that template.
  In the script tag: data-identity-url="/pages/hub-identity"
{%- endcomment -%}
{%- layout none -%}
{%- assign secret = 'PASTE THE SECRET HERE' -%}
{%- if customer -%}
  {%- assign now = 'now' | date: '%s' | plus: 0 -%}
  {%- assign end = now | plus: 300 -%}
  {%- capture claims -%}
    {"sub":"{{ customer.id }}","iat":{{ now }},"exp":{{ end }},
    "jti":"{{ customer.id }}-{{ 'now' | date: '%s%N' }}","aud":"${audience}",
    "name":{{ customer.name | json }},"email":{{ customer.email | json }}}
  {%- endcapture -%}
  {%- assign head = '{"alg":"HS256","typ":"JWT"}' | base64_url_safe_encode | remove: '=' -%}
  {%- assign body = claims | base64_url_safe_encode | remove: '=' -%}
  {%- assign signed = head | append: '.' | append: body -%}
  {%- assign digits = signed | hmac_sha256: secret | append: '00' | split: '' -%}
  {%- assign small = 'abcdefghijklmnopqrstuvwxyz' -%}
  {%- assign letters = small | upcase | append: small | append: '0123456789-_' | split: '' -%}
  {%- assign signature = '' -%}
  {%- assign sum = 0 -%}
  {%- for digit in digits -%}
    {%- assign value = '0123456789abcdef' | split: digit | first | size -%}
    {%- assign sum = sum | times: 16 | plus: value -%}
    {%- assign place = forloop.index | modulo: 3 -%}
    {%- if place == 0 -%}
      {%- assign high = sum | divided_by: 64 | floor -%}
      {%- assign low = sum | modulo: 64 -%}
      {%- assign pair = letters[high] | append: letters[low] -%}
      {%- assign signature = signature | append: pair -%}
      {%- assign sum = 0 -%}
    {%- endif -%}
  {%- endfor -%}
  {"identity":"{{ signed }}.{{ signature | slice: 0, 43 }}"}
{%- else -%}
  {"identity":null}
{%- endif -%}
`

export const snippetKinds = ['Node', 'PHP', 'Liquid'] as const

const snippets = { Node: node, PHP: php, Liquid: liquid }

/** The lines of a kind, for the Warmline at this address. */
export const snippetOf = (kind: (typeof snippetKinds)[number], publicUrl: string): string => snippets[kind](publicUrl)
