import { useEffect, useMemo, useState } from "preact/hooks";
import { NeedPage } from "./needs/need_page";
import { NeedsPage } from "./needs/needs_page";
import { useRoute } from "./route";
import { SetLanguage } from "./shell/choices";
import { Lost } from "./shell/lost";
import { firstLanguage, keepLanguage } from "./shell/preferences";
import { ToolPage } from "./tools/tool_page";
import { ToolsPage } from "./tools/tools_page";
import { Spoken, words } from "./words/words";

function Page() {
  const { page, id } = useRoute();
  switch (page) {
    case "needs":
      return <NeedsPage />;
    case "need":
      return <NeedPage id={id} />;
    case "tools":
      return <ToolsPage />;
    case "tool":
      return <ToolPage id={id} />;
    case "lost":
      return <Lost />;
  }
}

export function App() {
  const [language, setLanguage] = useState(firstLanguage);
  const spoken = useMemo(() => words(language), [language]);
  useEffect(() => keepLanguage(language), [language]);
  return (
    <SetLanguage.Provider value={setLanguage}>
      <Spoken.Provider value={spoken}>
        <Page />
      </Spoken.Provider>
    </SetLanguage.Provider>
  );
}
