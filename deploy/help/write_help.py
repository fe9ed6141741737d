#!/usr/bin/env python3
"""Writes man page and shell completions of a program from what its --help says, so that the three never disagree.

  deploy/help/write_help.py PROGRAM FOLDER [--section 1] [--seconds SOURCE_DATE_EPOCH]

FOLDER gets NAME.1, NAME.bash, NAME.zsh (as _NAME) and NAME.fish. PROGRAM is run with --help for itself and each subcommand.
"""
import argparse
import datetime
import pathlib
import re
import subprocess
import sys

ENTRY = re.compile(r"^  (\S.*?)(?:  +(.*))?$")
PROSE = pathlib.Path(__file__).resolve().parent


class Command:
    """One page of help: what it does, its positionals and options as (left side, words), its subcommands."""

    def __init__(self, program, words):
        self.words = words
        text = subprocess.run([program, *words[1:], "--help"], check=True, capture_output=True, text=True).stdout
        head, _, rest = text.partition("Usage: ")
        self.about = " ".join(head.split())
        self.usage, _, body = rest.partition("\n")
        self.parts = {}
        self._read(body)
        self.children = [Command(program, [*words, name]) for name, _ in self.parts.get("Subcommands", [])]

    def _read(self, body):
        part = None
        for line in body.splitlines():
            heading = re.fullmatch(r"([A-Z]\w+):", line)
            entry = ENTRY.match(line)
            if heading:
                part = self.parts.setdefault(heading.group(1), [])
            elif line.startswith("   ") and part:
                left, words = part[-1]
                part[-1] = (left, f"{words} {line.strip()}".strip())
            elif entry and part is not None:
                part.append((entry.group(1), entry.group(2) or ""))

    def options(self):
        """(names, takes a value, words) of each option."""
        for left, words in self.parts.get("Options", []):
            names = [name for name in re.split(r"[ ,]", left) if name.startswith("-")]
            yield names, bool(re.search(r" [A-Z]", left)), words

    def every(self):
        yield self
        for child in self.children:
            yield from child.every()


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def man_page(top, section, day, prose):
    name = top.words[0]
    out = [f'.TH {name.upper()} {section} "{day}" "Desirepath" "Desirepath"', ".SH NAME", f"{roff(name)} \\- {roff(top.about)}",
           ".SH SYNOPSIS"]
    for command in top.every():
        if not command.children:
            out += [".br", f".B {roff(command.usage)}"]
    if prose.get("description"):
        out += [".SH DESCRIPTION", *prose["description"]]
    for command in top.every():
        if command is top:
            continue
        out += [f'.SH "{roff(" ".join(command.words[1:]).upper())}"', roff(command.about) + "."]
        for part in ("Positionals", "Options"):
            for left, words in command.parts.get(part, []):
                if left != "-h,--help":
                    out += [".TP", f".B {roff(left)}", roff(words) or "\\&"]
    for heading in ("exit status", "files", "see also"):
        if prose.get(heading):
            out += [f".SH {heading.upper()}", *prose[heading]]
    return "\n".join(out) + "\n"


def read_prose(name):
    """The parts no --help has: deploy/help/NAME.prose, paragraphs under headings in brackets."""
    prose, at = {}, None
    for line in (PROSE / f"{name}.prose").read_text(encoding="utf-8").splitlines():
        heading = re.fullmatch(r"\[([a-z ]+)\]", line)
        if heading:
            at = prose.setdefault(heading.group(1), [])
        elif line.startswith("= "):
            left, _, words = line[2:].partition(": ")
            at += [".TP", f".B {roff(left)}", roff(words)]
        elif not line:
            if at:
                at.append(".PP")
        else:
            at.append(line if line.startswith(".") else roff(line))
    return {heading: lines[:-1] if lines and lines[-1] == ".PP" else lines for heading, lines in prose.items()}


def bash(top):
    name = top.words[0]
    rows = []
    for command in top.every():
        words = [child.words[-1] for child in command.children] + [n for names, _, _ in command.options() for n in names if n.startswith("--")]
        rows.append(f'    "{" ".join(command.words[1:])}") words="{" ".join(words)}" ;;')
    paths = " ".join(f'"{" ".join(command.words[1:])}"' for command in top.every() if command is not top)
    function = "_" + name.replace("-", "_")
    return f"""# bash completion of {name}, written from its --help
{function}() {{
  local path='' word next words=''
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    next="${{path:+$path }}$word"
    case " {paths} " in *"\\"$next\\""*) path=$next ;; esac
  done
  case "$path" in
{chr(10).join(rows)}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}")
}}
complete -o default -F {function} {name}
""".replace(f'" {paths} "', "' " + paths + " '")


def quoted(text):
    return "'" + text.replace("'", "’") + "'"


def zsh(top):
    name = top.words[0]
    rows = []
    for command in top.every():
        offered = [(child.words[-1], child.about) for child in command.children]
        offered += [(n, words) for names, _, words in command.options() for n in names if n.startswith("--")]
        listed = " ".join(quoted(f"{word}:{about.replace(':', ' ')}") for word, about in offered)
        rows.append(f"    {quoted(' '.join(command.words[1:]))}) offered=({listed}) ;;")
    paths = " ".join(quoted(" ".join(command.words[1:])) for command in top.every() if command is not top)
    return f"""#compdef {name}
# zsh completion of {name}, written from its --help
local -a offered paths
local at='' word
paths=({paths})
for word in ${{words[2,CURRENT-1]}}; do
  if (( ${{paths[(Ie)${{at:+$at }}$word]}} )); then at="${{at:+$at }}$word"; fi
done
case "$at" in
{chr(10).join(rows)}
esac
_describe '{name}' offered || _files
"""


def fish(top):
    name = top.words[0]
    out = [f"# fish completion of {name}, written from its --help", f"complete -c {name} -f"]
    for command in top.every():
        path = command.words[1:]
        when = " ; and ".join(f"__fish_seen_subcommand_from {word}" for word in path) or "__fish_use_subcommand"
        children = [child.words[-1] for child in command.children]
        inner = when + (f" ; and not __fish_seen_subcommand_from {' '.join(children)}" if children and path else "")
        for child in command.children:
            out.append(f"complete -c {name} -n {quoted(inner)} -a {child.words[-1]} -d {quoted(child.about)}")
        for names, value, words in command.options():
            for option in names:
                if option.startswith("--"):
                    out.append(f"complete -c {name} -n {quoted(inner)} -l {option[2:]}{' -r -F' if value else ''} -d {quoted(words)}")
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--section", default="1")
    parser.add_argument("--seconds", type=int, default=0, help="the page's date, in seconds since 1970")
    given = parser.parse_args()
    name = pathlib.Path(given.program).name
    try:
        top = Command(str(pathlib.Path(given.program).resolve()), [name])
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"write_help.py: {given.program} does not tell its --help: {error}; build it first")
    day = datetime.datetime.fromtimestamp(given.seconds, datetime.timezone.utc).date().isoformat()
    given.folder.mkdir(parents=True, exist_ok=True)
    for path, text in {f"{name}.{given.section}": man_page(top, given.section, day, read_prose(name)), f"{name}.bash": bash(top),
                       f"_{name}": zsh(top), f"{name}.fish": fish(top)}.items():
        (given.folder / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
