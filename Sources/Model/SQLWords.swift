/// The identifiers in an SQL text, in lower case: a superset of the relations and columns that it can mention.
package enum SQLWords {
    package static func of(_ sql: String) -> Set<String> {
        Set(sql.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    }
}
