// Host names of a tool for a search in the organisation's own logs: two sides confirm, and what is
// found stays outside.

import { useEffect, useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Field, Form } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { useRuleWords } from "./words";

type Schemas = components["schemas"];
type Handover = Schemas["Handover"];
const url = "/api/v1/handovers";

function One({ one, confirm }: { one: Handover; confirm: (one: Handover) => void }) {
  const say = useRuleWords();
  const { moment } = useWords();
  return (
    <li>
      <span>
        <strong>
          {one.tool} · {one.case}
        </strong>
        <small>
          {moment(one.at)} · {one.basis} · {say.sides.auditor}: {one.auditor ?? say.notYet} · {say.sides.staff}: {one.staff ?? say.notYet}
          {!one.open && ` · ${say.isOver}`}
        </small>
        {one.hosts !== null && (
          <details>
            <summary>{say.hosts}</summary>
            <code class="hosts">{one.hosts.join("\n")}</code>
          </details>
        )}
      </span>
      {one.open && one.hosts === null && (
        <button type="button" onClick={() => confirm(one)}>
          {say.confirm}
        </button>
      )}
    </li>
  );
}

function All({ turn, confirm }: { turn: number; confirm: (one: Handover) => void }) {
  const say = useRuleWords();
  const [read, reload] = useRead<Schemas["HandoverList"]>(url);
  useEffect(() => {
    if (turn > 0) reload();
  }, [turn, reload]);
  return (
    <Told read={read} retry={reload}>
      {({ handovers }) =>
        handovers.length === 0 ? <p class="hint">{say.noHandovers}</p> : (
          <ul class="rows">
            {handovers.map((one) => (
              <One key={one.number} one={one} confirm={confirm} />
            ))}
          </ul>
        )}
    </Told>
  );
}

export function Handovers() {
  const say = useRuleWords();
  const [turn, setTurn] = useState(-1); // below 0: not opened
  const [given, setGiven] = useState({ tool: "", case: "", basis: "" });
  const doing = useDoing();
  const send = async (asked: { tool: string; case: string; basis: string }) => {
    await ask("POST", url, { body: asked });
    setTurn((n) => Math.max(n, 0) + 1);
  };
  const set = (name: keyof typeof given) => (value: string) => setGiven((before) => ({ ...before, [name]: value }));
  return (
    <section class="card plain">
      <h2>{say.handovers}</h2>
      <p class="hint">{say.handoverMeans}</p>
      {turn < 0 ? (
        <p class="send">
          <button type="button" onClick={() => setTurn(0)}>
            {say.showHandovers}
          </button>{" "}
          <small>{say.handoverRead}</small>
        </p>
      ) : (
        <All turn={turn} confirm={({ tool, case: id, basis }) => doing.run(() => send({ tool, case: id, basis }))} />
      )}
      <Form doing={doing} send={say.confirm} onSend={() => send(given)}>
        <div class="fields">
          <Field label={say.tool} value={given.tool} onValue={set("tool")} maxLength={64} required />
          <Field label={say.case} hint={say.caseMeans} value={given.case} onValue={set("case")} maxLength={40} required />
        </div>
        <Field label={say.basis} value={given.basis} onValue={set("basis")} minLength={3} maxLength={300} required />
      </Form>
    </section>
  );
}
