"""A polars script that computes what the bench's report holds: DSO and aged debt, 13 weeks, four levels, three formats.

    polars_pack.py FOLDER OUTPUT

Written as someone who knows polars would: lazy scans of the needed columns, settled items dropped early, money as binary
floating point. It checks nothing, rejects nothing, and knows no units but the ledger's.
"""
import os
import sys
from datetime import date, timedelta

import polars as pl
import xlsxwriter

LEVELS = ["geo", "country", "team", "collector"]
RANGES = [(0, "not_due"), (30, "1-30"), (60, "31-60"), (90, "61-90"), (180, "91-180")]
BUCKETS = [name for _, name in RANGES] + ["181+", "unallocated"]


def scan(folder, name, columns, schema):
    path = os.path.join(folder, name + ".csv")
    with open(path, encoding="utf-8") as file:
        header = file.readline().strip().split(",")
    return pl.scan_csv(path, schema={column: schema.get(column, pl.String) for column in header}).select(columns)


def rates_at(rates, days):
    """Rate to EUR of each currency on each of the days: the latest not after it."""
    wanted = days.join(rates.select("currency").unique(), how="cross").sort("day")
    known = wanted.join_asof(rates.sort("day"), on="day", by="currency")
    euro = days.with_columns(currency=pl.lit("EUR"), rate=pl.lit(1.0))
    return pl.concat([known.select("day", "currency", "rate"), euro])


def countback(part, as_of, sales):
    if part <= 0:
        return 0.0
    days, first, length = 0.0, as_of.replace(day=1), as_of.day
    while first >= date(2024, 11, 1):
        month = sales.get(first, 0.0)
        if month > part:
            return days + part / month * length
        part, days = part - max(month, 0.0), days + length
        if part <= 0:
            return days
        before = first - timedelta(1)
        first, length = before.replace(day=1), before.day
    return None


