/** What is said of many within a moment, done at once: of each the last word counts. */
export function gather<Key, Value>(milliseconds: number, work: (said: Map<Key, Value>) => Promise<void>): (key: Key, value: Value) => void {
  let said = new Map<Key, Value>()
  let isUnderWay = false
  const go = async () => {
    const all = said
    said = new Map()
    await work(all)
    isUnderWay = false
    if (said.size > 0) begin()
  }
  const begin = () => {
    isUnderWay = true
    setTimeout(go, milliseconds).unref()
  }
  return (key, value) => {
    said.set(key, value)
    if (!isUnderWay) begin()
  }
}
