import { render } from "preact";

function Page() {
  return (
    <main>
      <h1>Needs</h1>
      <p>
        <a href="/api/v1/needs">The published needs as JSON</a>
      </p>
    </main>
  );
}

const root = document.getElementById("app");
if (root !== null) render(<Page />, root);
