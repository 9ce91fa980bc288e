import '@mantine/core/styles/Notification.layer.css'
import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'
import styles from './NoticesCorner.module.css'

/** The corner of the page in which notices stand, four at most; above the line that says whether the screen is in sync. */
export const NoticesCorner = () => <Notifications position="bottom-left" limit={4} className={styles.corner} />
