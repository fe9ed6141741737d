import { reportUrl, type Head, type ReportName } from "../report";
import { useRoute } from "../route";
import { useWords } from "../words/words";

// Always the same four words, in this order: what the figures above rest on.
export function TableLine({ head, csv }: { head: Head; csv?: ReportName }) {
  const { say, interval, percent, decimal } = useWords();
  const { query } = useRoute();
  const line = head.line;
  // Beside every figure, where gateways count: which share of it comes from devices that cannot look at a ledger.
  const withoutAgent: [string, string] = [say.withoutAgent, line.without_agent === null ? say.notShown : interval(line.without_agent)];
  const entries: [string, string | null][] = [
    [say.enrolled, interval(line.enrolled)],
    [say.reporting, line.reporting === null ? null : interval(line.reporting)],
    ...(line.gateways ? [withoutAgent] : []),
    [say.arrived, line.arrived === null ? null : percent(line.arrived)],
    [say.namesSeen, line.names_seen === null ? null : decimal(line.names_seen)],
  ];
  return (
    <div class="table-line">
      <dl>
        {entries.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value ?? say.notKnownYet}</dd>
          </div>
        ))}
      </dl>
      {head.noise !== null && <p class="noise">{say.noise(decimal(head.noise))}</p>}
      {csv !== undefined && (
        <p class="take">
          <a href={reportUrl(csv, query, "csv")} download title={say.csvMeans}>
            {say.csv}
          </a>
          <button type="button" onClick={() => window.print()}>
            {say.print}
          </button>
        </p>
      )}
    </div>
  );
}
