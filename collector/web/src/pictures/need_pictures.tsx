// The pictures of a need: its trend, its weekly paths, where it is and why, what moved, and between
// which tools work goes back and forth. Fetched with their drawing when the page of a need opens.

import { useRead } from "../asking";
import type { Need, NeedsReport } from "../report";
import { useRoute } from "../route";
import type { components } from "../schema";
import { Told } from "../shell/frame";
import "../style/pictures.css";
import { HeatMap } from "./heat_map";
import { MovesFlow } from "./moves_flow";
import { PairGraph } from "./pair_graph";
import { StackedPaths } from "./stacked_paths";
import { TrendBands, type Mark } from "./trend_bands";

type Pictures = components["schemas"]["NeedPictures"];
type Promise_ = components["schemas"]["CardDetail"]["promises"][number];

// In the order they were made; they stand on the trend.
const marks = (promises: Promise_[]): Mark[] => [...promises].reverse().map(({ window, promise }) => ({ window, words: promise }));

export function NeedPictures({ need, report, promises }: { need: Need; report: NeedsReport; promises: Promise_[] }) {
  const { query } = useRoute();
  const window = query.get("window");
  const url = `/api/v1/needs/${encodeURIComponent(need.need)}/pictures${window === null ? "" : `?window=${encodeURIComponent(window)}`}`;
  const [read, reload] = useRead<Pictures>(url);
  return (
    <>
      <TrendBands need={need} head={report} promises={marks(promises)} />
      <StackedPaths need={need} head={report} />
      <Told read={read} retry={reload}>
        {(told) => (
          <>
            <HeatMap need={need} head={told} told={told} />
            <div class="halves">
              <MovesFlow need={need} head={told} told={told} />
              <PairGraph need={need} head={told} told={told} />
            </div>
          </>
        )}
      </Told>
    </>
  );
}
