/** How a customer is called on the screen: by name, else by what they wrote from; empty when nothing of them is known. */
export function calledBy({ name, email, phone }: { name: string; email?: string | null; phone?: string | null }): string {
  return name || email || phone || ''
}
