// "How fast we are": what IT measures about itself. It stands below the needs, for everybody who reads
// them.

import "../style/rules.css";

import { useRead } from "../asking";
import type { components } from "../schema";
import { useSigned } from "../session";
import { Told } from "../shell/frame";
import { useWords } from "../words/words";
import { usePilotWords } from "./words";

type Schemas = components["schemas"];
type Figures = Schemas["OwnFigures"];

function Wait({ name, means, wait }: { name: string; means: string; wait: Schemas["Wait"] }) {
  const say = usePilotWords();
  const { number } = useWords();
  const { lab } = useSigned().session;
  const unit = lab ? 60 : 86400;
  const words = (seconds: number) => {
    const n = Math.round(seconds / unit);
    return (lab ? say.minutes : say.days)(n, number(n));
  };
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{wait.median_seconds === null ? say.notYet : words(wait.median_seconds)}</strong>
        <small>{means}</small>
        <small>{say.waiting(wait.waiting)}</small>
      </dd>
    </div>
  );
}

function All({ figures }: { figures: Figures }) {
  const say = usePilotWords();
  const { kept, partly, not, cannot_say, to_come } = figures.promises;
  return (
    <dl class="own-figures">
      <div>
        <dt>{say.promises}</dt>
        <dd>
          <strong>{say.kept(kept, partly, not)}</strong>
          <small>{say.open(cannot_say + to_come)}</small>
        </dd>
      </div>
      <Wait name={say.listen} means={say.listenMeans} wait={figures.listen} />
      <Wait name={say.decide} means={say.decideMeans} wait={figures.decide} />
      <div>
        <dt>{say.ratio}</dt>
        <dd>
          <strong>
            {figures.enabled} : {figures.forbidden}
          </strong>
          <small>{say.ratioMeans}</small>
        </dd>
      </div>
    </dl>
  );
}

export function OwnFigures() {
  const say = usePilotWords();
  const [read, reload] = useRead<Figures>("/api/v1/own-figures");
  return (
    <section class="card plain">
      <h2>{say.own}</h2>
      <p class="hint">{say.ownLead}</p>
      <Told read={read} retry={reload}>
        {(figures) => <All figures={figures} />}
      </Told>
    </section>
  );
}
