// The organisation's word on a tool: what was decided, by whom and why, and from when a new decision
// counts. To undo is to decide as before.

import { useEffect, useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { Standing } from "../report";
import type { components } from "../schema";
import { ask, useMay } from "../session";
import { Area, Choice, Form } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";

type Schemas = components["schemas"];
type Decided = Schemas["ToolStanding"];
type Scope = Schemas["Scope"];
const standings: Standing[] = ["unreviewed", "tolerated", "piloting", "sanctioned", "restricted", "blocked"];

function useScopeWords(decided: Decided): (scopes: Scope[]) => string {
  const { say, work } = useWords();
  const names = new Map(decided.departments.map(({ id, name }) => [id, name]));
  return (scopes) =>
    scopes
      .map(({ department, standing }) => {
        const whom = department === null ? work.everyone : (names.get(department) ?? department);
        return `${say.standingWords[standing]}: ${whom}`;
      })
      .join("; ");
}

function Effect({ decided }: { decided: Decided }) {
  const { work, date, windowName } = useWords();
  const { window, visible } = decided.next;
  return <p class="hint">{work.takesEffect(windowName(window), date(visible))}</p>;
}

function Decide({ decided, send, again }: {
  decided: Decided;
  send: (scopes: Scope[], reason: string) => Promise<void>;
  again: () => void;
}) {
  const { say, work } = useWords();
  const newest = decided.history[0]?.scopes ?? [];
  const [standing, setStanding] = useState<string>(newest[0]?.standing ?? "unreviewed");
  const [whom, setWhom] = useState<string[]>(newest.flatMap(({ department }) => (department === null ? [] : [department])));
  const [reason, setReason] = useState("");
  const doing = useDoing();
  // What somebody else decided meanwhile does not take away what is typed.
  useEffect(() => {
    if (reason !== "") return;
    setStanding(newest[0]?.standing ?? "unreviewed");
    setWhom(newest.flatMap(({ department }) => (department === null ? [] : [department])));
  }, [decided]);
  const decide = async () => {
    const word = standing as Standing;
    await send(whom.length === 0 ? [{ department: null, standing: word }] : whom.map((department) => ({ department, standing: word })), reason);
    setReason("");
  };
  return (
    <Form doing={doing} send={work.decide} onSend={decide} again={again}>
      <Choice label={say.standing} value={standing} onValue={setStanding} of={standings.map((one) => [one, say.standingWords[one]])} />
      {decided.departments.length > 0 && (
        <fieldset class="whom">
          <legend>{work.forWhom}</legend>
          <p class="hint">{work.forWhomMeans}</p>
          {decided.departments.map(({ id, name }) => (
            <label key={id}>
              <input type="checkbox" checked={whom.includes(id)}
                onChange={(event) => setWhom(event.currentTarget.checked ? [...whom, id] : whom.filter((one) => one !== id))} />
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <Area label={work.reason} hint={work.reasonMeans} value={reason} onValue={setReason} rows={2} maxLength={500} required />
      <Effect decided={decided} />
    </Form>
  );
}

function History({ decided, undo }: { decided: Decided; undo: ((scopes: Scope[]) => Promise<void>) | null }) {
  const { work, moment, windowName } = useWords();
  const words = useScopeWords(decided);
  const doing = useDoing();
  if (decided.history.length === 0) return <p class="hint">{work.notDecided}</p>;
  return (
    <ol class="rows history">
      {decided.history.map((one, n) => (
        <li key={one.number}>
          <span>
            <strong>{words(one.scopes)}</strong>
            <small>
              {moment(one.at)} · {one.by} · {one.window === null ? work.fromTheBeginning : work.countsFrom(windowName(one.window))}
            </small>
            {one.reason !== "" && <span class="said">{one.reason}</span>}
          </span>
          {n > 0 && undo !== null && (
            <button type="button" aria-disabled={doing.busy} onClick={() => doing.run(() => undo(one.scopes))}>
              {work.backToThis}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}

export function StandingSection({ tool }: { tool: string }) {
  const { say, work, number } = useWords();
  const may = useMay();
  const url = `/api/v1/tools/${encodeURIComponent(tool)}/standing`;
  const [read, reload] = useRead<Decided>(url);
  const [done, setDone] = useState(false);
  return (
    <section class="card plain">
      <h2>{say.standing}</h2>
      <Told read={read} retry={reload}>
        {(decided, version) => {
          const send = async (scopes: Scope[], reason: string) => {
            setDone(false);
            await ask("PUT", url, { body: { scopes, reason }, version });
            setDone(true);
            reload();
          };
          return (
            <>
              {decided.seats !== null && <p>{work.seats(number(decided.seats))}</p>}
              <History decided={decided} undo={may("decideStanding") ? (scopes) => send(scopes, work.undone) : null} />
              {done && (
                <p class="done" role="status">
                  {work.decided}
                </p>
              )}
              {may("decideStanding") && <Decide decided={decided} send={send} again={reload} />}
            </>
          );
        }}
      </Told>
    </section>
  );
}
