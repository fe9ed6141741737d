// What is publicly known of a tool: eight subjects, each with its answer, source and day. Most of the time nobody has
// published an answer; then the row says so instead of being left out.

import type { Tool } from "../report";
import { useWords } from "../words/words";

const subjects = [
  "dpa_offered",
  "soc2",
  "iso27001",
  "sso",
  "mfa",
  "trains_on_customer_data",
  "data_region",
  "breach_history",
] as const;

export function RiskFacts({ tool }: { tool: Tool }) {
  const { say } = useWords();
  const answers: Record<string, string> = { yes: say.answerYes, no: say.answerNo, unknown: say.answerUnknown };
  const worded = (answer: string) => answers[answer] ?? answer;
  return (
    <section class="card plain">
      <h2>{say.riskFacts}</h2>
      <div class="scroll" role="region" aria-label={say.riskFacts} tabIndex={0}>
        <table class="risk-facts">
          <thead>
            <tr>
              <th scope="col">{say.riskSubject}</th>
              <th scope="col">{say.riskAnswer}</th>
              <th scope="col">{say.riskSource}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{say.hqCountry}</th>
              <td>{worded(tool.hq_country)}</td>
              <td></td>
            </tr>
            {subjects.map((subject) => {
              const from = tool.risk.sources.find((one) => one.of === subject);
              return (
                <tr key={subject}>
                  <th scope="row">{say.risk[subject]}</th>
                  <td>{worded(tool.risk[subject])}</td>
                  <td>{from === undefined ? "" : `${from.source}, ${from.date}`}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
