#!/usr/bin/env python3
"""Reckons the runs of ten years with Python's datetime and zoneinfo alone, as the tests' independent opinion: one a line."""
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

FROM, TO = date(2026, 11, 20), date(2036, 11, 20)
DAY = timedelta(days=1)
CALENDARS = {"ES": {6, 7}, "IL": {5, 6}, "AE": {5}, "DE": {6, 7}}
MOVES = ["next_business_day", "previous_business_day", "skip", "run"]


def month_ends(first, last):
    month = first.replace(day=1)
    while month <= last:
        following = (month + 31 * DAY).replace(day=1)
        yield month, following - DAY
        month = following


for number, (calendar, weekend) in enumerate(CALENDARS.items()):
    holidays = {date(year, month, day) for year in range(2026, 2037) for month, day in [(1, 1), (5, 1), (12, 25), (12, 26)]}
    holidays |= {FROM + (number * 13 + count * 97) * DAY for count in range(45)}

    def works(day):
        return day.isoweekday() not in weekend and day not in holidays

    def every(test):
        day, found = FROM - 60 * DAY, []
        while day <= TO + 60 * DAY:
            if test(day):
                found.append(day)
            day += DAY
        return found

    months = list(month_ends(FROM - 100 * DAY, TO + 60 * DAY))

    def business(start, end):
        return [start + n * DAY for n in range((end - start).days + 1) if works(start + n * DAY)]

    rules = {
        "monday": every(lambda day: day.isoweekday() == 1),
        "friday,sunday": every(lambda day: day.isoweekday() in (5, 7)),
        "business_day": every(works),
        "month day 31": [end for _, end in months],
        "month business_day 3": [business(start, end)[2] for start, end in months],
        "month business_day -2": [business(start, end)[-2] for start, end in months],
        "quarter days_after_end 5": [end + 5 * DAY for _, end in months if end.month % 3 == 0],
    }
    for zone in ["Europe/Madrid", "America/New_York", "Asia/Jerusalem"]:
        for name, days in rules.items():
            for move in MOVES if name == "monday" else MOVES[:1]:
                planned = set()
                for day in days:
                    if move == "skip" and not works(day):
                        continue
                    while move in ("next_business_day", "previous_business_day") and not works(day):
                        day += DAY if move == "next_business_day" else -DAY
                    planned.add(day)
                for day in sorted(planned):
                    if FROM <= day <= TO:
                        for hour, minute in [(2, 30), (7, 0)]:
                            local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
                            print(calendar, zone, name, move, day, f"{hour:02}:{minute:02}", int(local.astimezone(timezone.utc).timestamp()))
