"""Intervals in a few letters, as they stand on the answer buttons."""

_MINUTE, _HOUR, _DAY, _MONTH, _YEAR = 60, 3600, 86400, 30 * 86400, 365 * 86400


def short_interval(seconds: float) -> str:
    """A span of time in its largest fitting unit: "<1 min", "10 min", "4 d", "2.5 mo", "1.2 y"."""
    for limit, unit, name in ((_HOUR, _MINUTE, "min"), (_DAY, _HOUR, "h"), (_MONTH, _DAY, "d")):
        if seconds < limit:
            return f"{round(seconds / unit)} {name}" if seconds >= unit else f"<1 {name}"
    if seconds < _YEAR:
        return f"{seconds / _MONTH:.1f} mo"
    return f"{seconds / _YEAR:.1f} y"
