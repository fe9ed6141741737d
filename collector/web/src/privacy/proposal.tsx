// The policy that waits for signatures: read here, signed on the signer's own machine, brought back.

import { useId, useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask, Refused } from "../session";
import { Trouble } from "../shell/form";
import { useWords } from "../words/words";
import { useProposalWords } from "./words";

type Proposal = components["schemas"]["Proposal"];
type State = components["schemas"]["ProposalState"];
const url = "/api/v1/policy/proposal";

// The last entry of the file, which is the draft: each is a tag, a length in groups of seven bits,
// and the signed document. Null where it is no such file.
export function lastDocument(file: Uint8Array): Uint8Array | null {
  let last: Uint8Array | null = null;
  for (let at = 0; at < file.length; ) {
    if (file[at] !== 0x0a) return null;
    at += 1;
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const octet = file[at];
      if (octet === undefined || shift > 28) return null;
      at += 1;
      size += (octet & 0x7f) * 2 ** shift;
      if (octet < 0x80) break;
    }
    if (at + size > file.length) return null;
    last = file.subarray(at, at + size);
    at += size;
  }
  return last;
}

const inBase64 = (octets: Uint8Array) => btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""));

function Bring({ onBrought }: { onBrought: (state: State) => void }) {
  const say = useProposalWords();
  const id = useId();
  const doing = useDoing();
  const [document, setDocument] = useState<Uint8Array | null>(null);
  const [name, setName] = useState("");
  const choose = (file: File | undefined) => {
    setDocument(null); // what was chosen before is not sent any more
    setName(file?.name ?? "");
    doing.run(async () => {
      const found = file === undefined ? null : lastDocument(new Uint8Array(await file.arrayBuffer()));
      if (file !== undefined && found === null) throw new Refused({ title: say.noFile, detail: "", status: 400 });
      setDocument(found);
    });
  };
  const send = () =>
    document !== null &&
    doing.run(async () => onBrought((await ask<State>("PUT", `${url}/signature`, { body: { document: inBase64(document) } })).body));
  return (
    <div class="import">
      <p class="field">
        <label for={id}>{say.bring}</label>
        <input id={id} type="file" aria-describedby={`${id}-hint`} onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            event.currentTarget.value = ""; // the same file may be chosen again, once it is signed
          }} />
        {name !== "" && <output>{name}</output>}
        <small id={`${id}-hint`}>{say.bringMeans}</small>
      </p>
      <Trouble doing={doing} />
      <button type="button" class="strong" aria-disabled={doing.busy || document === null} onClick={send}>
        {say.send}
      </button>
    </div>
  );
}

function Says({ proposal }: { proposal: Proposal }) {
  const say = useProposalWords();
  return (
    <>
      <h3>{say.changes}</h3>
      {proposal.first && <p>{say.first}</p>}
      <ul>
        {proposal.changes.map(({ words, widens }) => (
          <li key={words}>
            <span lang="en">{words}</span> {widens && <span class="mark late">{say.wider}</span>}
          </li>
        ))}
      </ul>
      <details open>
        <summary>{say.says}</summary>
        <ul lang="en">
          {proposal.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </details>
      <p class="secret">
        <span class="label">{say.hash}</span>
        <code>{proposal.hash}</code>
      </p>
    </>
  );
}

export function ProposalSection() {
  const say = useProposalWords();
  const { number } = useWords();
  const [read] = useRead<State>(url);
  const [brought, setBrought] = useState<State | null>(null);
  const { proposal } = brought ?? (read.state === "ready" ? read.body : { proposal: null });
  if (proposal === null) return null; // mostly none waits
  return (
    <section class="card plain">
      <h2>{say.title(number(proposal.number))}</h2>
      <p>{say.lead}</p>
      <Says proposal={proposal} />
      <ul class="keys">
        {proposal.signatures.map(({ side, signed }) => (
          <li key={side}>
            {say.sides[side]} <span class={signed ? "mark kept" : "mark late"}>{signed ? say.signed : say.open}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={`${url}/file`} download="draft.policy">
          {say.take}
        </a>
      </p>
      <p>{say.how}:</p>
      <pre class="commands" tabIndex={0}>
        {"desirepath-collector policy review draft.policy\ndesirepath-collector policy sign draft.policy --as staff-rep --key staff.key"}
      </pre>
      {brought !== null && (
        <p class="done" role="status">
          {say.brought}
        </p>
      )}
      <Bring onBrought={setBrought} />
    </section>
  );
}
