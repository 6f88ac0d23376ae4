internal import Model

/// One thing that a worked example expects and a run doesn't give.
enum Difference: Equatable {
    case figure(FigureDifference)
    case rows(RowsDifference)
    /// What has no figures to compare: an unknown node, a finding that isn't there, a refusal.
    case other(Place?, String)
}

extension Difference: CustomStringConvertible {
    var description: String {
        switch self {
        case .figure(let figure): figure.description
        case .rows(let rows): rows.description
        case .other(let place, let message): (place.map { "\($0): " } ?? "") + message
        }
    }
}

/// A value that came out otherwise, or its target, status or compared figure did.
struct FigureDifference: Equatable, CustomStringConvertible {
    enum Part: String { case figure, target, status, previous }

    var place: Place
    var value: String
    var node: [String]
    var asOf: CivilDate
    var part: Part
    var expected: String
    var got: String
    /// `0.75 more`, where both are figures.
    var gap: String?

    var description: String {
        let name = "\(value) \(NodeWords.at(node)) on \(asOf)" + (part == .figure ? "" : ", \(part.rawValue)")
        return "\(place): \(name): expected \(expected), got \(got)" + (gap.map { " (\($0))" } ?? "")
    }
}

enum NodeWords {
    /// `at ES/South`, or `at the whole`.
    static func at(_ path: [String]) -> String { "at " + name(path) }
    static func name(_ path: [String]) -> String { path.isEmpty ? "the whole" : path.joined(separator: "/") }
}
