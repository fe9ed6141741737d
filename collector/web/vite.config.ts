import { defineConfig } from "vite";

// The server's content security policy allows nothing inline, so no file is inlined as data: and
// the module-preload polyfill (an inline script in spirit) is left out.
export default defineConfig({
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
});
