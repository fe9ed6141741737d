// Who is signed in, and how this page asks for things in that person's name.
//
// The cookie with the session's secret is out of reach of scripts; what changes something carries
// the session's csrf value, which only a page of this server can read. When the session is over, any
// answer says so (401), and the sign-in takes the page's place; the address stays.

import { createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo, useState } from "preact/hooks";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Session = Schemas["Session"];
export type Person = Schemas["Person"];
export type Role = Schemas["Role"];

export interface Problem {
  type?: string; // /problems/…
  title: string;
  detail: string;
  status: number;
}

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

let csrf = "";
let lost: () => void = () => undefined;

export interface Asked {
  body?: unknown;
  version?: string; // of what is changed, for If-Match
  byItself?: boolean;
  signal?: AbortSignal;
}

export interface Given<Body> {
  body: Body;
  version: string;
}

function headersOf({ body, version, byItself }: Asked, method: string): Record<string, string> {
  return {
    Accept: "application/json",
    ...(body !== undefined && { "Content-Type": "application/json" }),
    ...(method !== "GET" && { "X-CSRF-Token": csrf }),
    ...(version !== undefined && { "If-Match": version }),
    ...(byItself === true && { "X-By-Itself": "1" }),
  };
}

async function problemOf(answer: Response): Promise<Problem> {
  const nothing = { title: answer.statusText, detail: "", status: answer.status };
  return (await answer.json().catch(() => nothing)) as Problem;
}

// Throws Refused with what the server said; status 0 where it said nothing.
export async function ask<Body>(method: string, url: string, asked: Asked = {}): Promise<Given<Body>> {
  const answer = await fetch(url, {
    method,
    headers: headersOf(asked, method),
    ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
    ...(asked.signal !== undefined && { signal: asked.signal }),
  }).catch((error: unknown) => {
    if (asked.signal?.aborted === true) throw error;
    throw new Refused({ title: "", detail: "", status: 0 });
  });
  if (answer.ok) return { body: (await answer.json()) as Body, version: answer.headers.get("ETag") ?? "" };
  const problem = await problemOf(answer);
  // Over, or something comes first that did not a moment ago.
  const first = answer.status === 401 || problem.type === "/problems/second-factor";
  if (first && url !== sessionUrl) lost();
  throw new Refused(problem);
}

const sessionUrl = "/api/v1/session";

export interface SessionState {
  session: Session | null; // null: not known yet
  problem: Problem | null; // the server does not answer
  take: (session: Session) => void;
  again: () => void;
}

// `first`: what is known already; null: it is asked for.
export function useSessionState(first: Session | null): SessionState {
  const [session, setSession] = useState(first);
  const [problem, setProblem] = useState<Problem | null>(null);
  useMemo(() => (csrf = first?.csrf ?? ""), [first]); // before anything below is asked for
  const take = useCallback((given: Session) => {
    csrf = given.csrf ?? "";
    setSession(given);
    setProblem(null);
  }, []);
  const again = useCallback(() => {
    getSession().then(take, (error: unknown) => {
      setProblem(error instanceof Refused ? error.problem : { title: "", detail: "", status: 0 });
    });
  }, [take]);
  useEffect(() => {
    lost = again;
    if (first === null) again();
  }, [again, first]);
  return { session, problem, take, again };
}

const nobody: Session = { person: null, csrf: null, organisation: "", lab: false, k: 0, sign_in_service: null };

export const Signed = createContext<{ session: Session; take: (session: Session) => void }>({
  session: nobody,
  take: () => undefined,
});

export const useSigned = () => useContext(Signed);

// Whether the person's role may do an operation of openapi.yaml.
export function useMay(): (operation: string) => boolean {
  const { session } = useSigned();
  return (operation) => session.person?.may.includes(operation) ?? false;
}

export async function signIn(given: Schemas["Credentials"]): Promise<Session> {
  return (await ask<Session>("POST", sessionUrl, { body: given })).body;
}

export async function getSession(): Promise<Session> {
  return (await ask<Session>("GET", sessionUrl)).body;
}

export async function signOut(): Promise<Session> {
  return (await ask<Session>("DELETE", sessionUrl)).body;
}

export async function changePassword(given: Schemas["NewPassword"]): Promise<Session> {
  return (await ask<Session>("PUT", `${sessionUrl}/password`, { body: given })).body;
}
