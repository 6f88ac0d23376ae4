extension PluginTemplate {
    static let manifest = """
        # What the metric is. Every key is described in docs/metrics.md; `countback check` tells of mistakes here.
        metric: {ID}            # the id: report definitions select the metric by it
        version: "1.0.0"
        title: "{TITLE}"
        description: How much of the open debits is more than a number of days past due.
        formula: late share = open debits more than `late_after` days past due ÷ all open debits

        # A report on a ledger that lacks these is refused before it computes. Remove due_on and the age counts from posted_on.
        needs:
          items: [kind, posted_on, due_on, amount]

        # A report may set these:  - {ID}: { late_after: 90 }
        parameters:
          late_after: { type: integer, min: 0, max: 3650, default: 60, title: Days past due after which a debit is late }

        # facts/debts.sql adds the ledger up per scope (the leaf of the report's group_by), and the host adds the scopes up to
        # every node. A balance is what is there on a key date; a flow is what happened on a day.
        facts:
          debts:
            kind: balance
            keys: [kind]                                             # what the sums are split by
            measures: [late_amount, late_items, other_amount, amount] # what is added up

        # kpi.sql gives a column for each, or `<value>_numerator` and `<value>_denominator`.
        values:
          late_share: { title: Late share, unit: percent, better: lower, headline: true }
          late_amount: { title: Late debits, unit: money, better: lower }
          late_items: { title: Late items, unit: count, better: lower }

        tables:
          by_node:                # one row for each node: needs no SQL
            title: "{TITLE}"
            from: values
          kinds:                  # tables/kinds.sql, over the rolled-up facts
            title: Late debits by kind
            from: query
            columns:
              kind: { title: Kind }
              late_items: { title: Items, unit: count }
              late_amount: { title: Late, unit: money }
          items:                  # details/items.sql, on the ledger at the key date
            title: Late items to chase
            from: details
            columns:
              customer_id: { title: Customer }
              name: { title: Name }
              item_id: { title: Item }
              due_on: { title: Due }
              days_past_due: { title: Days past due, unit: count }
              open_amount: { title: Open, unit: money }
            order: [-open_amount, item_id]  # - for falling order; end with what is unique, so that ties keep their order
            limit: 200

        charts:
          - { title: Late share, kind: trend, values: [late_share] }
          - { title: Late debits by member, kind: ranked, values: [late_amount] }

        # Columns of kpi.sql that must be equal at every node and key date; if they aren't, the run is refused.
        checks:
          - { title: Late and other debits are all open debits, left: late_and_other, right: all_debits }

        # Shown in the pack when the column of kpi.sql isn't 0 for the whole at the key date.
        findings:
          - id: late-items
            severity: info
            column: late_items
            message: "{count} open items are late"
            remedy: The list of late items says whom to call.

        """

    static let facts = """
        -- Open debits per key date and scope, by kind. What you read is filtered, settled as of each key date and converted
        -- already; the relations and their columns are in docs/metrics.md ("What SQL may read").
        -- Portable SQL only: this runs on the report's engine, next to the ledger.
        SELECT
          o.as_of,
          o.scope,
          o.kind,
          SUM(CASE WHEN o.days_past_due > p.late_after THEN o.open_amount ELSE 0 END) AS late_amount,
          SUM(CASE WHEN o.days_past_due > p.late_after THEN 1 ELSE 0 END) AS late_items,
          SUM(CASE WHEN o.days_past_due > p.late_after THEN 0 ELSE o.open_amount END) AS other_amount,
          SUM(o.open_amount) AS amount
        FROM open_items o
        CROSS JOIN params p -- one row, a column for each parameter
        WHERE o.open_native > 0 -- debits; credits are negative
        GROUP BY o.as_of, o.scope, o.kind

        """

    static let kpi = """
        -- One row for every key date and node. `points` has them all, so begin with it: a node without items gets a row too.
        -- This runs on the embedded DuckDB over the rolled-up facts: `debts` has a `node` here instead of a `scope`.
        WITH sums AS (
          SELECT
            as_of, node, SUM(late_amount) AS late_amount, SUM(late_items) AS late_items, SUM(other_amount) AS other_amount,
            SUM(amount) AS amount
          FROM debts
          GROUP BY as_of, node
        )
        SELECT
          p.as_of,
          p.node,
          -- A ratio is given as its two sums: the host divides exactly and rounds once. Don't divide in SQL.
          COALESCE(s.late_amount, 0) AS late_share_numerator,
          s.amount AS late_share_denominator,
          -- Where this isn't NULL there is no figure, and the pack says why. Cover every denominator that can be 0 or NULL.
          CASE WHEN s.amount IS NULL THEN 'nothing is open' END AS late_share_reason,
          COALESCE(s.late_amount, 0) AS late_amount,
          COALESCE(s.late_items, 0) AS late_items,
          -- For the check in metric.yaml.
          COALESCE(s.late_amount + s.other_amount, 0) AS late_and_other,
          COALESCE(s.amount, 0) AS all_debits
        FROM points p
        LEFT JOIN sums s USING (as_of, node)

        """

    static let table = """
        -- Rows of the table "kinds" at every key date and node, in the order of `position`.
        SELECT
          d.as_of,
          d.node,
          ROW_NUMBER() OVER (PARTITION BY d.as_of, d.node ORDER BY d.kind) AS position,
          d.kind,
          d.late_items,
          d.late_amount
        FROM debts d
        WHERE d.late_items > 0

        """

    static let details = """
        -- The late items at the key date. `scope` lets the host show each reader only what is theirs; order and limit are in
        -- metric.yaml.
        SELECT o.scope, o.customer_id, c.name, o.item_id, o.due_on, o.days_past_due, o.open_amount
        FROM open_items o
        CROSS JOIN params p
        LEFT JOIN customers c ON c.customer_id = o.customer_id
        WHERE o.open_native > 0 AND o.days_past_due > p.late_after

        """

    static let rolledUp = """
        example: the late share of a country is a ratio of its sums
        # Work the figures out by hand or take them from a source. Never paste what a run printed: that proves nothing.
        source: worked out by hand
        ledger: { complete_from: 2026-01-01, extracted_on: 2026-06-30 }
        report: { as_of: 2026-06-30, group_by: [country] }
        parameters: { late_after: 30 }
        target: { late_share: 40% }
        given:
          customers: |
            customer_id | name  | country
            A           | Alder | ES
            B           | Birch | DE
          items: |
            item_id | customer_id | kind        | posted_on  | due_on     | amount
            # 31 days past due, 30 days (so not late), not due; and a credit note, which is no debit.
            A1      | A           | invoice     | 2026-05-01 | 2026-05-30 | 300.00
            A2      | A           | invoice     | 2026-05-01 | 2026-05-31 | 500.00
            A3      | A           | credit_note | 2026-05-01 | 2026-05-01 | -50.00
            B1      | B           | invoice     | 2026-06-15 | 2026-07-15 | 200.00
        expect:
          values:
            # ES: 300 of 800. DE: none of 200. The whole: 300 of 1,000, not the mean of 37.5 % and 0 %.
            - { value: late_share, node: [ES], equals: 37.5% }
            - { value: late_share, node: [DE], equals: 0% }
            - { value: late_share, equals: 30%, target: 40%, status: met }
            - { value: late_amount, equals: 300.00 }
            - { value: late_items, equals: 1 }
          tables:
            items: |
              item_id | name  | days_past_due | open_amount
              A1      | Alder | 31            | 300.00
            kinds:
              - node: [ES]
                rows: |
                  kind    | late_items | late_amount
                  invoice | 1          | 300.00
          findings: [late-items]

        """

    static let nothingOpen = """
        example: nothing is open, so there is no share
        source: worked out by hand
        report: { as_of: 2026-06-30 }
        given:
          items: |
            # Paid on 20 June, so nothing is open ten days later.
            item_id | customer_id | kind    | posted_on  | due_on     | cleared_on | amount
            A1      | A           | invoice | 2026-01-10 | 2026-02-10 | 2026-06-20 | 300.00
        expect:
          values:
            - { value: late_share, unavailable: nothing is open }
            - { value: late_amount, equals: 0 }

        """
}
