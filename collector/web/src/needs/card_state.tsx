// Where each need stands, on the cards of the home page. Whoever may not see it sees the figures alone.

import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { components } from "../schema";
import { ask, useMay } from "../session";
import { useWords } from "../words/words";

type Card = components["schemas"]["Card"];

export const CardStates = createContext<Map<string, Card>>(new Map());

// Read with each new report, once there is one; what cannot be read is left out, the need's own page
// says why.
export function useCardStates(report: unknown): Map<string, Card> {
  const [cards, setCards] = useState(new Map<string, Card>());
  const may = useMay()("getCards");
  useEffect(() => {
    if (!may || report === null) return;
    const abort = new AbortController();
    ask<components["schemas"]["CardList"]>("GET", "/api/v1/cards", { signal: abort.signal, byItself: true }).then(
      ({ body }) => setCards(new Map(body.cards.map((card) => [card.need, card]))),
      () => undefined,
    );
    return () => abort.abort();
  }, [report, may]);
  return cards;
}

export function CardState({ need }: { need: string }) {
  const { work } = useWords();
  const card = useContext(CardStates).get(need);
  if (card === undefined || (card.state === "new" && !card.waiting && card.owner === null)) return null;
  return (
    <p class="card-state">
      <span class="mark">{work.states[card.state]}</span>
      {card.owner !== null && <span>{card.owner}</span>}
      {card.due !== null && <span class={card.overdue ? "mark late" : ""}>{work.dueOn(card.due)}</span>}
      {card.waiting && (
        <span class="mark late" title={work.waitingMeans}>
          {work.waiting}
        </span>
      )}
    </p>
  );
}
