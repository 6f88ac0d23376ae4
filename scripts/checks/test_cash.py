"""Unallocated cash against cases worked out by hand."""
import unittest

from small_ledger import SmallLedger, shown

IN_TIME = "applied_in_time_count_share", "applied_in_time_amount_share"


class Cash(unittest.TestCase):
    def test_ages_from_the_value_date(self):
        # On 31 March: A is 30 days old, B 31 from its posting; C's value date is still to come. D is a debit: 400 of
        # debt, E a credit note: neither debt nor cash. 600 of 1,400.
        ledger = SmallLedger()
        ledger.item("A", "receipt", "3-03", -100, value_date="3-01")
        ledger.item("B", "receipt", "2-28", -200, receipt_class="on_account")
        ledger.item("C", "receipt", "3-31", -300, customer="", value_date="4-02")
        ledger.item("D", "receipt", "3-05", 400)
        ledger.item("E", "credit_note", "3-05", -50)
        ledger.item("F", "invoice", "3-05", 1000)
        values = ledger.values("unallocated_cash", "3-31")
        self.assertEqual(shown(values, "amount", "count", "oldest_days", "share"), [600, 3, 31, 0.4286])
        self.assertEqual(shown(
            values, "classes:unapplied:0-30", "classes:on_account:0-30", "classes:on_account:31-60",
            "classes:unidentified:0-30", "classes:unidentified:0-30:receipts"), [100, 0, 200, 300, 1])
        self.assertEqual(len([id for id in values if "classes" in id]), 3 * 5 * 2)

    def test_nothing_to_divide(self):
        ledger = SmallLedger()
        ledger.item("A", "invoice", "3-01", 100, cleared_on="3-02")
        values = ledger.values("unallocated_cash", "3-31")
        self.assertEqual(shown(values, "amount", "count", "oldest_days", "share", *IN_TIME), [0, 0, None, None, None, None])

    def settled(self, **report):
        # Friday 2026-03-06's deadline is Monday the 9th, in IL Sunday the 8th; A is settled on Monday, B on Tuesday.
        ledger = SmallLedger()
        ledger.weekends = {"ES": {5, 6}, "IL": {4, 5}}
        ledger.item("I", "invoice", "1-01", 1000)
        for id, amount, day in [("A", 100, "3-09"), ("B", 300, "3-10")]:
            ledger.item(id, "receipt", "3-06", -amount)
            ledger.settle(id, "I", day, amount)
        return ledger

    def test_settled_by_the_deadline(self):
        ledger = self.settled()
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-08"), *IN_TIME), [None, None])
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-09"), *IN_TIME), [0.5, 0.25])
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-09", calendar="IL"), *IN_TIME), [0, 0])
        ledger.holidays["ES"] = {ledger.items["A"].posted_on.replace(day=9)}
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-10", calendar="ES"), *IN_TIME), [1, 1])
        # (D − 30, D]: the deadline of 9 March is out on 8 April.
        self.assertEqual(shown(ledger.values("unallocated_cash", "4-08"), *IN_TIME), [None, None])
        self.assertEqual(shown(ledger.values("unallocated_cash", "4-07"), *IN_TIME), [0.5, 0.25])
        for within, expected in [(0, [0, 0]), (2, [1, 1])]:
            values = ledger.values("unallocated_cash", "3-31", parameters={"within": str(within)})
            self.assertEqual(shown(values, *IN_TIME), expected)

    def test_returned_payments_and_late_postings(self):
        # A comes back on the 20th: until then it counts. C was posted after its deadline of the 9th, settled at once.
        ledger = self.settled()
        ledger.item("R", "receipt", "3-20", 100)
        ledger.settle("A", "R", "3-20", 100)
        ledger.item("C", "receipt", "3-12", -600, value_date="3-06")
        ledger.settle("C", "I", "3-12", 600)
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-11"), *IN_TIME), [0.5, 0.25])
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-12"), *IN_TIME), [0.3333, 0.1])
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-20"), *IN_TIME), [0, 0])

    def test_window_before_the_ledger_is_complete(self):
        ledger = self.settled()
        ledger.complete_from = ledger.items["A"].posted_on.replace(day=1)
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-29"), *IN_TIME), [None, None])
        self.assertEqual(shown(ledger.values("unallocated_cash", "3-30"), *IN_TIME), [0.5, 0.25])


if __name__ == "__main__":
    unittest.main()
