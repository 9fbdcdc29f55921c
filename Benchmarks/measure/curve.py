"""Curves as an SVG picture: x logarithmic, y from zero, a label at the end of each line."""
import html
import math

COLOURS = ["#1b6ca8", "#b3541e", "#2f7d4f", "#7a4ca0", "#8a6d00"]


def picture(title, unit, series):
    """`series` is {name: [(x, y), …]}; y in `unit`."""
    width, height, left, right, top, bottom = 720, 360, 64, 170, 48, 44
    points = [point for line in series.values() for point in line]
    least, most = min(x for x, _ in points), max(x for x, _ in points)
    ceiling = nice(max(y for _, y in points))
    across = lambda x: left + (width - left - right) * (math.log10(x) - math.log10(least)) / max(1e-9, math.log10(most) - math.log10(least))
    up = lambda y: height - bottom - (height - top - bottom) * y / ceiling
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="system-ui, sans-serif" font-size="13">',
             f"<title>{html.escape(title)}</title>", f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
             f'<text x="{left}" y="26" font-size="16" fill="#222222">{html.escape(title)}</text>']
    for step in range(5):
        y = ceiling * step / 4
        parts.append(f'<line x1="{left}" x2="{width - right}" y1="{up(y):.1f}" y2="{up(y):.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 8}" y="{up(y) + 4:.1f}" text-anchor="end" fill="#555555">{y:g}</text>')
    parts.append(f'<text x="{left - 8}" y="{top - 8}" text-anchor="end" fill="#555555">{html.escape(unit)}</text>')
    for x in sorted({x for x, _ in points}):
        parts.append(f'<text x="{across(x):.1f}" y="{height - bottom + 20}" text-anchor="middle" fill="#555555">{x:,}</text>')
    parts.append(f'<text x="{(left + width - right) / 2}" y="{height - 6}" text-anchor="middle" fill="#555555">entries in the ledger</text>')
    labels = sorted((up(line[-1][1]), name) for name, line in series.items())
    places, last = {}, -1e9
    for y, name in labels:
        last = max(y, last + 16)
        places[name] = last
    for colour, (name, line) in zip(COLOURS, series.items()):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{across(x):.1f}" cy="{up(y):.1f}" r="3.5" fill="{colour}"/>' for x, y in line]
        parts.append(f'<text x="{width - right + 10}" y="{places[name] + 4:.1f}" fill="{colour}">{html.escape(name)} {line[-1][1]:g}</text>')
    return "\n".join(parts) + "\n</svg>\n"


def nice(value):
    """The next of 1, 2, 4, 5, 8, 10 × 10^n."""
    power = 10 ** math.floor(math.log10(value))
    return next(power * factor for factor in (1, 2, 4, 5, 8, 10) if power * factor >= value)
