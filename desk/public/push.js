// The desk's service worker: shows what is pushed to this browser, and leads to the ticket. It keeps nothing.
self.addEventListener('push', (event) => {
  const { title, body, url, tag } = event.data.json()
  event.waitUntil(self.registration.showNotification(title, { body, tag, renotify: true, data: { url }, lang: '' }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = event.notification.data
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then(async (desks) => {
      const [desk] = desks
      if (!desk) return self.clients.openWindow(url)
      await desk.focus()
      // The desk goes there by itself: nothing that is being written there is lost.
      desk.postMessage({ open: url })
    }),
  )
})
