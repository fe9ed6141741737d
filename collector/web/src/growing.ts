// A long list comes in two steps: what fills the first screen at once, the rest when the browser has
// time, so that the first rows can be read and clicked while the others are still being made.

import { useEffect, useState } from "preact/hooks";

export function useGrowing<Row>(rows: Row[], first: number): Row[] {
  const [count, setCount] = useState(first);
  useEffect(() => {
    if (count >= rows.length) return;
    const timer = window.setTimeout(() => setCount(count + 4 * first), 30);
    return () => window.clearTimeout(timer);
  }, [count, rows.length]);
  return rows.slice(0, count);
}
