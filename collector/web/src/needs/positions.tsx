// Who agrees with what is planned for a need: five sides, each heard or not.

import { useState } from "preact/hooks";
import { useDoing } from "../asking";
import type { components } from "../schema";
import { Area, Choice, Form } from "../shell/form";
import { useWords } from "../words/words";

type Schemas = components["schemas"];
type Side = Schemas["Position"]["side"];
type Stance = Schemas["Position"]["stance"];
const sides: Side[] = ["curator", "security", "data-protection", "architecture", "business"];
const stances: Stance[] = ["agree", "agree-if", "object"];

function Take({ take, again }: { take: (side: Side, body: Schemas["NewPosition"]) => Promise<void>; again: () => void }) {
  const { work } = useWords();
  const [side, setSide] = useState<string>("curator");
  const [stance, setStance] = useState<string>("agree");
  const [text, setText] = useState("");
  const doing = useDoing();
  const send = async () => {
    await take(side as Side, { stance: stance as Stance, text });
    setText("");
  };
  return (
    <details>
      <summary>{work.takePosition}</summary>
      <Form doing={doing} send={work.takePosition} onSend={send} again={again}>
        <div class="fields">
          <Choice label={work.side} value={side} onValue={setSide} of={sides.map((one) => [one, work.sides[one]])} />
          <Choice label={work.stance} value={stance} onValue={setStance} of={stances.map((one) => [one, work.stances[one]])} />
        </div>
        <Area label={work.positionText} hint={work.positionMeans} value={text} onValue={setText} rows={2} maxLength={1000} {...(stance !== "agree" && { required: true })} />
      </Form>
    </details>
  );
}

export function Positions({ positions, take, again }: {
  positions: Schemas["Position"][];
  take: ((side: Side, body: Schemas["NewPosition"]) => Promise<void>) | null;
  again: () => void;
}) {
  const { work, date } = useWords();
  const of = new Map(positions.map((one) => [one.side, one]));
  return (
    <>
      <h3>{work.positions}</h3>
      <div class="scroll" role="region" aria-label={work.positions} tabIndex={0}>
        <table class="plain-table positions">
          <tbody>
            {sides.map((side) => {
              const one = of.get(side);
              return (
                <tr key={side}>
                  <th scope="row">{work.sides[side]}</th>
                  <td>{one === undefined ? <span class="hint">{work.notHeard}</span> : <span class={`mark ${one.stance}`}>{work.stances[one.stance]}</span>}</td>
                  <td>
                    {one !== undefined && (
                      <>
                        {one.text !== "" && <span class="said">{one.text}</span>}{" "}
                        <small>
                          {one.by} · {date(one.at)}
                        </small>
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {take !== null && <Take take={take} again={again} />}
    </>
  );
}
