internal import Model

/// The forms that names of different kinds may take.
package enum Identifier {
    /// `overdue_share`: a metric's or value's id, which is also a column name in SQL.
    package static func isSnakeCase(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 60 else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// `no-due-date`: a finding's id.
    static func isKebabCase(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 60 else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }

    /// Letters, digits, `-`, `_` and `.`, not starting with a dot: what every file system takes.
    static func isFileName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 46, first != 45, text.utf8.count <= 100 else { return false }
        return text.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || [45, 46, 95].contains($0)
        }
    }

    /// The nearest snake-case form, as a proposal.
    package static func snakeCase(_ text: String) -> String { slug(text.lowercased(), joint: "_") }

    static func slug(_ text: String, joint: Character) -> String {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        return words.joined(separator: String(joint))
    }
}

extension YAMLValue {
    /// A name that becomes part of file names.
    func fileName() -> String? {
        guard let text = text() else { return nil }
        if Identifier.isFileName(text) { return text }
        let proposal = Identifier.slug(text, joint: "-")
        sink.add(
            Problem.badName(
                "\(name)'s name", text, "files are named after it", place,
                remedy: proposal.isEmpty
                    ? "use letters, digits, \"-\", \"_\" and \".\"" : "use letters, digits, \"-\", \"_\" and \".\", such as \"\(proposal)\""))
        return nil
    }
}

extension FindingSink {
    /// Whether `text` is lower_snake_case; a finding when it isn't.
    func isIdentifier(_ text: String, _ what: String, _ place: Place) -> Bool {
        if Identifier.isSnakeCase(text) { return true }
        add(
            Problem.badName(
                what, text, "it must be small letters, digits and \"_\", beginning with a letter", place,
                remedy: "write \"\(proposal(text))\""))
        return false
    }

    private func proposal(_ text: String) -> String {
        let proposal = Identifier.snakeCase(text)
        return Identifier.isSnakeCase(proposal) ? proposal : "value_\(proposal.isEmpty ? "1" : proposal)"
    }
}
