// For pages that are no reports: what the server says about something, read once and again after
// each change, and the doing of a change with its outcome.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask, Refused, type Problem } from "./session";

export type Read<Body> =
  | { state: "loading" }
  | { state: "failed"; problem: Problem }
  | { state: "ready"; body: Body; version: string };

const silent: Problem = { title: "", detail: "", status: 0 };

export const problemIn = (error: unknown): Problem => (error instanceof Refused ? error.problem : silent);

export function useRead<Body>(url: string): [Read<Body>, () => void] {
  const [read, setRead] = useState<Read<Body>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    ask<Body>("GET", url, { signal: abort.signal }).then(
      ({ body, version }) => setRead({ state: "ready", body, version }),
      (error: unknown) => {
        if (!abort.signal.aborted) setRead({ state: "failed", problem: problemIn(error) });
      },
    );
    return () => abort.abort();
  }, [url, turn]);
  return [read, useCallback(() => setTurn((n) => n + 1), [])];
}

export interface Doing {
  busy: boolean;
  problem: Problem | null;
  run: (work: () => Promise<void>) => void;
  forget: () => void; // the problem
}

// One change at a time; a problem stands until the next one.
export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef(false);
  const run = useCallback((work: () => Promise<void>) => {
    if (running.current) return; // clicked twice
    running.current = true;
    setBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => setProblem(problemIn(error)))
      .finally(() => {
        running.current = false;
        setBusy(false);
      });
  }, []);
  const forget = useCallback(() => setProblem(null), []);
  return { busy, problem, run, forget };
}
