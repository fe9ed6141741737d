import type { ComponentChildren } from "preact";
import { ReasonIcon } from "../chart/reason_icon";
import type { Card } from "../home/outcomes";
import type { Need, ReasonCode } from "../report";
import { go, useRoute, withQuery } from "../route";
import { useWords, type Words } from "../words/words";

interface Known {
  needName: Words["needName"];
  cards: Map<string, Card>;
  of: Set<string> | null; // the needs of the department asked for
}

export function matching(needs: Need[], query: URLSearchParams, { needName, cards, of }: Known): Need[] {
  const reason = query.get("reason");
  const state = query.get("state");
  const text = (query.get("q") ?? "").trim().toLocaleLowerCase();
  return needs.filter((need) => {
    if (reason !== null && need.reason.code !== reason) return false;
    if (state !== null && (cards.get(need.need)?.state ?? "new") !== state) return false;
    if (of !== null && !of.has(need.need)) return false;
    if (text === "") return true;
    const tools = [...need.offered, ...need.tools].map((tool) => tool.name);
    const names = [need.name, need.need, needName(need.need, need.name), ...tools];
    return names.some((name) => name.toLocaleLowerCase().includes(text));
  });
}

// Likely reasons as buttons with their number of needs, and a search over needs and their tools.
export function Filters({ needs, shown, children }: { needs: Need[]; shown: number; children?: ComponentChildren }) {
  const { say } = useWords();
  const { query } = useRoute();
  const chosen = query.get("reason") ?? "";
  const counted = new Map<ReasonCode, number>();
  for (const { reason } of needs) counted.set(reason.code, (counted.get(reason.code) ?? 0) + 1);
  const choose = (reason: string) => go(withQuery(query, { reason }), true);
  return (
    <search class="filters">
      <input
        type="search"
        aria-label={say.search}
        placeholder={say.search}
        value={query.get("q") ?? ""}
        onInput={(event) => go(withQuery(query, { q: event.currentTarget.value }), true)}
      />
      <div class="reasons" role="group" aria-label={say.filterReason}>
        <button type="button" aria-pressed={chosen === ""} onClick={() => choose("")}>
          {say.everyReason}
        </button>
        {[...counted].map(([code, count]) => (
          <button
            key={code}
            type="button"
            class={code}
            aria-pressed={chosen === code}
            onClick={() => choose(chosen === code ? "" : code)}
          >
            <ReasonIcon code={code} />
            {say.reasonWords[code]} <span class="count">{count}</span>
          </button>
        ))}
      </div>
      {children}
      <p class="visually-hidden" aria-live="polite">
        {say.shown(shown, needs.length)}
      </p>
    </search>
  );
}
