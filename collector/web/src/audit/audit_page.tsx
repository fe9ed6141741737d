// Who did what here, newest first, and whether the chain of entries is whole. No entry is about a
// device; the names are those of people who sign in to this page.

import { useEffect, useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask, useMay } from "../session";
import { Trouble } from "../shell/form";
import { Around, Told } from "../shell/frame";
import { lazy } from "../shell/lazy";
import { useWords } from "../words/words";
import "../style/audit.css";

const Pack = lazy<object>(() => import("./pack").then((it) => it.Pack));

type Schemas = components["schemas"];
type Audit = Schemas["Audit"];
type Entry = Schemas["AuditEntry"];
const url = "/api/v1/audit";

function Chain({ chain }: { chain: Audit["chain"] }) {
  const { work, number } = useWords();
  if (!chain.whole) {
    return (
      <section class="card plain chain broken" role="alert">
        <h2>{work.chainBroken}</h2>
        <p lang="en">{chain.trouble}</p>
      </section>
    );
  }
  const [entries = "0", hash = ""] = (chain.head ?? "").split(":");
  return (
    <section class="card plain chain">
      <h2>{work.chainWhole(number(Number(entries)))}</h2>
      <p>{work.chainMeans}</p>
      <p class="secret">
        <span class="label">{work.chainHead}</span>
        <code>
          {entries}:{hash}
        </code>
        <small>{work.chainHeadMeans}</small>
      </p>
    </section>
  );
}

// "role: auditor", of whatever an entry adds.
function detailOf(detail: Entry["detail"]): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" · ");
}

function Row({ entry }: { entry: Entry }) {
  const { work, moment } = useWords();
  return (
    <tr>
      <td class="figure">{entry.number}</td>
      <td class="when">{moment(entry.at)}</td>
      <td>{entry.by === "command line" ? work.commandLine : entry.by}</td>
      <th scope="row">{work.deeds[entry.action] ?? entry.action}</th>
      <td>
        {entry.subject}
        {Object.keys(entry.detail).length > 0 && <small lang="en">{detailOf(entry.detail)}</small>}
      </td>
    </tr>
  );
}

function Entries({ first }: { first: Audit }) {
  const { work } = useWords();
  const [more, setMore] = useState<Entry[]>([]);
  const [next, setNext] = useState(first.next);
  const doing = useDoing();
  useEffect(() => {
    setMore([]);
    setNext(first.next);
  }, [first]);
  const older = async () => {
    const { body } = await ask<Audit>("GET", `${url}?before=${next}`);
    setMore([...more, ...body.entries]);
    setNext(body.next);
  };
  return (
    <section class="card plain">
      <div class="scroll" role="region" aria-label={work.audit} tabIndex={0}>
        <table class="plain-table audit-table">
          <thead>
            <tr>
              <th scope="col">{work.entry}</th>
              <th scope="col">{work.when}</th>
              <th scope="col">{work.who}</th>
              <th scope="col">{work.what}</th>
              <th scope="col">{work.about}</th>
            </tr>
          </thead>
          <tbody>
            {[...first.entries, ...more].map((entry) => (
              <Row key={entry.number} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      {next !== null && (
        <p class="send">
          <button type="button" aria-disabled={doing.busy} onClick={() => doing.run(older)}>
            {work.older}
          </button>
        </p>
      )}
      <Trouble doing={doing} />
    </section>
  );
}

export function AuditPage() {
  const { work } = useWords();
  const may = useMay();
  const [read, reload] = useRead<Audit>(url);
  return (
    <Around section={work.audit}>
      <div class="detail">
        <header class="headline">
          <h1>{work.audit}</h1>
          <p>{work.auditLead}</p>
        </header>
        <Told read={read} retry={reload}>
          {(audit) => (
            <>
              <Chain chain={audit.chain} />
              {may("exportAudit") && (
                <p class="take">
                  <a href={`${url}/export`} download>
                    {work.exportAudit}
                  </a>
                </p>
              )}
              {may("makeAuditPack") && <Pack />}
              <Entries first={audit} />
            </>
          )}
        </Told>
      </div>
    </Around>
  );
}
