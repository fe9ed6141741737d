// What was promised at a decision, and what the published figures say of it after 2, 6, 12, 26 and 52
// windows. A promise that was not kept stays where it is.

import { useState } from "preact/hooks";
import { useDoing } from "../asking";
import { Area, Field, Form } from "../shell/form";
import { useWords } from "../words/words";
import type { CardDetail } from "./card_life";

type Promise_ = CardDetail["promises"][number];

function CheckUps({ promise }: { promise: Promise_ }) {
  const { say, work, date, interval, windowName } = useWords();
  return (
    <div class="scroll" role="region" aria-label={work.checkUps} tabIndex={0}>
      <table class="plain-table check-ups">
        <caption class="visually-hidden">{promise.promise}</caption>
        <thead>
          <tr>
            <th scope="col">{work.after}</th>
            <th scope="col">{say.window}</th>
            <th scope="col">{say.devicesAffected}</th>
            <th scope="col">{work.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {promise.check_ups.map((check) => (
            <tr key={check.after}>
              <th scope="row">{work.afterWindows(check.after)}</th>
              <td>{windowName(check.window)}</td>
              <td class="figure">{check.devices === null ? work.from(date(check.visible)) : interval(check.devices)}</td>
              <td>
                <span class={`mark ${check.verdict}`}>{work.verdicts[check.verdict]}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Make({ make }: { make: (body: unknown) => Promise<void> }) {
  const { work } = useWords();
  const [hypothesis, setHypothesis] = useState("");
  const [promise, setPromise] = useState("");
  const [percent, setPercent] = useState("30");
  const doing = useDoing();
  const send = async () => {
    await make({ hypothesis, promise, percent: Number(percent) });
    setHypothesis("");
    setPromise("");
  };
  return (
    <details class="make">
      <summary>{work.makePromise}</summary>
      <Form doing={doing} send={work.makePromise} onSend={send}>
        <Area label={work.hypothesis} hint={work.hypothesisMeans} value={hypothesis} onValue={setHypothesis} rows={2} maxLength={500} required />
        <Area label={work.promise} hint={work.promiseMeans} value={promise} onValue={setPromise} rows={2} maxLength={500} required />
        <Field label={work.percent} value={percent} onValue={setPercent} type="number" min="1" max="100" required />
      </Form>
    </details>
  );
}

export function Promises({ card, make }: { card: CardDetail; make: ((body: unknown) => Promise<void>) | null }) {
  const { work, interval, windowName } = useWords();
  return (
    <>
      <h3>{work.promises}</h3>
      {card.promises.length === 0 && <p class="hint">{work.noPromises}</p>}
      <ol class="promises">
        {card.promises.map((promise) => (
          <li key={promise.number}>
            <p class="said">
              <strong>{promise.promise}</strong>
            </p>
            <p class="hint">
              {work.because(promise.hypothesis)} {work.fallBy(promise.percent, interval(promise.before))} {promise.by} ·{" "}
              {work.countsFrom(windowName(promise.window))}
            </p>
            <CheckUps promise={promise} />
          </li>
        ))}
      </ol>
      {make !== null && <Make make={make} />}
    </>
  );
}
