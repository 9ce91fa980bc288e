/** The drawings of the welcome page. */

export const Mark = () => (
  <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
    <defs>
      <linearGradient id="warm" x1="0" y1="0" x2="1" y2="1">
        <stop offset="0" stop-color="#d8435a" />
        <stop offset="1" stop-color="#f28a4b" />
      </linearGradient>
    </defs>
    <rect width="32" height="32" rx="9" fill="url(#warm)" />
    <path d="M13 8.5c5 0 8.5 3.2 8.5 7.6 0 4.3-3.5 7.4-8.5 7.4z" fill="#fff" />
  </svg>
)

export const DeskPicture = () => (
  <svg viewBox="0 0 320 140" aria-hidden="true">
    <rect width="320" height="140" fill="#f4f2ee" />
    <rect x="28" y="22" width="264" height="130" rx="8" fill="#fff" stroke="#e8e4dd" />
    <path d="M84 22v118M172 22v118" stroke="#e8e4dd" />
    <g fill="#e8e4dd">
      <rect x="38" y="34" width="34" height="6" rx="3" />
      <rect x="38" y="48" width="28" height="6" rx="3" />
      <rect x="38" y="62" width="32" height="6" rx="3" />
    </g>
    {[
      [34, '#fde8e6', '#b42318'],
      [62, '#fdefd9', '#a8480b'],
      [90, '#dff5e8', '#0a6b45'],
      [118, '#eee8fc', '#6a3cc0'],
    ].map(([y, wash, ink]) => (
      <g key={y}>
        <rect x="94" y={y} width="38" height="6" rx="3" fill="#c9c3b8" />
        <rect x="94" y={Number(y) + 10} width="52" height="5" rx="2.5" fill="#e8e4dd" />
        <rect x="144" y={Number(y) - 2} width="20" height="10" rx="5" fill={String(wash)} />
        <circle cx="154" cy={Number(y) + 3} r="2.5" fill={String(ink)} />
      </g>
    ))}
    <rect x="184" y="36" width="70" height="24" rx="8" fill="#f4f2ee" />
    <rect x="208" y="70" width="72" height="30" rx="8" fill="#eaf0fe" />
    <rect x="184" y="110" width="56" height="20" rx="8" fill="#f4f2ee" />
  </svg>
)

export const ShopPicture = () => (
  <svg viewBox="0 0 320 140" aria-hidden="true">
    <rect width="320" height="140" fill="#e3ece8" />
    <circle cx="232" cy="48" r="20" fill="#f2c879" />
    <path d="M0 118L70 52l44 40 52-64 70 74 40-28 44 36v48H0z" fill="#a9c4ba" />
    <path d="M0 132l60-34 52 26 66-40 62 42 80-26v40H0z" fill="#5f8f80" />
    <circle cx="288" cy="112" r="17" fill="#1f5c4c" />
    <path d="M280 106h16v10h-8l-4 4v-4h-4z" fill="none" stroke="#fff" stroke-width="1.6" stroke-linejoin="round" />
  </svg>
)

export const DevicesPicture = () => (
  <svg viewBox="0 0 320 140" aria-hidden="true">
    <rect width="320" height="140" fill="#f3ebe1" />
    <rect x="60" y="34" width="150" height="90" rx="8" fill="#fff" stroke="#e0d6c6" />
    <path d="M44 124h182l-8 10H52z" fill="#dccfbb" />
    <path d="M84 56h102v48H84zM84 56l51 30 51-30" fill="#fbf7f0" stroke="#b99f7a" stroke-width="1.6" stroke-linejoin="round" />
    <rect x="230" y="50" width="46" height="84" rx="8" fill="#fff" stroke="#e0d6c6" />
    <rect x="237" y="64" width="26" height="10" rx="5" fill="#eaf0fe" />
    <rect x="243" y="80" width="26" height="10" rx="5" fill="#f4e3cc" />
    <rect x="237" y="96" width="20" height="10" rx="5" fill="#eaf0fe" />
  </svg>
)
