// A long list comes in two steps: what fills the first screen at once, the rest when the browser has
// time, so that the first rows can be read and clicked while the others are still being made. Whoever
// comes back to it finds it as long as it was, and so where it was left.

import { useEffect, useState } from "preact/hooks";

const grown = new Map<string, number>();

export function useGrowing<Row>(name: string, rows: Row[], first: number): Row[] {
  const [count, setCount] = useState(grown.get(name) ?? first);
  useEffect(() => {
    grown.set(name, count);
    if (count >= rows.length) return;
    const timer = window.setTimeout(() => setCount(count + 4 * first), 30);
    return () => window.clearTimeout(timer);
  }, [name, count, rows.length]);
  return rows.slice(0, count);
}
