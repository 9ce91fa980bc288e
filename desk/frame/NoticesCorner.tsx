import '@mantine/core/styles/Notification.layer.css'
import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

/** The corner of the page in which notices stand, four at most. */
export const NoticesCorner = () => <Notifications position="bottom-left" limit={4} />
