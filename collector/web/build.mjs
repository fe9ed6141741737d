// Builds the dashboard and writes the C++ table of its files.
//
// CMake runs `node build.mjs OUT`: npm ci (only when package-lock.json changed, so that a second
// build needs no network), tsc, vite build, then OUT/assets_table.cc and the files it names.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];

const contentTypes = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

function fail(sentence) {
  console.error(`collector/web: ${sentence}`);
  process.exit(1);
}

function run(program, args, sentence) {
  try {
    execFileSync(program, args, { cwd: here, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    fail(`${sentence}\n${error.stdout ?? ""}${error.stderr ?? error.message}`);
  }
}

function hash(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}

function installPackages() {
  const wanted = hash(readFileSync(join(here, "package-lock.json")));
  const mark = join(here, "node_modules", ".installed-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted) return;
  run("npm", ["ci", "--ignore-scripts", "--no-progress"],
    "npm ci failed; the first build needs the package registry, later ones do not:");
  writeFileSync(mark, wanted);
}

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

// One file: its bytes by .incbin between two symbols, plain and compressed.
function entry(dist, path, index) {
  const contentType = contentTypes[extname(path)];
  if (contentType === undefined) fail(`${path}: no content type for this ending; add it here`);
  const body = readFileSync(path);
  const compressed = join(out, `${index}.gz`);
  const squeezed = gzipSync(body, { level: 9 });
  writeFileSync(compressed, squeezed);
  const name = "/" + relative(dist, path);
  const bytes = (label, file) =>
    `asm(".section .rodata\\n${label}:\\n.incbin \\"${file}\\"\\n${label}_end:\\n.previous\\n");\n` +
    `extern "C" const char ${label}[];\nextern "C" const char ${label}_end[];\n`;
  const view = (label) => `{${label}, static_cast<std::size_t>(${label}_end - ${label})}`;
  const zip = squeezed.length < body.length;
  return {
    symbols: bytes(`desirepath_asset_${index}`, path) +
      (zip ? bytes(`desirepath_asset_${index}_gz`, compressed) : ""),
    row: `    {"${name}", "${contentType}", ${view(`desirepath_asset_${index}`)},\n     ` +
      `${zip ? view(`desirepath_asset_${index}_gz`) : "{}"}, "\\"${hash(body)}\\"", ` +
      `${name.startsWith("/assets/")}},\n`,
  };
}

function writeTable(dist) {
  const entries = filesUnder(dist).sort().map((path, index) => entry(dist, path, index));
  writeFileSync(join(out, "assets_table.cc"),
    `#include "collector/web/assets.h"\n\n#include <cstddef>\n\n` +
    entries.map((one) => one.symbols).join("") +
    `\nnamespace desirepath::web {\n\nstd::span<const Asset> assets() {\n` +
    `  static const Asset kAssets[] = {\n${entries.map((one) => one.row).join("")}  };\n` +
    `  return kAssets;\n}\n\n}  // namespace desirepath::web\n`);
}

if (out === undefined) fail("usage: node build.mjs OUT");
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 18 || (major === 18 && minor < 13)) {
  fail(`node ${process.versions.node} is too old; install 18.13 or newer (Debian 12 has 18.20)`);
}
installPackages();
const dist = join(out, "dist");
rmSync(dist, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
run("node", ["node_modules/typescript/bin/tsc", "--noEmit"], "the type check failed:");
run("node", ["node_modules/vite/bin/vite.js", "build", "--outDir", dist, "--emptyOutDir"],
  "vite build failed:");
writeTable(dist);
