internal import Model

/// Views by name that are made when a statement first names them.
///
/// PostgreSQL ties a view to the relations of the moment it is made; portable statements may name again what a view
/// reads, with other columns, and mean the new one from then on. So a view is dropped with what it reads, and made anew
/// when it is wanted.
struct LateViews {
    struct View {
        var sql: String
        var purpose: StatementPurpose
        var words: Set<String>
    }

    private var views: [String: View] = [:]
    private var made: Set<String> = []

    func isView(_ name: String) -> Bool { views[name.lowercased()] != nil }

    mutating func define(_ name: String, _ sql: String, _ purpose: StatementPurpose) {
        views[name.lowercased()] = View(sql: sql, purpose: purpose, words: SQLWords.of(sql))
    }

    mutating func forget(_ name: String) { views[name.lowercased()] = nil }

    /// The views that are there and read a relation of this name, themselves or through others, and one so named; they
    /// count as gone from here on.
    mutating func dropped(with name: String) -> [String] {
        var gone: Set<String> = made.intersection([name.lowercased()])
        var reached: Set<String> = [name.lowercased()]
        var next = reached
        while !next.isEmpty {
            next = made.filter { view in !reached.contains(view) && views[view].map { !$0.words.isDisjoint(with: reached) } ?? false }
            reached.formUnion(next)
            gone.formUnion(next)
        }
        made.subtract(gone)
        return gone.sorted()
    }

    /// What a statement needs and isn't there yet, each after what it reads itself; they count as made from here on.
    mutating func wanted(by sql: String) -> [(name: String, view: View)] {
        var order: [(name: String, view: View)] = []
        var visited: Set<String> = []
        func visit(_ words: Set<String>) {
            for name in words.intersection(views.keys).sorted() where visited.insert(name).inserted {
                guard let view = views[name] else { continue }
                visit(view.words)
                if !made.contains(name) { order.append((name, view)) }
            }
        }
        visit(SQLWords.of(sql))
        made.formUnion(order.map(\.name))
        return order
    }
}
