// Per need: you said, we did, or not yet, because. The same words stand on every device's page.

import "../style/rules.css";

import { useState } from "preact/hooks";
import { useDoing, useRead } from "../asking";
import { hrefOf, useRoute } from "../route";
import type { components } from "../schema";
import { ask, useMay } from "../session";
import { Area, Choice, Form, Trouble } from "../shell/form";
import { Around, Told } from "../shell/frame";
import { Link } from "../shell/link";
import { useWords } from "../words/words";
import { useAnswerWords } from "./words";

type Schemas = components["schemas"];
type Answer = Schemas["GivenAnswer"];
type State = Answer["state"];
const url = "/api/v1/answers";
const languages = ["en", "fi", "de"] as const;
const nothing: Schemas["ThreeLanguages"] = { en: "", fi: "", de: "" };

function Row({ answer, change, onChange }: { answer: Answer; change: (answer: Answer) => void; onChange: () => void }) {
  const say = useAnswerWords();
  const { language, needName } = useWords();
  const { query } = useRoute();
  const may = useMay();
  const doing = useDoing();
  const name = needName(answer.need, answer.name);
  const takeBack = async () => {
    await ask("DELETE", `${url}/${encodeURIComponent(answer.need)}`);
    onChange();
  };
  return (
    <li>
      <h3>{may("getNeeds") ? <Link href={hrefOf(`/needs/${answer.need}`, query)}>{name}</Link> : name}</h3>
      <p>
        <span class={`mark ${answer.state === "done" ? "kept" : "late"}`}>{say.states[answer.state]}</span> {answer.words[language]}
      </p>
      <details>
        <summary>{say.shown}</summary>
        <dl class="rule-facts">
          {languages.map((one) => (
            <div key={one}>
              <dt>{say.wordsIn[one]}</dt>
              <dd lang={one}>{answer.words[one]}</dd>
            </div>
          ))}
        </dl>
      </details>
      {may("giveAnswer") && (
        <p class="acts">
          <button type="button" aria-label={say.changeOf(name)} onClick={() => change(answer)}>
            {say.change}
          </button>
          <button type="button" aria-label={say.takeBackOf(name)} aria-disabled={doing.busy} onClick={() => doing.run(takeBack)}>
            {say.takeBack}
          </button>
        </p>
      )}
      <Trouble doing={doing} />
    </li>
  );
}

function Give({ needs, first, onDone }: { needs: Schemas["AnswerList"]["needs"]; first: Answer | null; onDone: () => void }) {
  const say = useAnswerWords();
  const { needName, language } = useWords();
  const { query } = useRoute();
  const known = needs.map(({ need, name }): [string, string] => [need, needName(need, name)]).sort((a, b) => a[1].localeCompare(b[1], language));
  const asked = query.get("need");
  const [need, setNeed] = useState(first?.need ?? (known.some(([id]) => id === asked) ? asked! : (known[0]?.[0] ?? "")));
  const [state, setState] = useState<string>(first?.state ?? "done");
  const [words, setWords] = useState(first?.words ?? nothing);
  const doing = useDoing();
  const send = async () => {
    const body: Schemas["NewAnswer"] = { state: state as State, words };
    await ask("PUT", `${url}/${encodeURIComponent(need)}`, { body });
    setWords(nothing);
    onDone();
  };
  return (
    <section class="card plain">
      <h2>{say.give}</h2>
      <Form doing={doing} send={say.send} onSend={send}>
        <div class="fields">
          <Choice label={say.need} value={need} onValue={setNeed} of={known} />
          <Choice label={say.state} value={state} onValue={setState} of={[["done", say.states.done], ["not-yet", say.states["not-yet"]]]} />
        </div>
        {languages.map((one, n) => (
          <Area key={one} label={say.wordsIn[one]} {...(n === 0 && { hint: say.wordsMean })} value={words[one]} rows={2} maxLength={600} required
            onValue={(value) => setWords((before) => ({ ...before, [one]: value }))} />
        ))}
      </Form>
    </section>
  );
}

export function AnswersPage() {
  const say = useAnswerWords();
  const may = useMay();
  const [read, reload] = useRead<Schemas["AnswerList"]>(url);
  const [done, setDone] = useState(false);
  const [first, setFirst] = useState<{ answer: Answer | null; turn: number }>({ answer: null, turn: 0 });
  return (
    <Around section={say.title}>
      <div class="detail">
        <header class="headline">
          <h1>{say.title}</h1>
          <p>{say.lead}</p>
        </header>
        <Told read={read} retry={reload}>
          {({ answers, needs }) => (
            <>
              <section class="card plain">
                <h2>{say.youSaid}</h2>
                {answers.length === 0 && <p class="hint">{say.none}</p>}
                <ol class="rule-cards">
                  {answers.map((answer) => (
                    <Row key={answer.need} answer={answer} onChange={reload} change={(one) => setFirst(({ turn }) => ({ answer: one, turn: turn + 1 }))} />
                  ))}
                </ol>
                {done && (
                  <p class="done" role="status">
                    {say.given}
                  </p>
                )}
              </section>
              {may("giveAnswer") && (
                <Give key={first.turn} needs={needs} first={first.answer}
                  onDone={() => {
                    setDone(true);
                    setFirst(({ turn }) => ({ answer: null, turn: turn + 1 }));
                    reload();
                  }} />
              )}
            </>
          )}
        </Told>
      </div>
    </Around>
  );
}