def main():
    folder, output = sys.argv[1:3]
    os.makedirs(output, exist_ok=True)
    day = {name: pl.Date for name in ("posted_on", "due_on", "cleared_on", "allocated_on", "reversed_on", "rate_date")}
    money = {"amount": pl.Float64, "rate": pl.Float64}
    items = scan(
        folder, "items",
        ["item_id", "customer_id", "kind", "posted_on", "currency", "amount", "document_no", "due_on", "cleared_on"],
        day | money).collect(engine="streaming")
    as_of = items["posted_on"].max()
    key_dates = [as_of - timedelta(7 * back) for back in reversed(range(13))]
    oldest = key_dates[0]

    rates = pl.read_csv(os.path.join(folder, "fx_rates.csv"), schema_overrides=day | money)
    rates = rates.select(
        day="rate_date", currency=pl.when(pl.col("from_currency") == "EUR").then("to_currency").otherwise("from_currency"),
        rate=pl.when(pl.col("from_currency") == "EUR").then(1 / pl.col("rate")).otherwise("rate"))
    customers = scan(folder, "customers", ["customer_id", "name", *LEVELS], {}).collect()
    customers = customers.with_columns(pl.col(LEVELS).fill_null("(none)"))

    # Sales by leaf and day, at the posting day's rate.
    sold = items.lazy().filter(pl.col("kind").is_in(["invoice", "credit_note"]))
    posting_rates = rates_at(rates, items.select(day=pl.col("posted_on").unique())).lazy()
    sold = (sold.join(posting_rates, left_on=["posted_on", "currency"], right_on=["day", "currency"])
            .with_columns(value=(pl.col("amount") * pl.col("rate")).round(2))
            .group_by("customer_id", "posted_on").agg(pl.col("value").sum())
            .join(customers.lazy(), on="customer_id", how="left").with_columns(pl.col(LEVELS).fill_null("(none)"))
            .group_by(*LEVELS, "posted_on").agg(pl.col("value").sum()).collect(engine="streaming"))

    # What may be open at some key date, and its allocations.
    live = items.filter(pl.col("cleared_on").is_null() | (pl.col("cleared_on") > oldest))
    del items
    allocations = scan(
        folder, "allocations", ["from_item", "to_item", "allocated_on", "amount", "reversed_on"], day | money)
    posted = live.lazy().select("item_id", "posted_on")
    sides = []
    for own, sign in (("from_item", 1.0), ("to_item", -1.0)):
        sides.append(allocations.select(
            item_id=own, other="to_item" if own == "from_item" else "from_item", on="allocated_on",
            until="reversed_on", change=pl.col("amount") * sign))
    moves = (pl.concat(sides).join(posted, on="item_id")
             .join(posted.rename({"item_id": "other", "posted_on": "other_posted"}), on="other", how="left")
             .with_columns(on=pl.max_horizontal("on", "posted_on", "other_posted"))
             .select("item_id", "on", "until", "change").collect(engine="streaming"))

    closing = rates_at(rates, pl.DataFrame({"day": key_dates}))
    leaves, detail = [], None
    for key_date in key_dates:
        taken = (moves.filter((pl.col("on") <= key_date) & (pl.col("until").is_null() | (pl.col("until") > key_date)))
                 .group_by("item_id").agg(pl.col("change").sum()))
        opened = (live.filter((pl.col("posted_on") <= key_date) & (pl.col("cleared_on").is_null() | (pl.col("cleared_on") > key_date)))
                  .join(taken, on="item_id", how="left")
                  .with_columns(open=(pl.col("amount") + pl.col("change").fill_null(0.0)).round(4))
                  .filter(pl.col("open") != 0)
                  .join(closing.filter(pl.col("day") == key_date), on="currency")
                  .with_columns(
                      value=(pl.col("open") * pl.col("rate")).round(2),
                      late=(pl.lit(key_date) - pl.col("due_on").fill_null(pl.col("posted_on"))).dt.total_days()))
        bucket = pl.when((pl.col("kind") == "receipt") & (pl.col("open") < 0)).then(pl.lit("unallocated"))
        for bound, name in RANGES:
            bucket = bucket.when(pl.col("late") <= bound).then(pl.lit(name))
        opened = opened.with_columns(bucket=bucket.otherwise(pl.lit("181+"))).join(customers, on="customer_id", how="left")
        opened = opened.with_columns(pl.col(LEVELS).fill_null("(none)"))
        leaves.append(
            opened.group_by(*LEVELS, "bucket").agg(
                amount=pl.col("value").sum(), items=pl.len(),
                debits=pl.col("value").filter(pl.col("value") > 0).sum()).with_columns(as_of=pl.lit(key_date)))
        if key_date == as_of:
            detail = opened.filter(pl.col("late") > 0).sort("value", descending=True).head(1000)
    leaves = pl.concat(leaves)

    figures, buckets = [], []
    for depth in range(len(LEVELS) + 1):
        keys = LEVELS[:depth]
        balance = leaves.group_by("as_of", *keys, "bucket").agg(pl.col("amount", "items", "debits").sum())
        flow = sold.group_by(*keys, pl.col("posted_on").dt.truncate("1mo").alias("month"), "posted_on").agg(pl.col("value").sum())
        balances, flows = {}, {}
        for row in balance.iter_rows(named=True):
            node = tuple(row[key] for key in keys)
            balances.setdefault((row["as_of"], node), {})[row["bucket"]] = (row["amount"], row["debits"])
            buckets.append([row["as_of"].isoformat(), *node, *[""] * (4 - depth), row["bucket"], row["amount"], row["items"]])
        for row in flow.iter_rows(named=True):
            flows.setdefault(tuple(row[key] for key in keys), []).append((row["posted_on"], row["month"], row["value"]))
        for (key_date, node), held in balances.items():
            total = sum(a if b != "unallocated" else a for b, (a, _) in held.items())
            debits = sum(d for _, d in held.values())
            overdue = sum(d for b, (_, d) in held.items() if b not in ("not_due", "unallocated"))
            months, recent = {}, 0.0
            for posted_on, month, value in flows.get(node, []):
                if posted_on <= key_date:
                    months[month] = months.get(month, 0.0) + value
                    if posted_on > key_date - timedelta(90):
                        recent += value
            days = countback(total, key_date, months) if total > 0 else None
            best = countback(min(total, held.get("not_due", (0.0, 0.0))[0]), key_date, months)
            figures.append([
                key_date.isoformat(), *node, *[""] * (4 - depth), total, recent, days, total / recent * 90 if recent > 0 else None,
                best, overdue / debits if debits else None])

    names = ["as_of", *LEVELS, "total", "sales", "countback", "simple", "best_possible", "overdue_share"]
    figures.sort(key=lambda row: row[:5])
    buckets.sort(key=lambda row: row[:5])
    table = pl.DataFrame(figures, schema=names, orient="row")
    table.write_csv(os.path.join(output, "figures.csv"))
    pl.DataFrame(buckets, schema=["as_of", *LEVELS, "bucket", "amount", "items"], orient="row").write_csv(
        os.path.join(output, "buckets.csv"))
    detail = detail.select("item_id", "customer_id", "name", *LEVELS, "currency", "open", "value", "late", "bucket")
    detail.write_csv(os.path.join(output, "items.csv"))
    with xlsxwriter.Workbook(os.path.join(output, "pack.xlsx")) as book:
        for title, frame in (("DSO and aged debt", table.filter(pl.col("as_of") == as_of.isoformat())), ("Overdue", detail)):
            frame.write_excel(book, worksheet=title, autofit=False)
    with open(os.path.join(output, "pack.html"), "w", encoding="utf-8") as page:
        page.write("<table>")
        for row in table.filter(pl.col("as_of") == as_of.isoformat()).iter_rows():
            page.write("<tr>" + "".join(f"<td>{'' if value is None else value}</td>" for value in row) + "</tr>")
        page.write("</table>")


if __name__ == "__main__":
    main()
