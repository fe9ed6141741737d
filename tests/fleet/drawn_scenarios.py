#!/usr/bin/env python3
"""Draws organisations at random and judges the needs found in them, as a table.

  drawn_scenarios.py --draw --devices N --k K --seed S      prints one scenario (JSON) for tests/fleet/judge
  drawn_scenarios.py --table [--first S] [--seeds N]        judges N scenarios of each size and k, from seed S on
  drawn_scenarios.py --ages …                               the same of one size by the age of the diaries, in windows
  drawn_scenarios.py --ablation …                           the same of one size with one input left out at a time
  drawn_scenarios.py --empty …                              a year of organisations in which nothing is planted
  drawn_scenarios.py --wrong --devices N --k K …            one line for each planted need with another reason than planted

The analysis is tuned on seeds below 1000 and reported on seeds from 1000 on. Each scenario draws its departments, what is
offered, six to twelve planted needs of any cause, size, activity and onset (half of them before the first window), and how
people work. Tools and needs come from the catalog's files.
"""
import argparse
import concurrent.futures
import json
import math
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
JUDGE = ROOT / "tests" / "fleet" / "judge"
OFF = {"messaging-personal", "social-media", "recruiting"}  # needs that no policy asks by default
CAUSES = ("absent", "unknown", "unfit", "inaccessible", "unconnected", "outside_pull")
GRID = ((30, 5, "small"), (50, 5, "small"), (100, 5, "small"), (60, 5, "weekly"), (100, 5, "weekly"), (100, 10, "weekly"),
        (300, 5, "weekly"), (300, 10, "weekly"), (300, 20, "weekly"), (2000, 5, "weekly"), (2000, 10, "weekly"),
        (2000, 20, "weekly"), (20000, 5, "weekly"), (20000, 10, "weekly"), (20000, 20, "weekly"))
AGES = (1, 2, 4, 8, 12)
INPUTS = ("displacement", "days", "departments", "retention", "needs")
SMALL_WINDOW = 4  # weeks
COLUMNS = ("recall", "recall_large", "precision", "precision_at_n", "reasons_right", "reasons_right_seen", "reasons_right_60",
           "reasons_too_early", "rank_correlation", "delay_median", "reach_error", "gap_error", "false_cards", "false_needs",
           "recall_in_below_50", "recall_in_50_199", "recall_in_200_999", "recall_in_1000_up")


def catalog():
    """Need to tools, without those that are doubtful."""
    tools = {}
    for path in sorted((ROOT / "proto" / "catalog" / "needs").glob("*.textproto")):
        if path.stem in OFF:
            continue
        for entry in path.read_text(encoding="utf-8").split("\ntools {")[0:]:
            found = re.search(r'\n  id: "([^"]+)"', "\n" + entry)
            if found and "\n  doubtful: true" not in entry and "HOST_ROLE_APP" in entry:
                tools.setdefault(path.stem, []).append(found.group(1))
    return {need: ids for need, ids in tools.items() if len(ids) >= 5}


def departments(chance, devices):
    """Sizes that fall off as those of real organisations do, the smallest below any floor."""
    count = max(2, min(14, round(devices ** 0.42)))
    weights = [1 / (n + 1) ** chance.uniform(0.5, 1) for n in range(count)]
    sizes = [max(2, int(devices * w / sum(weights))) for w in weights]
    sizes[0] += devices - sum(sizes)
    return [{"name": "Department %d" % (n + 1), "devices": size} for n, size in enumerate(sizes)]


def planted(chance, need, cause, tools, places, devices, weeks):
    within = [p for p in places if chance.random() < 0.6] if chance.random() < 0.4 else []
    room = sum(p["devices"] for p in within) or devices
    affected = round(math.exp(chance.uniform(math.log(8), math.log(max(9, 0.45 * devices)))))
    onset = chance.randint(-14, -4) if chance.random() < 0.5 else chance.randint(0, max(0, weeks - 6))
    return {"id": need, "need": need, "cause": cause, "affected": min(affected, room),
            "activity": round(chance.uniform(0.6, 0.95), 2), "tools": chance.sample(tools, chance.randint(1, 4)),
            "onset_week": onset, "departments": [p["name"] for p in within]}


