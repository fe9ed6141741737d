// What is asked of devices, field by field, and what protects it: the same that each device shows to
// the person at it.

import { useRead } from "../asking";
import type { components } from "../schema";
import { useMay } from "../session";
import { Around, Told } from "../shell/frame";
import { useWords } from "../words/words";
import { ProposalSection } from "./proposal";

type Privacy = components["schemas"]["Privacy"];

function Rules({ told }: { told: Privacy }) {
  const { work, number, date, decimal } = useWords();
  const rules: [string, string][] = [
    [work.policyNumber, `${number(told.policy)}, ${work.holds(date(told.begins), date(told.ends))}`],
    [work.windows, work.profiles[told.profile] ?? told.profile],
    [work.smallestFigure, work.devicesOrMore(number(told.k))],
    [work.smallestDepartment, work.belowReports(number(told.department_floor))],
    [work.framesEach, work.framesMeans(number(told.frames))],
    [work.holdFor, work.hours(number(told.hold_hours))],
    [work.figuresKept, told.keep_windows === 0 ? work.keptAll : work.keptWindows(number(told.keep_windows))],
    [work.noise, told.noise_epsilon === 0 ? work.noNoise : work.epsilon(decimal(told.noise_epsilon))],
    [work.nested, told.strict ? work.nestedExact : work.nestedBands],
    [work.noticesOut, number(told.notices)],
  ];
  return (
    <section class="card plain">
      <h2>{work.protection}</h2>
      {told.withdrawn && <p role="alert">{work.withdrawn}</p>}
      <dl class="rules">
        {rules.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Keys({ told }: { told: Privacy }) {
  const { work } = useWords();
  return (
    <section class="card plain">
      <h2>{work.keys}</h2>
      <p>{told.staff_body ? work.twoHands : work.noStaffBody}</p>
      <p class="secret">
        <span class="label">{work.policyHash}</span>
        <code>{told.hash}</code>
        <small>{work.policyHashMeans}</small>
      </p>
      <ul class="keys">
        {told.keys.map((key) => (
          <li key={`${key.holder}${key.public_key}`}>
            {work.holders[key.holder] ?? key.holder} <code>{key.public_key.slice(0, 16)}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Questions({ told }: { told: Privacy }) {
  const { work } = useWords();
  return (
    <section class="card plain">
      <h2>{work.questions}</h2>
      <ul>
        {told.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </section>
  );
}

function Fields({ told }: { told: Privacy }) {
  const { work } = useWords();
  return (
    <section class="card plain">
      <h2>{work.allFields}</h2>
      <p>{work.allFieldsMeans}</p>
      <div class="scroll" role="region" aria-label={work.allFields} tabIndex={0}>
        <table class="plain-table fields-table">
          <thead>
            <tr>
              <th scope="col">{work.field}</th>
              <th scope="col">{work.says}</th>
              <th scope="col">{work.purpose}</th>
              <th scope="col">{work.sensitivity}</th>
              <th scope="col">{work.reviewed}</th>
            </tr>
          </thead>
          <tbody>
            {told.fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">
                  <code>{field.name}</code>
                </th>
                <td>{field.words}</td>
                <td lang="en">{field.purpose}</td>
                <td>{work.sensitivities[field.sensitivity] ?? field.sensitivity}</td>
                <td>{field.expires}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function PrivacyPage() {
  const { work, language } = useWords();
  const may = useMay();
  const [read, reload] = useRead<Privacy>(`/api/v1/privacy?language=${language}`);
  return (
    <Around section={work.privacy}>
      <div class="detail">
        <header class="headline">
          <h1>{work.privacy}</h1>
          <p>{work.privacyLead}</p>
        </header>
        {may("getProposal") && <ProposalSection />}
        <Told read={read} retry={reload}>
          {(told) => (
            <>
              <Rules told={told} />
              <Questions told={told} />
              <Fields told={told} />
              <Keys told={told} />
            </>
          )}
        </Told>
      </div>
    </Around>
  );
}
