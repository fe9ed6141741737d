// What came of promises, from the cards: won needs, and promises kept, partly, not, or to come. The
// newest check-up that could be measured counts.

import type { components } from "../schema";

export type Card = components["schemas"]["Card"];
type Promise_ = Card["promises"][number];
export type CheckUp = Promise_["check_ups"][number];

export interface Outcome {
  card: Card;
  promise: Promise_;
  check: CheckUp | null; // null: none could be measured yet
}

const atRest: Card["state"][] = ["adopted", "integrated", "explained", "replaced", "restricted"];

export function outcomes(cards: Card[]): Outcome[] {
  return cards.flatMap((card) =>
    card.promises.map((promise) => ({
      card,
      promise,
      check: [...promise.check_ups].reverse().find(({ devices }) => devices !== null) ?? null,
    })),
  );
}

// Settled, with a promise that is measured as kept; the newest promise of each need.
export function won(all: Outcome[]): Outcome[] {
  const seen = new Set<string>();
  return all.filter(({ card, check }) => {
    if (!atRest.includes(card.state) || check?.verdict !== "kept" || seen.has(card.need)) return false;
    seen.add(card.need);
    return true;
  });
}

// Those whose being kept was first measured in this window.
export function wonIn(window: string, all: Outcome[]): number {
  return won(all).filter(({ promise }) => promise.check_ups.find(({ verdict }) => verdict === "kept")?.window === window).length;
}
