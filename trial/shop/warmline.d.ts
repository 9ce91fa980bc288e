/** What the hub's loader adds to the page; it may not be there yet. */
interface Window {
  warmline?: { open(): void }
}
