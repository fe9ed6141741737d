import { begun } from "./early";
import "./style/font.css";
import "./style/tokens.css";
import "./style/shell.css";
import "./style/top.css";
import "./style/chart.css";
import "./style/card.css";
import "./style/tool_rows.css";
import "./style/layout.css";
import "./style/table.css";
import "./style/form.css";
import "./style/sign_in.css";
import "./style/filters.css";
import "./style/factor.css";
import "./style/start.css";
import "./style/privacy.css";
import "./style/print.css";

import { render } from "preact";
import { App } from "./app";
import { firstLanguage, firstTheme, keepLanguage, keepTheme } from "./shell/preferences";
import { firstWords } from "./words/words";

keepTheme(firstTheme());
const root = document.getElementById("app");
const language = firstLanguage();
void Promise.all([firstWords(language), begun]).then(([words, session]) => {
  keepLanguage(language);
  if (root !== null) render(<App words={words} language={language} session={session} />, root);
});
