/** The drawn signs of the desk: one stroke width, on a grid of 20. They say nothing to a screen reader; what stands beside them does. */
import type { ReactNode } from 'react'
import type { ChannelKey } from '../shared/words.ts'

export interface IconProps {
  /** Side in pixels. */
  size?: number
  className?: string
}

/** Makes a sign of some paths. */
const drawn = (paths: ReactNode) => (props: IconProps) => <Drawn {...props}>{paths}</Drawn>

/** The line is 1.5 px at every size. */
function Drawn({ size = 18, className, children }: IconProps & { children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={(1.5 * 20) / size}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

const ChatIcon = drawn(<path d="M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z" />)
const EnvelopeIcon = drawn(
  <>
    <rect x="2.5" y="4.5" width="15" height="11" rx="1.5" />
    <path d="m3 6 7 5 7-5" />
  </>,
)
const AtIcon = drawn(
  <>
    <circle cx="10" cy="10" r="3" />
    <path d="M13 7v4.2a2.1 2.1 0 0 0 4.2 0V10a7.2 7.2 0 1 0-3 5.85" />
  </>,
)
const InstagramIcon = drawn(
  <>
    <rect x="3" y="3" width="14" height="14" rx="4" />
    <circle cx="10" cy="10" r="3.3" />
    <path d="M14 6h.01" />
  </>,
)
const WhatsAppIcon = drawn(
  <>
    <path d="M3 17l1.1-3.6A7.2 7.2 0 1 1 7 16.2z" />
    <path d="M7.6 7.3c0 3 2.1 5.1 5.1 5.1l.5-1.6-1.8-.7-.8.8a4.5 4.5 0 0 1-1.6-1.6l.8-.8-.7-1.7z" />
  </>,
)
export const PersonIcon = drawn(
  <>
    <circle cx="10" cy="7" r="3.2" />
    <path d="M3.8 16.8c.5-3.2 3-5 6.2-5s5.7 1.8 6.2 5" />
  </>,
)
export const TrayIcon = drawn(
  <>
    <path d="M3 11.5 5 4h10l2 7.5V16H3z" />
    <path d="M3 11.5h4l1 2h4l1-2h4" />
  </>,
)
export const UnassignedIcon = drawn(<circle cx="10" cy="10" r="6.8" strokeDasharray="3 2.7" />)
export const SpamIcon = drawn(
  <>
    <path d="M7 3h6l4 4v6l-4 4H7l-4-4V7z" />
    <path d="M10 6.5v4.2M10 13.5h.01" />
  </>,
)
export const ViewIcon = drawn(<path d="M3 5h14M5.5 10h9M8 15h4" />)
export const SearchIcon = drawn(
  <>
    <circle cx="8.8" cy="8.8" r="5.3" />
    <path d="m13 13 4 4" />
  </>,
)
export const GearIcon = drawn(
  <>
    <path d="M3 6h7M14.5 6H17M3 14h2.5M10 14h7" />
    <circle cx="12.3" cy="6" r="2.1" />
    <circle cx="7.7" cy="14" r="2.1" />
  </>,
)
export const PlusIcon = drawn(<path d="M10 4v12M4 10h12" />)
export const CrossIcon = drawn(<path d="m5 5 10 10M15 5 5 15" />)
export const CheckIcon = drawn(<path d="m4 10.5 4 4 8-9" />)
export const ChevronDownIcon = drawn(<path d="m5 7.5 5 5 5-5" />)
export const ChevronUpIcon = drawn(<path d="m5 12.5 5-5 5 5" />)
export const ChevronLeftIcon = drawn(<path d="m12.5 5-5 5 5 5" />)
export const ChevronRightIcon = drawn(<path d="m7.5 5 5 5-5 5" />)
export const MoreIcon = drawn(<path strokeWidth="2.6" d="M4.5 10h.01M10 10h.01M15.5 10h.01" />)
export const PanelIcon = drawn(
  <>
    <rect x="3" y="4" width="14" height="12" rx="1.5" />
    <path d="M12.5 4v12" />
  </>,
)
export const ListIcon = drawn(<path d="M4 5.5h12M4 10h12M4 14.5h12" />)
export const ClockIcon = drawn(
  <>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4.2l2.8 1.7" />
  </>,
)
export const SmileIcon = drawn(
  <>
    <circle cx="10" cy="10" r="6.8" />
    <path d="M7.2 12a3.4 3.4 0 0 0 5.6 0M7.7 8h.01M12.3 8h.01" />
  </>,
)
export const MacroIcon = drawn(<path d="M11 2.5 4.5 11.5H10l-1 6 6.5-9H10z" />)
export const PaperclipIcon = drawn(
  <path d="m15.8 9.5-5.7 5.7a3.3 3.3 0 0 1-4.7-4.7l6-6a2.2 2.2 0 0 1 3.1 3.1l-5.9 5.9a1 1 0 0 1-1.5-1.5l5.3-5.3" />,
)
export const UndoIcon = drawn(<path d="M7.5 4 3.8 7.7l3.7 3.7M4.5 7.7h7a4.3 4.3 0 0 1 0 8.6H8" />)
export const FileIcon = drawn(<path d="M5 2.5h6.5L15.5 6.5v11H5zM11 3v4h4" />)
export const WarningIcon = drawn(<path d="M10 3 2.5 16.5h15zM10 8v4M10 14.3h.01" />)
export const KeyboardIcon = drawn(
  <>
    <rect x="2.5" y="5" width="15" height="10" rx="1.5" />
    <path d="M5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M7 12h6" />
  </>,
)
export const SunIcon = drawn(
  <>
    <circle cx="10" cy="10" r="3.3" />
    <path d="M10 2.5v1.7M10 15.8v1.7M2.5 10h1.7M15.8 10h1.7M4.7 4.7l1.2 1.2M14.1 14.1l1.2 1.2M4.7 15.3l1.2-1.2M14.1 5.9l1.2-1.2" />
  </>,
)
export const MoonIcon = drawn(<path d="M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3z" />)
export const TrashIcon = drawn(<path d="M3.5 5.5h13M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5" />)
export const GripIcon = drawn(<path strokeWidth="2.4" d="M7.5 5h.01M12.5 5h.01M7.5 10h.01M12.5 10h.01M7.5 15h.01M12.5 15h.01" />)
export const SplitIcon = drawn(<path d="M10 17v-6.5L5 5.5m0 4v-4h4M10 10.5l5-5m0 4v-4h-4" />)
export const BellIcon = drawn(<path d="M5.5 13.5v-5a4.5 4.5 0 0 1 9 0v5l1.5 1.5H4zM8.3 17.2a1.9 1.9 0 0 0 3.4 0" />)
export const SignOutIcon = drawn(<path d="M8 3.5H4v13h4M12 6.5l3.5 3.5-3.5 3.5M8 10h7.5" />)

/** Each channel's own sign: chat bubble for web chat, envelope for SMS, @ for email. */
export const channelIcons: Record<ChannelKey, (props: IconProps) => ReactNode> = {
  webchat: ChatIcon,
  email: AtIcon,
  sms: EnvelopeIcon,
  whatsapp: WhatsAppIcon,
  instagram: InstagramIcon,
}
