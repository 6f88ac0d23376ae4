/// One step of the host on an engine, in the portable subset.
package enum PlanStep: Sendable, Hashable {
    /// A name for a SELECT.
    case define(String, String)
    /// A SELECT whose rows are kept.
    case keep(String, String)
    case drop(String)

    package var name: String {
        switch self {
        case .define(let name, _), .keep(let name, _), .drop(let name): name
        }
    }

    package var sql: String {
        switch self {
        case .define(let name, let select): "-- view \(name)\n\(select);"
        case .keep(let name, let select): "-- table \(name)\n\(select);"
        case .drop(let name): "-- drop \(name)"
        }
    }
}
