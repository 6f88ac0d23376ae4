"""Percentiles and survival medians of histograms, from every single observation: nothing here is shared with Countback.

    python3 scripts/checks/histograms.py FILE

A line of FILE is percentiles, then bins: "0.5,0.9 3:2:0 7:1:4" means 2 cases of 3 days, 1 case of 7 days, and 4 censored
after 7. For each line it prints the percentiles, the survival median and survival on that day, as fractions; "-" for none.
"""
import sys
from fractions import Fraction
from functools import cache
from itertools import groupby
from math import ceil, floor


def observations(bins):
    """Every (days, is censored), in order of days; on a day the cases come first, so that the censored outlive them."""
    return sorted(
        one for days, cases, censored in bins for one in [(days, False)] * cases + [(days, True)] * censored)


def percentile(values, share):
    """Excel's PERCENTILE.INC of sorted values."""
    if not values:
        return None
    position = share * (len(values) - 1)
    below, above = values[floor(position)], values[ceil(position)]
    return below + (position - floor(position)) * Fraction(above - below)


def survival_median(sample):
    """By redistribution to the right: everyone starts with the same weight, whoever is censored leaves theirs in equal
    shares to all who come after, and survival is what the events have not used up (Efron 1967: this is Kaplan-Meier)."""
    survival, left = Fraction(1), len(sample)
    weight = Fraction(1, left) if left else None
    for days, same_day in groupby(sample, key=lambda one: one[0]):
        same_day = [is_censored for _, is_censored in same_day]
        cases = same_day.count(False)
        if cases:
            survival -= cases * weight
            left -= cases
            if survival <= Fraction(1, 2):
                return days, survival
        censored = same_day.count(True)
        left -= censored
        if censored and left:
            weight += censored * weight / left
    return None, None


@cache
def fractions(words):
    return [Fraction(word) for word in words.split(",")]


def main():
    for line in open(sys.argv[1], encoding="utf-8"):
        shares, *bins = line.split()
        sample = observations(tuple(map(int, part.split(":"))) for part in bins)
        values = [days for days, is_censored in sample if not is_censored]
        answers = [percentile(values, share) for share in fractions(shares)]
        answers += survival_median(sample)
        print(*("-" if answer is None else answer for answer in answers))


if __name__ == "__main__":
    main()
