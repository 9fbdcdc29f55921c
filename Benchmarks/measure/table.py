"""Rows of results: ours and the rival's rates side by side, and what both cost."""
import statistics


def summary(rates):
    return {"median": statistics.median(rates), "minimum": min(rates), "maximum": max(rates)}


def row(work, ours, theirs, rival, goal):
    """A row of samples of alternating rounds; both ratios are above 1 where ours is better."""
    ratios = [a.rate / b.rate for a, b in zip(ours, theirs)]
    cpu = [b.cpu / a.cpu for a, b in zip(ours, theirs)]
    return {"work": work, "rival": rival, "goal": goal, "ours": summary([s.rate for s in ours]), "theirs": summary([s.rate for s in theirs]),
            "ratio": statistics.median(ratios), "ratios": ratios, "cpu_ratio": statistics.median(cpu), "cost": cost(ours), "rival_cost": cost(theirs)}


def cost(samples):
    of_one = lambda part: statistics.median(part(s) / s.count for s in samples)
    return {"client_us": of_one(lambda s: s.client_cpu * 1e6), "server_us": of_one(lambda s: s.server_cpu * 1e6), "wal_bytes": of_one(lambda s: s.wal),
            "disk_bytes": of_one(lambda s: s.disk), "peak_mb": max(s.peak for s in samples) / 1e6}


def text(results):
    """The table as Markdown."""
    lines = ["| work | ours, median (least to most) | rival, median (least to most) | ratio | CPU ratio | goal |", "|---|---|---|--:|--:|--:|"]
    spread = lambda s: f"{s['median']:,.0f}/s ({s['minimum']:,.0f} to {s['maximum']:,.0f})"
    for r in results["rows"]:
        lines.append(f"| {r['work']} | {spread(r['ours'])} | {r['rival']}: {spread(r['theirs'])} | {r['ratio']:.2f} | {r['cpu_ratio']:.2f} | {r['goal']} |")
    lines += ["", "A ratio is ours by the rival's rate, of paired rounds; the CPU ratio is the rival's by our CPU time, of client and server together. Above 1, ours is better."]
    lines += ["", "| work | client CPU µs | server CPU µs | WAL bytes | disk bytes | peak MB |", "|---|--:|--:|--:|--:|--:|"]
    costs = {}
    for r in results["rows"]:
        costs.setdefault(r["work"], r["cost"])
        costs.setdefault(f"rival: {r['rival']}", r["rival_cost"])
    for name, spent in costs.items():
        figures = [f"{spent[key]:.{digits}f}" if spent[key] else "–" for key, digits in (("client_us", 2), ("server_us", 2), ("wal_bytes", 0), ("disk_bytes", 0), ("peak_mb", 0))]
        lines.append(f"| {name} | {' | '.join(figures)} |")
    lines += ["", "| measured alone | value |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in results["alone"].items()]
    return "\n".join(lines) + "\n"
