"""Business days, and the stretches of days that a metric looks at."""
import calendar
from datetime import date, timedelta


class Calendar:
    """Business days of one calendar, by a running count; first day excluded and last included, as 'days between' have it."""

    FIRST, DAYS = date(1970, 1, 1), 366 * 130

    def __init__(self, weekend=(5, 6), holidays=()):
        self.business, self.running, count = [], [], 0
        off = {(day - self.FIRST).days for day in holidays}
        for number in range(self.DAYS):
            # 1970 began on a Thursday.
            works = (number + 3) % 7 not in weekend and number not in off
            count += works
            self.business.append(works)
            self.running.append(count)

    def is_business(self, day):
        return self.business[(day - self.FIRST).days]

    def between(self, start, end):
        """Friday to Monday 1, Saturday to Sunday 0; negative backwards."""
        return self.running[(end - self.FIRST).days] - self.running[(start - self.FIRST).days]

    def within(self, first, last):
        """Business days of first…last, both included."""
        return self.between(first - timedelta(1), last)

    def after(self, day, steps):
        """The day itself for no step, else that many business days later."""
        while steps > 0:
            day += timedelta(1)
            steps -= self.is_business(day)
        return day


def add_months(day, months):
    """The same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_end(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def window_start(name, as_of, fiscal_year_start=1, week_start=0):
    """The first day of the week, month, fiscal quarter or fiscal year that `as_of` is in, or of the 30 days that end with it."""
    if name == "last_30_days":
        return as_of - timedelta(29)
    if name == "week":
        return as_of - timedelta((as_of.weekday() - week_start) % 7)
    months = {"month": 1, "quarter": 3, "year": 12}[name]
    return add_months(as_of.replace(day=1), -((as_of.month - fiscal_year_start) % months))