def draw(seed, devices, k, weeks, profile, empty=False):
    chance = random.Random("%d %d" % (seed, devices))
    tools = catalog()
    places = departments(chance, devices)
    needs = chance.sample(sorted(tools), chance.randint(9, 16))
    offered, found = [], []
    for number, need in enumerate(needs):
        ids = list(tools[need])
        chance.shuffle(ids)
        cause = chance.choice(CAUSES) if number < len(needs) - 3 and not empty else None  # three needs are met
        scope, inside = [], []
        if cause not in ("absent", "outside_pull") or (cause == "outside_pull" and chance.random() < 0.5):
            offer = {"need": need, "tool": ids.pop()}
            if cause == "inaccessible" and chance.random() < 0.4:  # offered elsewhere only
                scope = [p["name"] for p in places[:max(1, len(places) // 3)]]
                offer["departments"] = scope
            elif cause in ("unknown", "unfit", "unconnected") and chance.random() < 0.25:  # of those it is offered to
                inside = [p["name"] for p in places if chance.random() < 0.6] or [places[0]["name"]]
                offer["departments"] = inside
            offered.append(offer)
        if cause is None:
            continue
        entry = planted(chance, need, cause, ids, places, devices, weeks)
        if scope:
            others = [p for p in places if p["name"] not in scope]
            entry["departments"] = [p["name"] for p in others]
            entry["affected"] = min(entry["affected"], sum(p["devices"] for p in others))
        if inside:
            entry["departments"] = inside
            entry["affected"] = min(entry["affected"], sum(p["devices"] for p in places if p["name"] in inside))
        found.append(entry)
    office, part = chance.uniform(0.5, 0.95), chance.uniform(0, 0.3)
    uptime = {"office": office, "part_time": min(part, 1 - office), "shift": max(0, 1 - office - part)}
    return {"seed": seed, "devices": devices, "weeks": weeks, "k": k, "profile": profile, "departments": places,
            "uptime": uptime, "offered": offered, "needs": found}


def judged(scenario, without=(), detail=False):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(scenario, file)
        file.flush()
        inputs = [word for one in without for word in ("--without", one)]
        done = subprocess.run([str(JUDGE), "--scenario", file.name, *inputs, *([] if detail else ["--brief"])], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit("seed %d: %s" % (scenario["seed"], done.stderr.strip()))
    return json.loads(done.stdout)


def interval(values):
    if not values:
        return "-"
    half = 1.96 * statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0
    return "%.2f ±%.2f" % (statistics.fmean(values), half)


def row(name, arguments, devices, k, weeks, profile, without=(), empty=False):
    """One line of a table: mean and 95 % interval over the seeds."""
    scenarios = [draw(seed, devices, k, weeks, profile, empty) for seed in range(arguments.first, arguments.first + arguments.seeds)]
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        results = list(pool.map(lambda scenario: judged(scenario, without), scenarios))
    cells = ["%-13s" % interval([r["figures"][name] for r in results if name in r["figures"]]) for name in COLUMNS]
    print("%-18s  %s" % (name, "  ".join(cells)), flush=True)


def heads(arguments, first):
    print("seeds %d to %d; mean and 95 %% interval" % (arguments.first, arguments.first + arguments.seeds - 1))
    print("%-18s  %s" % (first, "  ".join("%-13s" % name for name in COLUMNS)), flush=True)


def table(arguments):
    heads(arguments, "devices k")
    for devices, k, profile in GRID:
        if arguments.devices and (devices, k) != (arguments.devices, arguments.k):
            continue
        weeks = arguments.weeks * (SMALL_WINDOW if profile == "small" else 1)
        row("%d %d %s" % (devices, k, profile), arguments, devices, k, weeks, profile)


def ages(arguments):
    heads(arguments, "windows")
    for weeks in AGES:
        row(str(weeks), arguments, arguments.devices, arguments.k, weeks, arguments.profile)


def ablation(arguments):
    heads(arguments, "without")
    row("nothing", arguments, arguments.devices, arguments.k, arguments.weeks, arguments.profile)
    for one in INPUTS:
        row(one, arguments, arguments.devices, arguments.k, arguments.weeks, arguments.profile, (one,))


def empty(arguments):
    heads(arguments, "devices k")
    row("%d %d" % (arguments.devices, arguments.k), arguments, arguments.devices, arguments.k, 52, arguments.profile, (), True)


def wrong(arguments):
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        scenario = draw(seed, arguments.devices, arguments.k, arguments.weeks, arguments.profile)
        result = judged(scenario, detail=True)
        for entry in result["planted"]:
            if entry["rank"] is None and entry["devices"] >= arguments.k or entry.get("reason", "too_early") not in (entry["cause"], "too_early"):
                plan = next(n for n in scenario["needs"] if n["need"] == entry["need"])
                print("seed %d %s: %s is %s, %d affected from week %d, %d devices, card %s" % (
                    seed, entry["need"], entry["cause"], entry.get("reason", "no card"), plan["affected"], plan["onset_week"],
                    entry["devices"], entry.get("card_devices")))
        for card in result["cards"]:
            if not any(entry["need"] == card["need"] for entry in result["planted"]):
                print("seed %d %s: not planted, rank %d, %s, %s" % (seed, card["need"], card["rank"], card["devices"], card["tools"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    for flag in ("--draw", "--table", "--ages", "--ablation", "--empty", "--wrong"):
        what.add_argument(flag, action="store_true")
    parser.add_argument("--devices", type=int, default=0)
    parser.add_argument("--k", type=int, default=10)
    parser.add_argument("--weeks", type=int, default=16)
    parser.add_argument("--profile", default="weekly")
    parser.add_argument("--seed", "--first", dest="first", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    if arguments.table:
        return table(arguments)
    if not arguments.devices:
        parser.error("--devices is missing")
    for asked, answer in ((arguments.ages, ages), (arguments.ablation, ablation), (arguments.empty, empty), (arguments.wrong, wrong)):
        if asked:
            return answer(arguments)
    print(json.dumps(draw(arguments.first, arguments.devices, arguments.k, arguments.weeks, arguments.profile), indent=1))
    return None


if __name__ == "__main__":
    sys.exit(main())
