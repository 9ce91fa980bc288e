/** Does work while no other tab does what has the same name. Where a browser cannot tell (or keeps nothing), it is done all the same. */
export async function alone(name: string, work: () => Promise<void>): Promise<void> {
  let hasBegun = false
  try {
    await navigator.locks.request(name, () => {
      hasBegun = true
      return work()
    })
  } catch (error) {
    if (hasBegun) throw error
    await work()
  }
}
