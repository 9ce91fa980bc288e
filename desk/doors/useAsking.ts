/** Asks the server what a door's form wishes: whether it is being asked, and why it refused, in the words of the screen. */
import { useState } from 'react'
import { doorProblem } from './doorProblem.ts'

export function useAsking<Wish extends unknown[]>(ask: (...wish: Wish) => Promise<unknown>) {
  const [problem, setProblem] = useState('')
  const [isAsking, setAsking] = useState(false)
  const submit = async (...wish: Wish) => {
    setAsking(true)
    setProblem('')
    await ask(...wish).catch((error: unknown) => setProblem(doorProblem(error)))
    setAsking(false)
  }
  return { problem, isAsking, submit, forget: () => setProblem('') }
}
