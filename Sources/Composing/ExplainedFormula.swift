internal import Model

/// The formula that a value's explanation spells with nothing but shown columns: `{kept} kept ÷ {judged} judged`.
struct ExplainedFormula {
    let explanation: MetricExplanation
    /// The columns of values, by id.
    let columns: [String: Int]
    let parameters: [String: ParameterValue]
    /// Decimals of the value that it explains.
    let scale: Int
    private static let operators: Set<Character> = ["÷", "×", "−", "+"]

    /// nil where it says more, or less, than a sum or a quotient of columns.
    var formula: Formula? {
        var names: [String] = []
        var signs: [Character] = []
        for piece in explanation.pieces {
            switch piece {
            case .figure(let name):
                guard names.count == signs.count else { return nil }
                names.append(name)
            case .words(let words):
                let found = words.filter(Self.operators.contains)
                guard found.count <= 1, !names.isEmpty || found.isEmpty else { return nil }
                signs += found
            case .whereKnown: return nil
            }
        }
        guard names.count == signs.count + 1, names.count > 1, startsWithFigure else { return nil }
        return signs[0] == "÷" ? quotient(names, signs) : sum(names, signs)
    }

    private var startsWithFigure: Bool {
        if case .figure = explanation.pieces.first { return true }
        return false
    }

    /// `a ÷ b`, or `a ÷ b × parameter`.
    private func quotient(_ names: [String], _ signs: [Character]) -> Formula? {
        guard let numerator = columns[names[0]], let denominator = columns[names[1]] else { return nil }
        if names.count == 2 { return .quotient(numerator: numerator, denominator: denominator, scale: scale) }
        guard names.count == 3, signs[1] == "×", case .integer(let times) = parameters[names[2]] else { return nil }
        return .quotient(numerator: numerator, denominator: denominator, times: times, scale: scale)
    }

    /// `a + b − c`.
    private func sum(_ names: [String], _ signs: [Character]) -> Formula? {
        guard signs.allSatisfy({ $0 == "+" || $0 == "−" }) else { return nil }
        let places = names.compactMap { columns[$0] }
        guard places.count == names.count, Set(places).count == places.count else { return nil }
        let minus = zip(signs, places.dropFirst()).filter { $0.0 == "−" }.map(\.1)
        return .sumOfColumns(places.filter { !minus.contains($0) }, minus: minus)
    }
}
