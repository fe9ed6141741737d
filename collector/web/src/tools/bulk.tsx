// One decision on many tools: picked, looked at, decided whole, and undone whole. A change is one
// signed revision, and every device gets the same.

import { useState } from "preact/hooks";
import { useDoing, useRead, type Doing } from "../asking";
import type { Standing, Tool } from "../report";
import type { components } from "../schema";
import { ask } from "../session";
import { Area, Choice, Form, Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { useBulkWords } from "./bulk_words";

type Schemas = components["schemas"];
type Standings = Schemas["Standings"];
type Scope = Schemas["Scope"];
type Seen = Schemas["StandingsChange"];
interface Change {
  tool: string;
  scopes: Scope[];
}

const url = "/api/v1/standings";
const standings: Standing[] = ["unreviewed", "tolerated", "piloting", "sanctioned", "restricted", "blocked"];

function useScopes(departments: Standings["departments"]): (scopes: Scope[]) => string {
  const { say, work } = useWords();
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  return (scopes) =>
    scopes
      .map(({ department, standing }) =>
        department === null && scopes.length === 1
          ? say.standingWords[standing]
          : `${say.standingWords[standing]}: ${department === null ? work.everyone : (names.get(department) ?? department)}`,
      )
      .join("; ");
}

function Preview({ seen, departments }: { seen: Seen; departments: Standings["departments"] }) {
  const { say, work, date, windowName } = useWords();
  const bulk = useBulkWords();
  const words = useScopes(departments);
  return (
    <>
      <div class="scroll" role="region" aria-label={bulk.preview} tabIndex={0}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{say.tool}</th>
              <th scope="col">{bulk.now}</th>
              <th scope="col">{bulk.then}</th>
            </tr>
          </thead>
          <tbody>
            {seen.tools.map(({ tool, name, before, after }) => (
              <tr key={tool}>
                <th scope="row">{name}</th>
                <td>{words(before)}</td>
                <td>{words(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="hint">{work.takesEffect(windowName(seen.next.window), date(seen.next.visible))}</p>
    </>
  );
}

function useChange(version: string, done: (seen: Seen) => void) {
  return async (changes: Change[], reason: string, preview: boolean): Promise<Seen> => {
    const { body } = await ask<Seen>("POST", url, { body: { changes, reason, preview }, version });
    if (body.done) done(body);
    return body;
  };
}

function Decide({ tools, told, version, done, again }: {
  tools: Tool[];
  told: Standings;
  version: string;
  done: (seen: Seen) => void;
  again: () => void;
}) {
  const { say, work } = useWords();
  const bulk = useBulkWords();
  const [standing, setStanding] = useState<string>("tolerated");
  const [whom, setWhom] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const [looked, setLooked] = useState<{ asked: string; seen: Seen } | null>(null);
  const doing = useDoing();
  const change = useChange(version, done);
  const word = standing as Standing;
  const scopes: Scope[] = whom.length === 0 ? [{ department: null, standing: word }] : whom.map((department) => ({ department, standing: word }));
  const changes = tools.map(({ tool }) => ({ tool, scopes }));
  const asked = JSON.stringify([changes, version]);
  const seen = looked?.asked === asked ? looked.seen : null; // not a preview of something else
  const look = async () => setLooked({ asked, seen: await change(changes, reason, true) });
  return (
    <Form doing={doing} send={bulk.look(tools.length)} onSend={look} again={again}>
      <Choice label={say.standing} value={standing} onValue={setStanding} of={standings.map((one) => [one, say.standingWords[one]])} />
      {told.departments.length > 0 && (
        <details>
          <summary>{whom.length === 0 ? `${work.forWhom}: ${work.everyone}` : `${work.forWhom}: ${whom.length}`}</summary>
          <fieldset class="whom many">
            <legend class="visually-hidden">{work.forWhom}</legend>
            {told.departments.map(({ id, name }) => (
              <label key={id}>
                <input type="checkbox" checked={whom.includes(id)}
                  onChange={(event) => setWhom(event.currentTarget.checked ? [...whom, id] : whom.filter((one) => one !== id))} />
                {name}
              </label>
            ))}
          </fieldset>
        </details>
      )}
      <Area label={work.reason} hint={work.reasonMeans} value={reason} onValue={setReason} rows={2} maxLength={500} required />
      {seen !== null && (
        <>
          <Preview seen={seen} departments={told.departments} />
          <p>
            <button type="button" class="strong" aria-disabled={doing.busy} onClick={() => doing.run(async () => void (await change(changes, reason, false)))}>
              {bulk.decide(seen.tools.length)}
            </button>
          </p>
        </>
      )}
    </Form>
  );
}

function Undo({ tools, version, done, again }: {
  tools: Standings["changes"][number]["tools"];
  version: string;
  done: (seen: Seen) => void;
  again: () => void;
}) {
  const { work } = useWords();
  const bulk = useBulkWords();
  const doing: Doing = useDoing();
  const change = useChange(version, done);
  const left = tools.filter(({ overtaken }) => !overtaken).map(({ tool, before }) => ({ tool, scopes: before }));
  if (left.length === 0) return <p class="hint">{bulk.overtaken}</p>;
  return (
    <>
      <button type="button" aria-disabled={doing.busy} onClick={() => doing.run(async () => void (await change(left, work.undone, false)))}>
        {bulk.undo(left.length)}
      </button>
      <Trouble doing={doing} again={again} />
    </>
  );
}

function Past({ told, version, done, again }: { told: Standings; version: string; done: (seen: Seen) => void; again: () => void }) {
  const { work, moment, windowName } = useWords();
  const bulk = useBulkWords();
  const words = useScopes(told.departments);
  if (told.changes.length === 0) return null;
  return (
    <details class="past">
      <summary>{bulk.past}</summary>
      <ol class="rows">
        {told.changes.map((one) => (
          <li key={`${one.at} ${one.reason}`}>
            <span>
              <strong>{bulk.tools(one.tools.length)}</strong> {one.tools.map(({ name, after }) => `${name} (${words(after)})`).join(", ")}
              <small>
                {moment(one.at)} · {one.by} · {one.window === null ? work.fromTheBeginning : work.countsFrom(windowName(one.window))}
              </small>
              <span class="said">{one.reason}</span>
            </span>
            <Undo tools={one.tools} version={version} done={done} again={again} />
          </li>
        ))}
      </ol>
    </details>
  );
}

export function Bulk({ tools }: { tools: Tool[] }) {
  const { work } = useWords();
  const bulk = useBulkWords();
  const [read, reload] = useRead<Standings>(url);
  const [last, setLast] = useState<Seen | null>(null);
  const done = (seen: Seen) => {
    setLast(seen);
    reload();
  };
  return (
    <section class="card plain bulk" aria-label={bulk.title}>
      <Told read={read} retry={reload}>
        {(told, version) => (
          <>
            {tools.length === 0 ? <p class="hint">{bulk.pickFirst}</p> : (
              <>
                <h2>{bulk.picked(tools.length)}</h2>
                <Decide tools={tools} told={told} version={version} done={done} again={reload} />
              </>
            )}
            {last !== null && (
              <p class="done" role="status">
                {bulk.tools(last.tools.length)}: {work.decided}
              </p>
            )}
            <Past told={told} version={version} done={done} again={reload} />
          </>
        )}
      </Told>
    </section>
  );
}
