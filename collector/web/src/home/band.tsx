// The band above the cards: three quick wins, what was won, and what came of our promises.

import { useRead } from "../asking";
import { hrefOf, useRoute } from "../route";
import type { components } from "../schema";
import { useMay } from "../session";
import { Told } from "../shell/frame";
import { Link } from "../shell/link";
import { useWords } from "../words/words";
import "../style/home.css";
import { outcomes, won, type Card, type Outcome } from "./outcomes";
import { useHomeWords } from "./words";

type Wins = components["schemas"]["QuickWinsReport"];
type Verdict = components["schemas"]["Promise"]["check_ups"][number]["verdict"];

const shownWins = 3;
const dearest = 13; // points: building something
const verdicts: Verdict[] = ["kept", "partly", "not", "cannot_say", "to_come"];

function NeedLink({ need }: { need: string }) {
  const { needName } = useWords();
  const { query } = useRoute();
  return <Link href={hrefOf(`/needs/${need}`, query)}>{needName(need)}</Link>;
}

function Effort({ points }: { points: number }) {
  const home = useHomeWords();
  return (
    <span class="effort">
      <svg viewBox={`0 0 ${dearest * 6} 8`} aria-hidden="true">
        {Array.from({ length: dearest }, (_, n) => (
          <circle key={n} class={n < points ? "spent" : ""} cx={n * 6 + 3} cy={4} r={2.2} />
        ))}
      </svg>
      <span>{home.effort(points)}</span>
    </span>
  );
}

function QuickWins() {
  const { interval } = useWords();
  const home = useHomeWords();
  const { query } = useRoute();
  const window = query.get("window");
  const [read, reload] = useRead<Wins>(`/api/v1/quick-wins${window === null ? "" : `?window=${encodeURIComponent(window)}`}`);
  return (
    <Told read={read} retry={reload}>
      {({ quick_wins }) =>
        quick_wins.length === 0 ? (
          <p class="hint">{home.noQuickWins}</p>
        ) : (
          <ol>
            {quick_wins.slice(0, shownWins).map((win) => (
              <li key={win.need}>
                <NeedLink need={win.need} />: {home.actions[win.code]}
                <small>
                  {home.who[win.code]} · {home.devices(interval(win.devices))}
                  {win.idle_seats !== null && win.idle_seats.high > 0 && ` · ${home.seats(interval(win.idle_seats))}`}
                </small>
                <Effort points={win.effort} />
              </li>
            ))}
          </ol>
        )
      }
    </Told>
  );
}

function Won({ all }: { all: Outcome[] }) {
  const { work, interval } = useWords();
  const home = useHomeWords();
  const needs = won(all);
  if (needs.length === 0) return <p class="hint">{home.noneWon}</p>;
  return (
    <ul>
      {needs.map(({ card, promise, check }) => (
        <li key={card.need}>
          <NeedLink need={card.need} /> <span class="mark kept">{work.states[card.state]}</span>
          {check?.devices !== null && check !== null && <small>{home.fromTo(interval(promise.before), interval(check.devices))}</small>}
        </li>
      ))}
    </ul>
  );
}

function Promises({ all, cards }: { all: Outcome[]; cards: Card[] }) {
  const { work } = useWords();
  const home = useHomeWords();
  const missteps = cards.filter((card) => card.missteps.length > 0);
  if (all.length === 0 && missteps.length === 0) return <p class="hint">{home.noPromises}</p>;
  const count = (verdict: Verdict) => all.filter(({ check }) => (check?.verdict ?? "to_come") === verdict).length;
  return (
    <>
      <dl class="tally">
        {verdicts
          .filter((verdict) => count(verdict) > 0)
          .map((verdict) => (
            <div key={verdict}>
              <dd class={`mark ${verdict}`}>{count(verdict)}</dd>
              <dt>{work.verdicts[verdict]}</dt>
            </div>
          ))}
      </dl>
      <ul>
        {all
          .filter(({ check }) => check?.verdict === "not")
          .map(({ card, promise }) => (
            <li key={`${card.need} ${promise.number}`}>
              <NeedLink need={card.need} />: <span class="said">{promise.promise}</span> <span class="mark not">{work.verdicts.not}</span>
            </li>
          ))}
        {missteps.map((card) => (
          <li key={card.need}>
            <small>{home.missteps}</small>
            <NeedLink need={card.need} />: <span class="said">{card.missteps[0]?.text}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Band({ cards }: { cards: Card[] }) {
  const home = useHomeWords();
  const may = useMay();
  const all = outcomes(cards);
  return (
    <section class="band" aria-label={home.band}>
      {may("getQuickWins") && (
        <div>
          <h2>{home.quickWins}</h2>
          <p class="hint">{home.quickWinsMean}</p>
          <QuickWins />
        </div>
      )}
      <div>
        <h2>{home.won}</h2>
        <p class="hint">{home.wonMean}</p>
        <Won all={all} />
      </div>
      <div>
        <h2>{home.promises}</h2>
        <p class="hint">{home.promisesMean}</p>
        <Promises all={all} cards={cards} />
      </div>
    </section>
  );
}
