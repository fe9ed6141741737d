// The address is the state: page, need or tool, window and filters all stand in the URL, so every
// view can be linked to, printed and gone back to.

import { useEffect, useState } from "preact/hooks";

export interface Route {
  page: "needs" | "need" | "tools" | "tool" | "settings" | "privacy" | "audit" | "start" | "account" | "sign-in" | "lost";
  id: string;
  query: URLSearchParams;
}

export function parse(url: URL): Route {
  const [section = "", id = "", ...rest] = url.pathname.split("/").filter((part) => part !== "");
  const query = url.searchParams;
  if (rest.length > 0) return { page: "lost", id: "", query };
  if (section === "" || section === "needs") return { page: id === "" ? "needs" : "need", id, query };
  if (section === "tools") return { page: id === "" ? "tools" : "tool", id, query };
  if (id === "" && (section === "settings" || section === "privacy" || section === "audit" || section === "start" || section === "account" || section === "sign-in")) {
    return { page: section, id: "", query };
  }
  return { page: "lost", id: "", query };
}

const moved = "desirepath-moved";

export function go(href: string, replace = false): void {
  if (replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  window.dispatchEvent(new Event(moved));
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parse(new URL(location.href)));
  useEffect(() => {
    const read = () => setRoute(parse(new URL(location.href)));
    window.addEventListener("popstate", read);
    window.addEventListener(moved, read);
    return () => {
      window.removeEventListener("popstate", read);
      window.removeEventListener(moved, read);
    };
  }, []);
  return route;
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
