"""What so many checks a second take, from what one check was measured to cost. Pure.

A model of utilisation, with one queue in it: checks wait for a free place among the workers as in
M/M/c (arrivals and lengths at random, `c` places), which is harsher than checks are, since their
deadline bounds them. A check is as long as its CPU and its waiting for others. Everything else is a
rate times a cost, held against what a part of that size is good for at the utilisation allowed.

`python -m backend.deploy.capacity` prints the table that stands in the README.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import ceil

RATES = (1.0, 100.0, 10_000.0)
"""Checks a second that the table is made for."""

DAY = 86_400
_KB, _MB, _GB, _TB = 1e3, 1e6, 1e9, 1e12
_SHORT = 1_000


@dataclass(frozen=True, slots=True)
class Costs:
    """What one check costs, as `python -m tests.bench costs` measures it with pages fetched.

    `cpu` and `database_cpu` are seconds; `note_*` are what reading a note costs that is there;
    sizes are bytes.
    """

    cpu: float
    database_cpu: float
    statements: float
    commits: float
    rows: float
    disk: float
    requests: float
    fetched: float
    told: float
    memory: float
    note_cpu: float
    note_database_cpu: float
    note_bytes: float


MEASURED = Costs(
    cpu=1.8,
    database_cpu=0.052,
    statements=152,
    commits=53.5,
    rows=52.3,
    disk=48.1e3,
    requests=17.1,
    fetched=118e3,
    told=26.4e3,
    memory=691e6,
    note_cpu=0.0013,
    note_database_cpu=0.0003,
    note_bytes=7.5e3,
)


@dataclass(frozen=True, slots=True)
class Assumed:
    """What was not measured but has to be said: how the world is, and how full a part may be.

    `elsewhere` is how many seconds of a check go by waiting for others; `reads` how often a note
    that is there is read for each check that is made; `watched` for how many seconds a reader's
    stream stays open. The rest are the shares of a part that are to be used at most, and what one
    of them is good for.
    """

    elsewhere: float = 6.0
    reads: float = 10.0
    watched: float = 30.0
    busy: float = 0.7
    wait: float = 1.0
    cores_a_machine: int = 8
    commits_a_server: float = 5_000.0
    listeners_a_web: int = 2_000
    messages_a_broker: float = 20_000.0
    connections_a_process: float = 2.0
    processes_a_core: float = 2.0


@dataclass(frozen=True, slots=True)
class Needed:
    """What so many checks a second need. Cores are whole; rates are a second; sizes are bytes."""

    rate: float
    places: int
    worker_cores: int
    worker_machines: int
    worker_memory: float
    web_cores: int
    web_processes: int
    listeners: int
    database_cores: int
    statements: float
    commits: float
    writers: int
    connections: int
    rows_a_day: float
    disk_a_day: float
    messages: float
    brokers: int
    requests: float
    inbound: float
    outbound: float


def waits(places: int, load: float) -> float:
    """The share of arrivals that find all places taken (Erlang's C formula).

    `load` is the arrival rate times the mean length; where it is not below `places`, all wait.
    """
    if load >= places:
        return 1.0
    blocked = 1.0
    for place in range(1, places + 1):
        blocked = load * blocked / (place + load * blocked)
    return blocked / (1 - load / places * (1 - blocked))


def mean_wait(places: int, rate: float, length: float) -> float:
    """How many seconds an arrival waits for its place on average; infinite where all are full."""
    load = rate * length
    if load >= places:
        return float("inf")
    return waits(places, load) * length / (places - load)


def places_for(rate: float, length: float, wait: float) -> int:
    """The fewest places with which arrivals wait no longer than `wait` seconds on average."""
    fewest = int(rate * length) + 1
    most = fewest
    while mean_wait(most, rate, length) > wait:
        most += most - fewest + 1
    enough = range(most + 1)
    return bisect_left(
        enough, 1, lo=fewest, key=lambda places: mean_wait(places, rate, length) <= wait
    )


def needed(rate: float, costs: Costs = MEASURED, assumed: Assumed = Assumed()) -> Needed:
    """What `rate` checks a second need."""
    reads, length = rate * assumed.reads, costs.cpu + assumed.elsewhere
    places = places_for(rate, length, assumed.wait)
    worker_cores = _whole(rate * costs.cpu, assumed.busy)
    processes = min(places, ceil(worker_cores * assumed.processes_a_core))
    listeners = ceil(rate * (length + assumed.watched))
    web_cores = _whole(reads * costs.note_cpu, assumed.busy)
    web_processes = max(web_cores, ceil(listeners / assumed.listeners_a_web))
    database_cpu = rate * costs.database_cpu + reads * costs.note_database_cpu
    messages = 2 * rate
    return Needed(
        rate=rate,
        places=places,
        worker_cores=worker_cores,
        worker_machines=ceil(worker_cores / assumed.cores_a_machine),
        worker_memory=processes * costs.memory,
        web_cores=web_cores,
        web_processes=web_processes,
        listeners=listeners,
        database_cores=_whole(database_cpu, assumed.busy),
        statements=rate * costs.statements,
        commits=rate * costs.commits,
        writers=_whole(rate * costs.commits / assumed.commits_a_server, assumed.busy),
        connections=ceil((processes + web_processes) * assumed.connections_a_process),
        rows_a_day=rate * costs.rows * DAY,
        disk_a_day=rate * costs.disk * DAY,
        messages=messages,
        brokers=_whole(messages / assumed.messages_a_broker, assumed.busy),
        requests=rate * costs.requests,
        inbound=rate * costs.fetched,
        outbound=rate * costs.told + reads * costs.note_bytes,
    )


def _whole(used: float, busy: float) -> int:
    """How many whole ones are needed when each may be used up to a share."""
    return max(1, ceil(used / busy))


def table(rates: tuple[float, ...] = RATES, costs: Costs = MEASURED) -> str:
    """The table in Markdown: a column for each rate."""
    columns = [_column(needed(rate, costs)) for rate in rates]
    heads = [f"{rate:,.0f} a second" for rate in rates]
    lines = [f"| checks | {' | '.join(heads)} |", "| --- |" + " ---: |" * len(rates)]
    lines += [f"| {what} | {' | '.join(one[what] for one in columns)} |" for what in columns[0]]
    return "\n".join(lines)


def _column(one: Needed) -> dict[str, str]:
    return {
        "places for checks at once": f"{one.places:,}",
        "workers: cores": f"{one.worker_cores:,}",
        "workers: machines of 8 cores": f"{one.worker_machines:,}",
        "workers: memory": _bytes(one.worker_memory),
        "notes read a second: cores of web": f"{one.web_cores:,}",
        "streams open": f"{one.listeners:,}",
        "web: processes": f"{one.web_processes:,}",
        "PostgreSQL: cores": f"{one.database_cores:,}",
        "PostgreSQL: statements a second": _short(one.statements),
        "PostgreSQL: commits a second": _short(one.commits),
        "PostgreSQL: servers that write": f"{one.writers:,}",
        "PostgreSQL: connections": f"{one.connections:,}",
        "PostgreSQL: rows a day": _short(one.rows_a_day),
        "PostgreSQL: growth a day": _bytes(one.disk_a_day),
        "broker: messages a second": _short(one.messages),
        "broker: servers": f"{one.brokers:,}",
        "requests to sites a second": _short(one.requests),
        "from sites a second": _bytes(one.inbound),
        "to readers a second": _bytes(one.outbound),
    }


def _short(number: float) -> str:
    """A number with three digits that say something."""
    for size, name in ((1e12, " million million"), (1e9, " thousand million"), (1e6, " million")):
        if number >= size:
            return f"{number / size:,.3g}{name}"
    return f"{number:,.3g}" if number < _SHORT else f"{round(number, -1):,.0f}"


def _bytes(number: float) -> str:
    for size, name in ((_TB, "TB"), (_GB, "GB"), (_MB, "MB")):
        if number >= size:
            return f"{number / size:,.3g} {name}"
    return f"{number / _KB:,.3g} kB"


if __name__ == "__main__":
    print(table())  # noqa: T201 - what it is for
