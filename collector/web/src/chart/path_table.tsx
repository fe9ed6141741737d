import type { Need } from "../report";
import { useWords } from "../words/words";

// The same figures as the paths above, to be read and copied.
export function PathTable({ need }: { need: Need }) {
  const { say, interval, windowName } = useWords();
  const tools = [...need.tools, ...need.offered].filter((tool) => (tool.trend?.length ?? 0) > 0);
  return (
    <details class="evidence">
      <summary>{say.asTable}</summary>
      <div class="scroll" role="region" aria-label={say.asTable} tabIndex={0}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{say.window}</th>
              <th scope="col">{say.devicesAffected}</th>
              {tools.map((tool) => (
                <th scope="col" key={tool.tool}>
                  {tool.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {need.trend.map((moment) => (
              <tr key={moment.window}>
                <th scope="row">{windowName(moment.name)}</th>
                <td>{interval(moment)}</td>
                {tools.map((tool) => {
                  const found = tool.trend?.find((one) => one.window === moment.window);
                  return <td key={tool.tool}>{found === undefined ? "" : interval(found)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
