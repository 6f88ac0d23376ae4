"""Dispute cycle time against cases worked out by hand."""
import unittest
from fractions import Fraction

from disputes import km_median, percentile_inc
from small_ledger import SmallLedger, on, shown

CLOSED = "resolved", "mean_days", "median_days", "p90_days"
OPEN = "open", "open_amount", "open_mean_age", "open_max_age"


class Disputes(unittest.TestCase):
    def test_percentile_inc(self):
        # Microsoft's example for PERCENTILE: {1,2,3,4} at 0.3 is 1.9.
        self.assertEqual(percentile_inc([4, 1, 3, 2], Fraction(3, 10)), Fraction(19, 10))
        self.assertEqual(percentile_inc([7], Fraction(9, 10)), 7)
        self.assertEqual(percentile_inc([1, 2, 2, 9], Fraction(1, 2)), 2)

    def test_survival(self):
        # Freireich's 6-MP patients, in weeks, + censored: the median is 23 (any textbook on survival).
        events = [6, 6, 6, 7, 10, 13, 16, 22, 23]
        censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
        self.assertEqual(km_median([(d, True) for d in events] + [(d, False) for d in censored]), 23)
        # Exactly one half counts. Censored on day 5, so still at risk on it: 1 − 1/2; a third case makes it 2/3.
        self.assertEqual(km_median([(5, True), (5, False)]), 5)
        self.assertIsNone(km_median([(5, True), (5, False), (9, False)]))
        self.assertIsNone(km_median([]))

    def test_period(self):
        # At 31 March, (1 March, 31 March]: 10 days, 20 days and the same day; not that of 1 March, not the void one, not
        # the impossible one, not that of 1 April, which is open since the 11th.
        ledger = SmallLedger()
        for opened, resolved, outcome in [
            ("3-01", "3-11", ""), ("2-10", "3-02", ""), ("3-20", "3-20", "settled"), ("2-01", "3-01", ""),
            ("3-01", "3-31", "Void"), ("3-20", "3-10", ""), ("3-11", "4-01", ""),
        ]:
            ledger.dispute(opened, resolved, outcome=outcome)
        values = ledger.values("dispute_cycle_time", "3-31")
        self.assertEqual(shown(values, *CLOSED), [3, 10, 10, 18])
        self.assertEqual(shown(values, *OPEN), [1, 0, 20, 20])
        # Of five: days 0, 10, 20, 28, 20+. 4/5, 3/5, 3/5 × 2/3.
        self.assertEqual(shown(values, "km_median_days"), [20])
        values = ledger.values("dispute_cycle_time", "3-31", parameters={"period": "week"})
        self.assertEqual(shown(values, *CLOSED), [0, None, None, None])
        values = ledger.values("dispute_cycle_time", "3-31", parameters={"period": "quarter"})
        self.assertEqual(shown(values, *CLOSED), [4, 14.5, 15, 25.6])
        # The quarter that begins in March.
        values = ledger.values("dispute_cycle_time", "3-31", fiscal_year_start=3, parameters={"period": "quarter"})
        self.assertEqual(shown(values, "resolved"), [4])
        # On Saturday the 21st Friday the 20th is in a week that begins on Fridays, not in one that begins on Saturdays.
        for start, count in [(4, 1), (5, 0)]:
            values = ledger.values("dispute_cycle_time", "3-21", week_start=start, parameters={"period": "week"})
            self.assertEqual(shown(values, "resolved"), [count])

    def test_business_days(self):
        # From Friday 6 to Tuesday 10 March: Monday and Tuesday; where Fridays are off, Sunday to Tuesday less two holidays.
        ledger = SmallLedger()
        ledger.weekends = {"IL": {4, 5}, "ES": {5, 6}}
        ledger.customer("A", country="IL")
        ledger.customer("B", country="XX")
        ledger.dispute("3-06", "3-10")
        ledger.dispute("3-06", "3-10", customer="B")
        ledger.holidays["IL"] = {ledger.disputes[0].opened_on.replace(day=9), ledger.disputes[0].opened_on.replace(day=8)}
        values = ledger.values(
            "dispute_cycle_time", "3-31", group_by=["country"], calendar=("country", "ES"), parameters={"days": "business"})
        self.assertEqual(shown(values, ("median_days", "IL"), ("median_days", "XX"), "median_days"), [1, 2, 1.5])

    def test_open_amounts(self):
        ledger = SmallLedger()
        ledger.rates.add(on("1-01"), "USD", "EUR", Fraction(1, 2))
        ledger.item("I", "invoice", "1-01", 100)
        ledger.item("P", "receipt", "1-02", -70)
        ledger.settle("P", "I", "3-20", 70)
        ledger.item("S", "invoice", "1-01", 40, cleared_on="3-10")
        for opened, item, amount, currency in [
            ("3-01", "I", 50, ""), ("3-02", "I", None, ""), ("3-03", "I", 30, "USD"), ("3-04", "S", 10, ""),
            ("3-05", "?", 7, ""), ("3-06", "", 9, "USD"), ("3-07", "", None, ""),
        ]:
            ledger.dispute(opened, item=item, amount=amount, currency=currency, reason="price" if amount else "")
        # On the 19th the invoice's whole 100 is open and S is paid: 50 + 100 + 15 + 0 + 7 + 4.50 + 0.
        self.assertEqual(shown(ledger.values("dispute_cycle_time", "3-19"), *OPEN), [7, 176.5, 15, 18])
        # From the 20th 30 are: 30 + 30 + 15 + 0 + 7 + 4.50 + 0.
        values = ledger.values("dispute_cycle_time", "3-20")
        self.assertEqual(shown(values, *OPEN), [7, 86.5, 16, 19])
        self.assertEqual(shown(values, "reasons:(none):open", "reasons:(none):open_amount", "reasons:price:open"), [2, 30, 5])
        values = ledger.values("dispute_cycle_time", "2-28")
        self.assertEqual(shown(values, *OPEN, "km_median_days"), [0, 0, None, None, None])


if __name__ == "__main__":
    unittest.main()
