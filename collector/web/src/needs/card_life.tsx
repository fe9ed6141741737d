// What people do about a need: where it stands, who has it, until when, what was noted, what was
// promised and what came of that.

import { useState } from "preact/hooks";
import { useDoing, useRead, type Read } from "../asking";
import type { components } from "../schema";
import { ask, useMay } from "../session";
import { Area, Choice, Field, Form } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { Positions } from "./positions";
import { Promises } from "./promises";

type Schemas = components["schemas"];
export type CardDetail = Schemas["CardDetail"];

const states: Schemas["CardState"][] = [
  "new", "listening", "understood", "deciding", "piloting", "adopted", "integrated", "explained", "replaced", "restricted", "parked",
];

function Facts({ card }: { card: CardDetail }) {
  const { work } = useWords();
  return (
    <dl class="card-facts">
      <div>
        <dt>{work.state}</dt>
        <dd>{work.states[card.state]}</dd>
      </div>
      <div>
        <dt>{work.owner}</dt>
        <dd>{card.owner ?? work.nobody}</dd>
      </div>
      <div>
        <dt>{work.due}</dt>
        <dd>
          {card.due ?? work.noDay}
          {card.overdue && <span class="mark late">{work.overdue}</span>}
        </dd>
      </div>
      {card.waiting && (
        <div>
          <dt class="visually-hidden">{work.waiting}</dt>
          <dd>
            <span class="mark late" title={work.waitingMeans}>
              {work.waiting}
            </span>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Change({ card, change, again }: { card: CardDetail; change: (body: unknown) => Promise<void>; again: () => void }) {
  const { work } = useWords();
  const [state, setState] = useState<string>(card.state);
  const [owner, setOwner] = useState(card.owner ?? "");
  const [due, setDue] = useState(card.due ?? "");
  const doing = useDoing();
  const owners: [string, string][] = [["", work.nobody], ...card.owners.map((name): [string, string] => [name, name])];
  return (
    <Form doing={doing} send={work.keep} again={again} onSend={() => change({ state, owner: owner || null, due: due || null })}>
      <div class="fields">
        <Choice label={work.state} value={state} onValue={setState} of={states.map((one) => [one, work.states[one]])} />
        <Choice label={work.owner} value={owner} onValue={setOwner} of={owners} />
        <Field label={work.due} value={due} onValue={setDue} type="date" />
      </div>
    </Form>
  );
}

function Notes({ card, add }: { card: CardDetail; add: ((text: string, kind: string) => Promise<void>) | null }) {
  const { work, moment } = useWords();
  const [text, setText] = useState("");
  const [misstep, setMisstep] = useState(false);
  const doing = useDoing();
  return (
    <>
      <h3>{work.notes}</h3>
      {card.notes.length === 0 && <p class="hint">{work.noNotes}</p>}
      <ol class="rows">
        {card.notes.map((note) => (
          <li key={note.number}>
            <span>
              {note.kind === "misstep" && <span class="mark not">{work.misstep}</span>} <span class="said">{note.text}</span>
              <small>
                {note.by} · {moment(note.at)}
              </small>
            </span>
          </li>
        ))}
      </ol>
      {add !== null && (
        <Form doing={doing} send={work.addNote} onSend={async () => { await add(text, misstep ? "misstep" : "note"); setText(""); setMisstep(false); }}>
          <Area label={work.note} hint={work.noteMeans} value={text} onValue={setText} rows={2} maxLength={2000} required />
          <label class="tick">
            <input type="checkbox" checked={misstep} onChange={(event) => setMisstep(event.currentTarget.checked)} /> {work.misstepMeans}
          </label>
        </Form>
      )}
    </>
  );
}

const urlOf = (need: string) => `/api/v1/needs/${encodeURIComponent(need)}`;

// Read once for the whole page of a need: its pictures tell the promises, too.
export const useCard = (need: string) => useRead<CardDetail>(`${urlOf(need)}/card`);

export function CardLife({ need, read, reload }: { need: string; read: Read<CardDetail>; reload: () => void }) {
  const { work } = useWords();
  const may = useMay();
  const url = urlOf(need);
  const send = async (method: string, path: string, body: unknown, version?: string) => {
    await ask(method, url + path, { body, ...(version !== undefined && { version }) });
    reload();
  };
  return (
    <section class="card plain life">
      <h2>{work.whatWeDo}</h2>
      <Told read={read} retry={reload}>
        {(card, version) => (
          <>
            <Facts card={card} />
            {may("changeCard") && <Change key={version} card={card} change={(body) => send("PATCH", "/card", body, version)} again={reload} />}
            <Positions positions={card.positions} again={reload}
              take={may("takePosition") ? (side, body) => send("PUT", `/positions/${side}`, body) : null} />
            <Promises card={card} make={may("makePromise") ? (body) => send("POST", "/promises", body) : null} />
            <Notes card={card} add={may("addNote") ? (text, kind) => send("POST", "/notes", { text, kind }) : null} />
          </>
        )}
      </Told>
    </section>
  );
}
