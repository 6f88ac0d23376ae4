internal import Model

/// What each name means in a run: a view, a handful of rows, or a table on the cluster.
///
/// None of it but tables is known to the cluster. A statement brings along what it names, in a WITH in front, so that a
/// view costs no question and answer, and means what its relations are when it is read.
struct SparkRelations {
    enum Relation {
        /// In Spark's own text, with the names in it.
        case select(String, words: Set<String>)
        /// A SELECT that holds the rows themselves.
        case rows(String)
        /// Its parts on the cluster.
        case table([String])
        /// A SELECT from tables of the cluster, which it owns.
        case read(String, [String])
    }

    private var relations: [String: (name: String, relation: Relation)] = [:]

    /// What views with these words read, themselves or through others, each after what it reads itself.
    func views(of words: Set<String>) -> [String] {
        var order: [String] = []
        var visited: Set<String> = []
        func visit(_ words: Set<String>) {
            for word in words.sorted() {
                guard case (_, .select(_, let inner))? = relations[word], visited.insert(word).inserted else { continue }
                visit(inner)
                order.append(word)
            }
        }
        visit(words)
        return order
    }

    /// Views that read a relation, themselves or through others.
    func readers(of name: String) -> Set<String> {
        var found: Set<String> = [name.lowercased()]
        var size = 0
        while found.count > size {
            size = found.count
            for (key, (_, relation)) in relations {
                if case .select(_, let words) = relation, !words.isDisjoint(with: found) { found.insert(key) }
            }
        }
        return found
    }

    subscript(name: String) -> Relation? { relations[name.lowercased()]?.relation }

    mutating func set(_ name: String, _ relation: Relation) { relations[name.lowercased()] = (name, relation) }

    @discardableResult
    mutating func remove(_ name: String) -> Relation? { relations.removeValue(forKey: name.lowercased())?.relation }

    /// A statement with all that it needs.
    struct Bound {
        var sql: String
        /// Whether it reads any table of the cluster.
        var readsTables: Bool
    }

    /// - Parameter text: in Spark's text.
    func bound(_ text: String, words: Set<String>) -> Bound {
        var parts: [String] = []
        var visited: Set<String> = []
        var readsTables = false
        func visit(_ words: Set<String>) {
            for word in words.sorted() {
                guard let (name, relation) = relations[word], visited.insert(word).inserted else { continue }
                let body: String
                switch relation {
                case .select(let sql, let words):
                    visit(words)
                    body = sql
                case .rows(let sql): body = sql
                case .table(let parts):
                    body = parts.map { "SELECT * FROM \($0)" }.joined(separator: "\nUNION ALL ")
                    readsTables = true
                case .read(let sql, _):
                    body = sql
                    readsTables = true
                }
                parts.append("\(SparkText.quoted(name)) AS (\n\(body)\n)")
            }
        }
        visit(words)
        return Bound(sql: parts.isEmpty ? text : "WITH \(parts.joined(separator: ",\n"))\n(\n\(text)\n)", readsTables: readsTables)
    }
}
