"""Dated claims -> a time line: months with their days, and a strip that counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kg.export.claims import Claim
from kg.export.moments import Line, Moment, day, moment

SHORT = 100  # days: a strip as short as this has a bar for every day
LONG = 120  # months: a longer strip has a bar for every year
HEIGHT = 96  # pixels
LANES = 4  # of periods below the bars
LANE = 7  # pixels
RARE = 0.04  # of the events at either end may be left out of the strip if it gets much shorter
SHORTER = 3  # times
LEAST = 14  # days that the strip has
MONTH = 31  # days of the longest one
KINDS = ("figure", "relation", "quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A claim on the line."""

    claim: Claim
    when: Moment
    bin: int | None
    """Number of its bar; None for one that is less exact than a bar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Events of one day, or of one period that is no day."""

    id: str
    when: Moment
    label: str
    events: tuple[Event, ...]
    """What articles report; quotes are apart."""
    quotes: tuple[Event, ...]
    """What articles of this day quote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Groups that begin in one month, or of a year without a month; the less exact ones first."""

    id: str
    label: str
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many events it has."""
        return sum(len(group.events) + len(group.quotes) for group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Events of one day, month or year, counted by kind."""

    label: str
    month: str
    """Id of the first month in it."""
    left: float
    width: float
    parts: tuple[tuple[str, int, float, float], ...]
    """(kind, how many, pixels from the top, height)."""

    @property
    def total(self) -> int:
        """How many events it counts."""
        return sum(part[1] for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A period that is longer than a bar, with how many events are that inexact."""

    label: str
    count: int
    left: float
    width: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The whole line in one picture."""

    unit: str
    bars: tuple[Bar, ...]
    stretches: tuple[Stretch, ...]
    hidden: int
    """Periods for which there is no room."""
    ticks: tuple[tuple[float, str], ...]
    most: int
    """Events of the highest bar."""
    before: int
    """Events that are so much earlier than the others that the strip leaves them out."""
    after: int
    height: int = HEIGHT
    foot: int = LANES * LANE + 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All dated claims in order, and those without a date."""

    months: tuple[Month, ...]
    strip: Strip | None
    line: Line | None
    """The days of the strip."""
    undated: tuple[Claim, ...]

    @property
    def size(self) -> int:
        """How many events it has."""
        return sum(month.size for month in self.months)


def timeline(claims: Iterable[Claim]) -> Timeline:
    """Return the line of all claims that say when, or are quoted on a known day."""
    pairs = [(claim, moment(claim)) for claim in claims]
    dated = sorted(
        ((when, claim) for claim, when in pairs if when),
        key=lambda pair: (_section(pair[0]), pair[0].earliest, pair[0].latest, pair[1].iri),
    )
    core = _core([when for when, _ in dated])
    bins = _bins(core) if core else []
    events = [Event(claim=claim, when=when, bin=_bin(when, bins)) for when, claim in dated]
    return Timeline(
        months=tuple(
            _month(id, list(group)) for id, group in groupby(events, key=lambda e: _section(e.when))
        ),
        strip=_strip(events, bins) if bins else None,
        line=Line(first=bins[0][0], last=bins[-1][1]) if bins else None,
        undated=tuple(claim for claim, when in pairs if when is None),
    )


def _month(id: str, events: Sequence[Event]) -> Month:
    by_days: dict[tuple[date, date], list[Event]] = {}
    for event in events:
        by_days.setdefault((event.when.earliest, event.when.latest), []).append(event)
    order = sorted(by_days, key=lambda days: (days[0] == days[1], days[0], days[1]))
    first = events[0].when.earliest
    return Month(
        id=id,
        label=str(first.year) if id.endswith("-00") else f"{first:%B} {first.year}",
        groups=tuple(_group(by_days[days]) for days in order),
    )


def _group(events: Sequence[Event]) -> Group:
    when = events[0].when
    return Group(
        id=f"t-{when.earliest.isoformat()}-{when.latest.isoformat()}",
        when=when,
        label=_label(when),
        events=tuple(event for event in events if event.claim.kind != "quote"),
        quotes=tuple(event for event in events if event.claim.kind == "quote"),
    )


def _label(when: Moment) -> str:
    match when.precision:
        case "day":
            return f"{when.earliest:%A}, {when.earliest.day} {when.earliest:%B}"
        case "month":
            return f"In {when.earliest:%B}, no day given"
        case "year":
            return f"In {when.earliest.year}, no month given"
        case _:
            return f"{day(when.earliest)} to {day(when.latest)}, no day given"


def _section(when: Moment) -> str:
    """Return the id of the section that a moment stands in: its year's or its first month's."""
    return f"m-{when.earliest.year:04}-00" if when.precision == "year" else _id(when.earliest)


def _id(first: date) -> str:
    return f"m-{first.year:04}-{first.month:02}"


def _core(moments: Sequence[Moment]) -> Line | None:
    """Return a line without the few moments that are far from all others."""
    whole = Line.of(moments)
    if whole is None:
        return None
    cut = int(len(moments) * RARE)
    ends = sorted(moment.latest for moment in moments)
    first, last = moments[cut].earliest, ends[len(ends) - 1 - cut]
    far = last >= first and (last - first).days * SHORTER < (whole.last - whole.first).days
    return (Line(first=first, last=last) if cut and far else whole).at_least(LEAST)


def _bins(line: Line) -> list[tuple[date, date]]:
    """Return the first and last day of every bar."""
    length = (line.last - line.first).days + 1
    if length <= SHORT:
        days = [line.first + timedelta(days=n) for n in range(length)]
        return [(one, one) for one in days]
    starts = _starts(line, 1 if length / 30.5 <= LONG else 12)
    ends = [start - timedelta(days=1) for start in starts[1:]]
    return list(zip(starts, [*ends, max(line.last, starts[-1])], strict=True))


def _starts(line: Line, step: int) -> list[date]:
    first = line.first.year * 12 + (line.first.month - 1 if step == 1 else 0)
    last = line.last.year * 12 + line.last.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1, step)]


def _bin(when: Moment, bins: Sequence[tuple[date, date]]) -> int | None:
    low, high = 0, len(bins) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if when.earliest <= bins[middle][1] else (middle + 1, high)
    inside = bool(bins) and bins[low][0] <= when.earliest and when.latest <= bins[low][1]
    return low if inside else None


def _strip(events: Sequence[Event], bins: Sequence[tuple[date, date]]) -> Strip:
    counts: dict[int, Counter[str]] = {}
    inexact: Counter[tuple[date, date]] = Counter()
    whole = Line(first=bins[0][0], last=bins[-1][1])
    before = sum(event.when.latest < whole.first for event in events)
    after = sum(event.when.earliest > whole.last for event in events)
    for event in events:
        if event.bin is not None:
            counts.setdefault(event.bin, Counter())[event.claim.kind] += 1
        elif event.when.latest >= whole.first and event.when.earliest <= whole.last:
            inexact[event.when.earliest, event.when.latest] += 1
    most = max((found.total() for found in counts.values()), default=1)
    stretches, hidden = _stretches(inexact, whole)
    months = sorted({_section(event.when) for event in events})
    length = (bins[0][1] - bins[0][0]).days
    return Strip(
        unit="day" if not length else "month" if length < MONTH else "year",
        bars=tuple(
            _bar(days, counts.get(index, Counter()), most, whole, months)
            for index, days in enumerate(bins)
        ),
        stretches=stretches,
        hidden=hidden,
        ticks=whole.ticks,
        most=most,
        before=before,
        after=after,
    )


def _bar(
    days: tuple[date, date], counts: Counter[str], most: int, line: Line, months: Sequence[str]
) -> Bar:
    when = Moment(earliest=days[0], latest=days[1])
    left, width = line.bar(when) or (0.0, 0.0)
    parts, top = [], float(HEIGHT)
    for kind in KINDS:
        height = round(counts[kind] / most * (HEIGHT - 12), 1)
        top = round(top - height, 1)
        parts.append((kind, counts[kind], top, height))
    # a year's bar begins with what says no more than the year: its section comes first
    mine = f"m-{days[0].year:04}-00" if (days[1] - days[0]).days >= MONTH else _id(days[0])
    return Bar(
        label=when.label,
        month=next((one for one in months if one >= mine), mine),
        left=left,
        width=width,
        parts=tuple(parts),
    )


def _stretches(
    inexact: Mapping[tuple[date, date], int], line: Line
) -> tuple[tuple[Stretch, ...], int]:
    """Return periods in lanes, each where it overlaps no other, and how many found no room."""
    ends: list[float] = []
    found, hidden = [], 0
    for days in sorted(inexact, key=lambda one: (one[0], -one[1].toordinal())):
        when = Moment(earliest=days[0], latest=days[1])
        left, width = line.bar(when) or (0.0, 0.0)
        lane = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        if lane >= LANES:
            hidden += 1
            continue
        ends[lane : lane + 1] = [left + width]
        top = HEIGHT + 6 + lane * LANE
        found.append(
            Stretch(label=when.label, count=inexact[days], left=left, width=width, top=top)
        )
    return tuple(found), hidden
