// A long list comes in two steps: what fills the first screen at once, the rest when the browser has
// time, a few at once, so that the first rows can be read and clicked while the others are still being
// made. Whoever comes back to it finds it as long as it was, and so where it was left.

import { useEffect, useRef, useState } from "preact/hooks";

const grown = new Map<string, number>();

// Gives what takes the work back.
export function whenIdle(work: () => void): () => void {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(work, 30);
    return () => clearTimeout(timer);
  }
  const turn = window.requestIdleCallback(work, { timeout: 300 });
  return () => window.cancelIdleCallback(turn);
}

export function useGrowing<Row>(name: string, rows: Row[], first: number): Row[] {
  const [count, setCount] = useState(grown.get(name) ?? first);
  useEffect(() => {
    grown.set(name, count);
    if (count >= rows.length) return;
    return whenIdle(() => setCount(count + 2 * first));
  }, [name, count, rows.length]);
  return rows.length <= count ? rows : rows.slice(0, count);
}

// True once what is there can be read and clicked: what stands beside it is asked for then.
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => whenIdle(() => setSettled(true)), []);
  return settled;
}

// The list of before where it is the same again, so that what is made of it stands.
export function useSame<Row>(rows: Row[]): Row[] {
  const kept = useRef(rows);
  const same = rows.length === kept.current.length && rows.every((row, n) => row === kept.current[n]);
  if (!same) kept.current = rows;
  return kept.current;
}
