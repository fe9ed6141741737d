// The departments a filter can name: those on the list that this person may see, asked once it is time.

import { useEffect, useState } from "preact/hooks";
import type { components } from "../schema";
import { ask, useMay } from "../session";

type Named = components["schemas"]["NamedDepartment"];

export function useDepartments(now = true): Named[] {
  const may = useMay()("getStandings") && now;
  const [departments, setDepartments] = useState<Named[]>([]);
  useEffect(() => {
    if (!may) return;
    const abort = new AbortController();
    ask<components["schemas"]["Standings"]>("GET", "/api/v1/standings", { signal: abort.signal, byItself: true }).then(
      ({ body }) => setDepartments(body.departments),
      () => undefined, // before the first policy there are none
    );
    return () => abort.abort();
  }, [may]);
  return departments;
}

// The needs of which a department has a tool of its own; null: not asked, or not known yet.
export function useNeedsOf(department: string, window: string): Set<string> | null {
  const may = useMay()("getTools");
  const [needs, setNeeds] = useState<Set<string> | null>(null);
  useEffect(() => {
    setNeeds(null);
    if (!may || department === "") return;
    const abort = new AbortController();
    const asked = new URLSearchParams({ department, ...(window !== "" && { window }) });
    ask<components["schemas"]["ToolsReport"]>("GET", `/api/v1/tools?${asked}`, { signal: abort.signal, byItself: true }).then(
      ({ body }) => setNeeds(new Set(body.tools.map(({ need }) => need))),
      () => setNeeds(new Set()), // not this department's: nothing fits
    );
    return () => abort.abort();
  }, [may, department, window]);
  return needs;
}
