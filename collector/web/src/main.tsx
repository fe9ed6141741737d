import "./style/font.css";
import "./style/tokens.css";
import "./style/shell.css";
import "./style/chart.css";
import "./style/card.css";
import "./style/tool_rows.css";
import "./style/layout.css";
import "./style/table.css";
import "./style/form.css";
import "./style/factor.css";
import "./style/start.css";
import "./style/privacy.css";
import "./style/print.css";

import { render } from "preact";
import { App } from "./app";
import { firstTheme, keepTheme } from "./shell/preferences";

keepTheme(firstTheme());
const root = document.getElementById("app");
if (root !== null) render(<App />, root);
