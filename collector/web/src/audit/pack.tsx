// The audit pack of some windows: made on request, taken along with its signature.

import { useEffect, useState } from "preact/hooks";
import { useDoing } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Choice, Field, Form } from "../shell/form";
import { useWords } from "../words/words";
import { usePackWords } from "./pack_words";

type Schemas = components["schemas"];
type Files = { name: string; href: string }[];

function octetsOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

export function Pack() {
  const say = usePackWords();
  const { language } = useWords();
  const [given, setGiven] = useState({ from: "", to: "" });
  const [format, setFormat] = useState<string>("pdf");
  const [files, setFiles] = useState<Files>([]);
  const doing = useDoing();
  useEffect(() => () => files.forEach(({ href }) => URL.revokeObjectURL(href)), [files]);
  const make = async () => {
    setFiles([]);
    const { body } = await ask<Schemas["AuditPack"]>("POST", "/api/v1/audit/packs", { body: { ...given, format, language } });
    const at = (content: BlobPart, type: string) => URL.createObjectURL(new Blob([content], { type }));
    setFiles([
      { name: body.name, href: at(octetsOf(body.octets), body.type) },
      { name: body.signature_name, href: at(body.signature, "text/plain") },
    ]);
  };
  return (
    <section class="card plain">
      <h2>{say.title}</h2>
      <p class="hint">{say.lead}</p>
      <Form doing={doing} send={say.make} onSend={make}>
        <div class="fields">
          <Field label={say.from} hint={say.windowMeans} value={given.from} onValue={(from) => setGiven((before) => ({ ...before, from }))} maxLength={64} required />
          <Field label={say.to} value={given.to} onValue={(to) => setGiven((before) => ({ ...before, to }))} maxLength={64} required />
          <Choice label={say.format} value={format} onValue={setFormat} of={Object.entries(say.formats)} />
        </div>
      </Form>
      {doing.busy && (
        <p class="hint" role="status">
          {say.making}
        </p>
      )}
      {files.length > 0 && (
        <p class="take" role="status">
          {files.map(({ name, href }, n) => (
            <a key={name} href={href} download={name}>
              {n === 0 ? say.file : say.signature}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}
