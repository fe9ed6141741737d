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

// Reports that were asked for before the page was made.
const begun = new Map<string, Promise<Head | null>>();

// Done when the report is kept, as it stands there at once for whoever shows it.
export async function seed(url: string, report: Promise<Head | null>): Promise<void> {
  begun.set(url, report);
  const came = await report;
  if (came !== null && begun.has(url)) keep(url, came);
}

// A report that was begun is not asked for again; it is given away once.
async function fetched<Report extends Head>(url: string, signal: AbortSignal, byItself: boolean): Promise<Report> {
  const early = begun.get(url);
  begun.delete(url);
  const came = await early;
  if (came !== undefined && came !== null) return came as Report;
  return (await ask<Report>("GET", url, { signal, byItself })).body;
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
          const report = await fetched<Report>(url, abort.signal, !first);
          if (abort.signal.aborted) return;
          every = report.lab ? labEvery : otherwiseEvery;
          keep(url, report);
          setLoaded((now) => (now.state === "ready" && now.report === report ? now : { state: "ready", report }));
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
