"""Promises kept against cases worked out by hand."""
import unittest
from fractions import Fraction

from small_ledger import SmallLedger, on, shown

STATES = "kept", "partly_kept", "broken", "pending", "cancelled"


class Promises(unittest.TestCase):
    def test_items(self):
        ledger = SmallLedger()
        for item, cash in [("A", 100), ("B", 30), ("C", 0), ("D", 0)]:
            ledger.item(item, "invoice", "2-01", 100)
            if cash:
                ledger.item("R" + item, "receipt", "3-10", -cash)
                ledger.settle("R" + item, item, "3-10", cash)
            ledger.promise("3-01", "3-10", 100, item)
        # Pending, cancelled in time, cancelled too late, made too late, on an item that is paid already, on none that is there.
        ledger.promise("3-01", "4-01", 7, "C")
        ledger.promise("3-01", "3-20", 8, "C", cancelled_on="3-20")
        ledger.promise("3-02", "3-12", 9, "C", cancelled_on="3-13")
        ledger.promise("3-12", "3-10", 10, "C")
        ledger.promise("3-12", "3-20", 10, "A")
        ledger.promise("3-12", "3-20", 10, "?")
        values = ledger.values("promises_kept", "3-31")
        self.assertEqual(shown(values, *STATES), [1, 1, 3, 1, 1])
        self.assertEqual(shown(values, "judged_amount", "paid", "pending_amount", "cancelled_amount"), [409, 130, 7, 8])
        self.assertEqual(shown(values, "kept_share", "states:partly_kept:paid"), [0.2, 30])
        # 11 to 20 March: but for P6 of the 12th all were judged before.
        values = ledger.values("promises_kept", "3-20", parameters={"window": "10"})
        self.assertEqual(shown(values, *STATES), [0, 0, 1, 1, 1])
        # Three days more: judged on the 13th, and cancelled by then; what can't be judged on the 23rd is pending, too.
        values = ledger.values("promises_kept", "3-20", parameters={"window": "10", "tolerance": "3", "tolerance_percent": "70"})
        self.assertEqual(shown(values, *STATES), [2, 0, 2, 3, 2])
        self.assertEqual(shown(ledger.values("promises_kept", "3-31", parameters={"longest": "8"}), "judged"), [0])

    def test_the_same_cash(self):
        ledger = SmallLedger()
        for posted_on, amount in [("3-08", -100), ("3-18", -100), ("3-19", 20)]:
            ledger.item("R" + posted_on, "receipt", posted_on, amount)
        ledger.item("USD", "receipt", "3-09", -500, currency="USD")
        ledger.item("N", "credit_note", "3-09", -500)
        ledger.promise("3-01", "3-10", 100)
        ledger.promise("3-05", "3-20", 100)
        ledger.promise("3-15", "3-30", 100)
        # The first takes the 8th's, the second what is left of the 18th's, 80, and the third none.
        values = ledger.values("promises_kept", "3-31")
        self.assertEqual(shown(values, *STATES, "paid"), [1, 1, 1, 0, 0, 180])

    def test_instalments(self):
        ledger = SmallLedger()
        ledger.rates.add(on("1-01"), "USD", "EUR", Fraction(1, 2))
        ledger.item("I", "invoice", "3-03", 100)
        ledger.item("R", "receipt", "3-08", -50)
        ledger.settle("R", "I", "3-08", 50)
        ledger.promise("3-01", "3-10", 50, "I")
        ledger.promise("3-01", "3-20", 50, "I")
        self.assertEqual(shown(ledger.values("promises_kept", "3-31"), *STATES), [1, 0, 1, 0, 0])
        # Of a promise of dollars on all of it, nothing is left of what came.
        ledger.promise("3-01", "3-21", 80, "I", currency="USD")
        values = ledger.values("promises_kept", "3-31")
        self.assertEqual(shown(values, *STATES, "judged_amount", "paid"), [1, 0, 2, 0, 0, 140, 50])
        # Settled in time for the two later ones.
        ledger.item("S", "receipt", "3-20", -50)
        ledger.settle("S", "I", "3-20", 50)
        values = ledger.values("promises_kept", "3-31")
        self.assertEqual(shown(values, *STATES, "judged_amount", "paid"), [3, 0, 0, 0, 0, 140, 140])

    def test_before_the_extract_and_after_a_move(self):
        ledger = SmallLedger()
        ledger.complete_from = on("3-02")
        ledger.customer("A", team="old")
        ledger.customer("A", "2026-03-15", team="new")
        ledger.item("I", "invoice", "3-02", 100)
        ledger.promise("3-02", "3-14", 100, "I")
        ledger.promise("3-02", "3-16", 100, "I")
        values = ledger.values("promises_kept", "3-31", group_by=["team"])
        self.assertEqual(shown(values, "broken", ("broken", "old"), ("broken", "new")), [2, 1, 1])
        ledger.promise("3-01", "3-17", 100, "I")
        values = ledger.values("promises_kept", "3-31", group_by=["team"])
        self.assertEqual(shown(values, "broken", ("broken", "old"), ("broken", "new"), "pending"), [None, 1, None, 0])


if __name__ == "__main__":
    unittest.main()
