// What the page that is opened asks for first, asked before anything of it is made: the answers
// travel while the script is still at work, and the first thing that is drawn is the page itself.
//
// Who it is comes first; the report that this person may see at this address follows at once. The
// server announces both with the page (page_endpoint.h), so mostly they are there already. What fails
// or takes long is left to the page, which asks in its own way and says what is wrong.

import { seed } from "./load";
import { reportUrl, type Head } from "./report";
import { parse } from "./route";
import type { Session } from "./session";

const longest = 250; // ms that drawing waits for the report once it is known who it is for

async function get<Body>(url: string): Promise<Body | null> {
  const answer = await fetch(url); // as plain as the server announces it, or it would be fetched twice
  return answer.ok ? ((await answer.json()) as Body) : null;
}

const reports: Partial<Record<string, "needs" | "tools">> = { needs: "needs", need: "needs", tools: "tools", tool: "tools" };

function reportFor({ person }: Session): string | null {
  if (person === null || person.must_change_password || person.must_set_up_factor) return null;
  const { page, query } = parse(new URL(location.href));
  const report = reports[page];
  if (report === undefined || !person.may.includes(report === "needs" ? "getNeeds" : "getTools")) return null;
  return reportUrl(report, query);
}

async function begin(): Promise<Session | null> {
  const session = await get<Session>("/api/v1/session");
  const url = session === null ? null : reportFor(session);
  if (url === null) return session;
  const report = get<Head>(url).catch(() => null);
  await Promise.race([seed(url, report), new Promise((resolve) => setTimeout(resolve, longest))]);
  return session;
}

// At once, as the first thing that main.tsx brings along; null: the page asks itself.
export const begun: Promise<Session | null> = begin().catch(() => null);
