"""Rows of results: ours and the rival's rates side by side, and what both cost."""
import statistics


def summary(rates):
    return {"median": statistics.median(rates), "minimum": min(rates), "maximum": max(rates)}


def row(work, ours, rival, rival_name, goal, samples=None, rival_samples=None, better="higher"):
    """A row; ours and rival are rates of alternating rounds."""
    ratios = [a / b for a, b in zip(ours, rival)]
    made = {"work": work, "rival": rival_name, "goal": goal, "ours": summary(ours), "theirs": summary(rival), "ratio": statistics.median(ratios),
            "ratios": ratios}
    for name, several in (("cost", samples), ("rival_cost", rival_samples)):
        if several:
            made[name] = {
                "client_us": statistics.median(s.client_cpu / s.count * 1e6 for s in several),
                "server_us": statistics.median(s.server_cpu / s.count * 1e6 for s in several),
                "wal_bytes": statistics.median(s.wal / s.count for s in several),
                "disk_bytes": statistics.median(s.disk / s.count for s in several),
                "peak_mb": max(s.peak for s in several) / 1e6,
            }
    return made


def text(results):
    """The table as Markdown."""
    lines = ["| work | ours, median (least to most) | rival, median (least to most) | ratio | goal |", "|---|---|---|---|---|"]
    for r in results["rows"]:
        spread = lambda s: f"{s['median']:,.0f}/s ({s['minimum']:,.0f} to {s['maximum']:,.0f})"
        lines.append(f"| {r['work']} | {spread(r['ours'])} | {r['rival']}: {spread(r['theirs'])} | {r['ratio']:.2f} | {r['goal']} |")
    lines += ["", "| work | client CPU µs | server CPU µs | WAL bytes | disk bytes | peak MB |", "|---|---|---|---|---|---|"]
    for r in results["rows"]:
        for name, cost in ((r["work"], r.get("cost")), (f"rival: {r['rival']}", r.get("rival_cost"))):
            if cost:
                figure = lambda key, digits: f"{cost[key]:.{digits}f}" if cost[key] else "–"
                lines.append(f"| {name} | {figure('client_us', 2)} | {figure('server_us', 2)} | {figure('wal_bytes', 0)} | {figure('disk_bytes', 0)} | {figure('peak_mb', 0)} |")
    lines += ["", "| measured alone | value |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in results["alone"].items()]
    return "\n".join(lines) + "\n"
