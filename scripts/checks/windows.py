"""Business days, ISO weeks and report windows by walking from day to day: nothing here is shared with Countback.

    python3 scripts/checks/windows.py FILE

Prints an answer for each line of FILE:
    calendar FROM TO WEEKEND HOLIDAYS   holds until the next one; weekend 6,7 or -; holidays or -: its business days
    ordinal DAY                         business days from FROM to DAY, both included; - outside
    between A B                         business days after A up to B, negative when B is before A
    nth N A B                           the N-th business day of A to B, or -
    week DAY                            the ISO week
    windows DAY MONTH WEEKDAY           the windows of a key date, with fiscal years from MONTH and weeks from WEEKDAY
"""
import sys
from datetime import date, timedelta

ONE = timedelta(days=1)


def days(first, last):
    while first <= last:
        yield first
        first += ONE


class Calendar:
    def __init__(self, first, last, weekend, holidays):
        self.first, self.last = date.fromisoformat(first), date.fromisoformat(last)
        self.weekend = {int(day) for day in weekend.split(",")} if weekend != "-" else set()
        self.holidays = {date.fromisoformat(day) for day in holidays.split(",")} if holidays != "-" else set()
        self.running, count = {}, 0
        for day in days(self.first, self.last):
            count += self.is_business(day)
            self.running[day] = count

    def is_business(self, day):
        return day.isoweekday() not in self.weekend and day not in self.holidays

    def business(self, first, last):
        return [day for day in days(first, last) if self.is_business(day)]

    def between(self, a, b):
        return -len(self.business(b + ONE, a)) if b < a else len(self.business(a + ONE, b))

    def nth(self, number, first, last):
        found = self.business(first, last)
        return found[number - 1] if 1 <= number <= len(found) else "-"


def period(day, is_first):
    """The stretch around a day from a first day to the day before the next one."""
    start, end = day, day
    while not is_first(start):
        start -= ONE
    while not is_first(end + ONE):
        end += ONE
    return start, end


def windows(calendar, day, fiscal_month, week_start):
    firsts = {
        "week": lambda d: d.isoweekday() == week_start,
        "month": lambda d: d.day == 1,
        "quarter": lambda d: d.day == 1 and (d.month - fiscal_month) % 3 == 0,
        "year": lambda d: d.day == 1 and d.month == fiscal_month,
    }
    start, before = day - 29 * ONE, day - 59 * ONE
    count, count_before = len(calendar.business(start, day)), len(calendar.business(before, start - ONE))
    # Always whole: compared with the whole 30 days before.
    yield ["last_30_days", start, day, day, count, count, before, start - ONE, start - ONE, count_before, count_before]
    for name, is_first in firsts.items():
        start, end = period(day, is_first)
        before, before_end = period(start - ONE, is_first)
        elapsed = len(calendar.business(start, day))
        same = before - ONE
        passed = 0
        while passed < elapsed and same < before_end:
            same += ONE
            passed += calendar.is_business(same)
        yield [name, start, day, end, len(calendar.business(start, end)), elapsed,
               before, same, before_end, len(calendar.business(before, before_end)), passed]


def answer(calendar, question, words):
    if question == "week":
        year, week, _ = date.fromisoformat(words[0]).isocalendar()
        return f"{year}-W{week:02}"
    if question == "nth":
        return calendar.nth(int(words[0]), *map(date.fromisoformat, words[1:]))
    if question == "windows":
        spans = windows(calendar, date.fromisoformat(words[0]), int(words[1]), int(words[2]))
        return "; ".join(" ".join(map(str, span)) for span in spans)
    asked = [date.fromisoformat(word) for word in words]
    return calendar.between(*asked) if question == "between" else calendar.running.get(asked[0], "-")


def main():
    calendar = None
    for line in open(sys.argv[1], encoding="utf-8"):
        question, *words = line.split()
        if question == "calendar":
            calendar = Calendar(*words)
            print(calendar.running.get(calendar.last, 0))
        else:
            print(answer(calendar, question, words))


if __name__ == "__main__":
    main()
