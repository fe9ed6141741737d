import type { Moment } from "../report";
import { useWords } from "../words/words";

// The same figures as the paths above, to be read and copied: devices affected, then each tool.
export function PathTable({ windows, tools }: { windows: Moment[]; tools: { name: string; trend: Moment[] }[] }) {
  const { say, interval, windowName } = useWords();
  const columns = tools.filter((tool) => tool.trend.length > 0);
  return (
    <details class="evidence">
      <summary>{say.asTable}</summary>
      <div class="scroll" role="region" aria-label={say.asTable} tabIndex={0}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{say.window}</th>
              <th scope="col">{say.devicesAffected}</th>
              {columns.map((tool) => (
                <th scope="col" key={tool.name}>
                  {tool.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {windows.map((moment) => (
              <tr key={moment.window}>
                <th scope="row">{windowName(moment.name)}</th>
                <td>{interval(moment)}</td>
                {columns.map((tool) => {
                  const found = tool.trend.find((one) => one.window === moment.window);
                  return <td key={tool.name}>{found === undefined ? "" : interval(found)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
