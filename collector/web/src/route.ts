// The address is the state: page, need or tool, window and filters all stand in the URL, so every
// view can be linked to, printed and gone back to.

import { useEffect, useMemo, useState } from "preact/hooks";

export interface Route {
  page: "needs" | "need" | "tools" | "tool" | "settings" | "privacy" | "audit" | "rules" | "answers" | "fleet" | "start" | "account" | "sign-in" | "lost";
  id: string;
  query: URLSearchParams;
}

// Pages with nothing below them.
const lonely = ["settings", "privacy", "audit", "rules", "answers", "fleet", "start", "account", "sign-in"] as const;

export function parse(url: URL): Route {
  const [section = "", id = "", ...rest] = url.pathname.split("/").filter((part) => part !== "");
  const query = url.searchParams;
  if (rest.length > 0) return { page: "lost", id: "", query };
  if (section === "" || section === "needs") return { page: id === "" ? "needs" : "need", id, query };
  if (section === "tools") return { page: id === "" ? "tools" : "tool", id, query };
  const alone = lonely.find((one) => one === section);
  if (id === "" && alone !== undefined) return { page: alone, id: "", query };
  return { page: "lost", id: "", query };
}

const moved = "desirepath-moved";

export function go(href: string, replace = false): void {
  if (replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  window.dispatchEvent(new Event(moved));
}

// A text of the address; whoever uses it is made again when that text changes, and not before.
function useAddress(pick: () => string): string {
  const [picked, setPicked] = useState(pick);
  useEffect(() => {
    const read = () => setPicked(pick());
    read(); // somebody may have clicked before this began to listen
    window.addEventListener("popstate", read);
    window.addEventListener(moved, read);
    return () => {
      window.removeEventListener("popstate", read);
      window.removeEventListener(moved, read);
    };
  }, []);
  return picked;
}

export function useRoute(): Route {
  const href = useAddress(() => location.href);
  return useMemo(() => parse(new URL(href)), [href]);
}

// The current address with some parameters changed; an empty value takes the parameter out.
export function withQuery(query: URLSearchParams, changes: Record<string, string>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return location.pathname + (text === "" ? "" : `?${text}`);
}

// Where a page is, keeping the window that is being looked at.
export function hrefOf(path: string, query: URLSearchParams): string {
  const kept = query.get("window");
  return kept === null ? path : `${path}?window=${encodeURIComponent(kept)}`;
}

// The same, for whoever needs nothing else of the address: dozens of cards, whose filters stand there.
export function useHrefOf(): (path: string) => string {
  const search = useAddress(() => hrefOf("", new URLSearchParams(location.search)));
  return (path) => path + search;
}
