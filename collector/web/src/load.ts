// Fetches a report and keeps it fresh: the server answers 304 while nothing changed, so asking
// again costs next to nothing. A lab's windows are a minute long, an organisation's a week.

import { useEffect, useState } from "preact/hooks";
import type { Head } from "./report";
import { ask, Refused, type Problem } from "./session";

export type Loaded<Report> =
  | { state: "loading" }
  | { state: "failed"; problem: Problem; retry: () => void }
  | { state: "ready"; report: Report };

// What was read last, so that going back and forth between pages shows it at once; it is asked for
// again all the same.
const kept = new Map<string, Head>();
const mostKept = 4;

function keep(url: string, report: Head): void {
  kept.delete(url);
  kept.set(url, report);
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
}

function firstOf<Report extends Head>(url: string): Loaded<Report> {
  const report = kept.get(url);
  return report === undefined ? { state: "loading" } : { state: "ready", report: report as Report };
}

const labEvery = 10_000;
const otherwiseEvery = 300_000;

export function useReport<Report extends Head>(url: string): Loaded<Report> {
  const [loaded, setLoaded] = useState<Loaded<Report>>(() => firstOf(url));
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    let every = otherwiseEvery;
    const turn = async (first: boolean) => {
      try {
        if (first || document.visibilityState === "visible") {
          const { body: report } = await ask<Report>("GET", url, { signal: abort.signal, byItself: !first });
          every = report.lab ? labEvery : otherwiseEvery;
          keep(url, report);
          setLoaded({ state: "ready", report });
        }
      } catch (error) {
        if (abort.signal.aborted) return;
        const unreachable = { title: "", detail: "", status: 0 };
        setLoaded({
          state: "failed",
          problem: error instanceof Refused ? error.problem : unreachable,
          retry: () => setAttempt((n) => n + 1),
        });
      }
      timer = window.setTimeout(() => void turn(false), every);
    };
    void turn(true);
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [url, attempt]);
  return loaded;
}
