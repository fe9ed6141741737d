// What the published tables show after a tool was restricted or taken away: the tool itself and the
// others of its need, each with the least and the most by which it can have changed.

import "../style/rules.css";

import { useRead } from "../asking";
import type { components } from "../schema";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { usePilotWords } from "./words";

type Schemas = components["schemas"];
type Effect = Schemas["BlockEffect"];
type Look = Effect["looks"][number];

function Row({ name, movement }: { name: string; movement: Schemas["Movement"] }) {
  const say = usePilotWords();
  const { interval, number } = useWords();
  const signed = (value: number) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${number(Math.abs(value))}`;
  const { low, high } = movement.change;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="figure">{interval(movement.before)}</td>
      <td class="figure">{interval(movement.after)}</td>
      <td class="figure">{low === high ? signed(low) : say.between(signed(low), signed(high))}</td>
      <td>
        <span class="mark">{say.said[movement.said]}</span>
      </td>
    </tr>
  );
}

function OneLook({ look, name }: { look: Look; name: string }) {
  const say = usePilotWords();
  const { date, windowName } = useWords();
  const title = `${say.after(look.after)} · ${windowName(look.window)}`;
  if (look.tool === null) {
    return (
      <>
        <h3>{title}</h3>
        <p class="hint">{say.from(date(look.visible))}</p>
      </>
    );
  }
  return (
    <>
      <h3>{title}</h3>
      <div class="scroll" role="region" aria-label={title} tabIndex={0}>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">{say.tool}</th>
              <th scope="col">{say.before}</th>
              <th scope="col">{say.then}</th>
              <th scope="col">{say.change}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            <Row name={name} movement={look.tool} />
            {look.others.map((other) => (
              <Row key={other.tool} name={other.name} movement={other} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function BlockEffect({ tool, name }: { tool: string; name: string }) {
  const say = usePilotWords();
  const { windowName } = useWords();
  const [read, reload] = useRead<Effect>(`/api/v1/tools/${encodeURIComponent(tool)}/block-effect`);
  if (read.state === "ready" && read.body.decision === null) return null;
  return (
    <section class="card plain">
      <h2>{say.effect}</h2>
      <Told read={read} retry={reload}>
        {(effect) => (
          <>
            <p class="hint">{say.effectLead(windowName(effect.decision?.window ?? ""))}</p>
            {effect.decision?.everyone === false && <p class="hint">{say.someOnly}</p>}
            {effect.before === null && <p class="hint">{say.nothingBefore}</p>}
            {effect.looks.map((look) => (
              <OneLook key={look.after} look={look} name={name} />
            ))}
          </>
        )}
      </Told>
    </section>
  );
}
