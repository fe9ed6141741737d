// A list from a file: looked at first, with what is wrong line by line, and then taken whole or not
// at all.

import { useId, useState } from "preact/hooks";
import { useDoing } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Trouble } from "../shell/form";
import { useWords } from "../words/words";

type Import = components["schemas"]["Import"];

function Wrong({ wrong }: { wrong: Import["wrong"] }) {
  const { start } = useWords();
  return (
    <div class="trouble" role="alert">
      <p>{start.nothingTaken}</p>
      <ul>
        {wrong.map(({ line, text }) => (
          <li key={`${line} ${text}`}>
            {line !== null && <strong>{start.line(line)} </strong>}
            <span lang="en">{text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Changes({ rows }: { rows: Import["rows"] }) {
  const { start } = useWords();
  const changed = rows.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return <p>{start.nothingNew}</p>;
  return (
    <div class="scroll" role="region" aria-label={start.changes} tabIndex={0}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{start.entry}</th>
            <th scope="col">{start.before}</th>
            <th scope="col">{start.after}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ id, name, before, after }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{before ?? start.notThere}</td>
              <td>{after ?? start.gone}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ImportList({ url, label, hint, onDone }: { url: string; label: string; hint: string; onDone: () => void }) {
  const { start } = useWords();
  const id = useId();
  const [csv, setCsv] = useState("");
  const [seen, setSeen] = useState<Import | null>(null);
  const doing = useDoing();
  const look = (text: string) =>
    doing.run(async () => {
      setCsv(text);
      setSeen(text === "" ? null : (await ask<Import>("POST", url, { body: { csv: text, preview: true } })).body);
    });
  const take = () =>
    doing.run(async () => {
      setSeen((await ask<Import>("POST", url, { body: { csv, preview: false } })).body);
      onDone();
    });
  return (
    <div class="import">
      <p class="field">
        <label for={id}>{label}</label>
        <input id={id} type="file" accept=".csv,.txt,text/csv,text/plain" aria-describedby={`${id}-hint`}
          onChange={async (event) => look((await event.currentTarget.files?.[0]?.text()) ?? "")} />
        <small id={`${id}-hint`}>{hint}</small>
      </p>
      <Trouble doing={doing} />
      {seen !== null && seen.wrong.length > 0 && <Wrong wrong={seen.wrong} />}
      {seen !== null && seen.wrong.length === 0 && !seen.done && (
        <>
          <Changes rows={seen.rows} />
          <button type="button" class="strong" aria-disabled={doing.busy} onClick={take}>
            {start.take(seen.rows.length)}
          </button>
        </>
      )}
      {seen?.done === true && (
        <p class="done" role="status">
          {start.taken(seen.rows.length)}
        </p>
      )}
    </div>
  );
}
