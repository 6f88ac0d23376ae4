/// A company's own preset whose items say what they settle, net with and have left.
enum OwnPreset {
    static let text = """
        preset: own
        title: Own
        relations:
          items:
            derive_allocations: true
            columns:
              item_id: item_id
              customer_id: { value: C }
              kind: { value: adjustment }
              posted_on: posted_on
              amount: amount
              settles: settles
              settled_as: settled_as
              nets_with: nets_with
              remaining: { from: remaining, type: money }

        """
}
