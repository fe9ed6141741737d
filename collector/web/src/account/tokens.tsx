// API tokens of one's own scripts; a secret is shown once.

import { useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import type { components } from "../schema";
import { ask } from "../session";
import { Choice, Field, Form, Trouble } from "../shell/form";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";

type Schemas = components["schemas"];
const url = "/api/v1/tokens";

export function Secret({ label, secret }: { label: string; secret: string }) {
  const { work } = useWords();
  return (
    <p class="secret" role="status">
      <span class="label">{label}</span>
      <code>{secret}</code>
      <small>{work.shownOnce}</small>
    </p>
  );
}

function Rows({ tokens, reload }: { tokens: Schemas["Token"][]; reload: () => void }) {
  const { work, date } = useWords();
  const doing = useDoing();
  if (tokens.length === 0) return <p class="hint">{work.noTokens}</p>;
  const takeBack = async (number: number) => {
    await ask("DELETE", `${url}/${number}`);
    reload();
  };
  return (
    <>
      <ul class="rows">
        {tokens.map((token) => (
          <li key={token.number}>
            <span>
              <strong>{token.label}</strong>
              <small>
                {work.scopes[token.scope]} · {work.until(date(token.expires))} ·{" "}
                {token.used === null ? work.neverUsed : work.lastUsed(date(token.used))}
              </small>
            </span>
            <button type="button" onClick={() => doing.run(() => takeBack(token.number))}>
              {work.takeBack}
            </button>
          </li>
        ))}
      </ul>
      <Trouble doing={doing} />
    </>
  );
}

export function Tokens() {
  const { work } = useWords();
  const [read, reload] = useRead<Schemas["TokenList"]>(url);
  const [label, setLabel] = useState("");
  const [scope, setScope] = useState<string>("read");
  const [made, setMade] = useState("");
  const doing = useDoing();
  const make = async () => {
    const { body } = await ask<Schemas["MadeToken"]>("POST", url, { body: { label, scope } });
    setMade(body.token);
    setLabel("");
    reload();
  };
  return (
    <section class="card plain">
      <h2>{work.tokens}</h2>
      <p class="hint">{work.tokensLead}</p>
      <Told read={read} retry={reload}>
        {({ tokens }) => <Rows tokens={tokens} reload={reload} />}
      </Told>
      {made !== "" && <Secret label={work.newToken} secret={made} />}
      <Form doing={doing} send={work.makeToken} onSend={make}>
        <Field label={work.tokenFor} value={label} onValue={setLabel} maxLength={80} required />
        <Choice label={work.scope} value={scope} onValue={setScope} of={[["read", work.scopes.read], ["change", work.scopes.change]]} />
      </Form>
    </section>
  );
}
