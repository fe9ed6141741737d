#!/usr/bin/env python3
"""Writes the software bill of materials of the built packages as CycloneDX 1.5 JSON to standard output.

  deploy/sbom/write_sbom.py FOLDER        FOLDER holds the .deb files

Two parts: what the programs are linked with or compiled from on this machine (the Debian packages their build needs, with versions),
and the npm packages of the page, from its lock file with their hashes. No network is asked.
"""
import base64
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def field(package, name):
    return subprocess.run(["dpkg-deb", "-f", package, name], check=True, capture_output=True, text=True).stdout.strip()


def installed(names):
    """Version of each installed Debian package among `names`."""
    shown = subprocess.run(["dpkg-query", "-W", "-f=${Package}\t${Version}\t${Architecture}\n", *names], check=False, capture_output=True, text=True).stdout
    return [line.split("\t") for line in shown.splitlines() if line.split("\t")[1]]


def debian_components(packages):
    names = set()
    for package in packages:
        for part in field(package, "Depends").split(","):
            names.add(re.split(r"[ (:]", part.strip())[0])
    compiled_in = (ROOT / "deploy/debian/control").read_text(encoding="utf-8").split("\n\n")[0]
    names |= {name for name in re.findall(r"^ (lib[\w.+-]+-dev)", compiled_in, re.M)}
    for name, version, architecture in sorted(installed(sorted(names - {""}))):
        yield {"type": "library", "bom-ref": f"deb:{name}", "name": name, "version": version,
               "purl": f"pkg:deb/debian/{name}@{version}?arch={architecture}&distro=debian-12",
               "properties": [{"name": "desirepath:use", "value": "compiled in or headers" if name.endswith("-dev") else "linked"}]}


def npm_components():
    lock = json.loads((ROOT / "collector/web/package-lock.json").read_text(encoding="utf-8"))
    for path, entry in sorted(lock["packages"].items()):
        if not path or entry.get("link"):
            continue
        name = path.split("node_modules/")[-1]
        component = {"type": "library", "bom-ref": f"npm:{path}", "name": name, "version": entry["version"],
                     "purl": f"pkg:npm/{name.replace('@', '%40', 1)}@{entry['version']}", "scope": "excluded" if entry.get("dev") else "required"}
        if isinstance(entry.get("license"), str):
            component["licenses"] = [{"expression": entry["license"]}] if " " in entry["license"] else [{"license": {"id": entry["license"]}}]
        if entry.get("integrity", "").startswith("sha512-"):
            component["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(entry["integrity"][7:]).hex()}]
        yield component


def main():
    if len(sys.argv) != 2 or not (packages := sorted(pathlib.Path(sys.argv[1]).glob("*.deb"))):
        sys.exit("write_sbom.py: name a folder that holds .deb files; deploy/build-packages makes them")
    version = field(packages[0], "Version")
    json.dump({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
               "metadata": {"component": {"type": "application", "bom-ref": "desirepath", "name": "desirepath", "version": version}},
               "components": [*debian_components(packages), *npm_components()]}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
