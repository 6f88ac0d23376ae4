/// Sheet names that Excel accepts: at most 31 characters, none of `[]:*?/\`, none empty, none twice.
struct SheetNames {
    private var taken: Set<String> = []

    /// A name for the title; `part` 2 and above says which continuation it is.
    mutating func name(for title: String, part: Int = 1) -> String {
        let base = Self.quotable(Self.cleaned(title))
        var number = part
        while true {
            let suffix = number > 1 ? " (\(number))" : ""
            let name = Self.cut(base, to: 31 - suffix.utf16.count) + suffix
            if taken.insert(name.lowercased()).inserted { return name }
            number += 1
        }
    }

    /// `'Aged debt'`, as formulas and links write it.
    static func quoted(_ name: String) -> String { "'" + name.replacing("'", with: "''") + "'" }

    private static func cleaned(_ title: String) -> String {
        let line = SafeText.line(title, limit: 1_000)
        let allowed = line.map { character -> Character in
            switch character {
            case "[": "("
            case "]": ")"
            case ":", "*", "?", "/", "\\": "-"
            // Apostrophes may not stand at the ends and must be doubled elsewhere; the typographic one is free.
            case "'": "’"
            default: character
            }
        }
        let words = String(allowed).split(separator: " ").joined(separator: " ")
        return words.isEmpty ? "Sheet" : words
    }

    /// libxlsxwriter leaves `2026` and `DSO1` unquoted in its own references, where they mean something else.
    private static func quotable(_ name: String) -> String {
        let plain = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || (byte < 0x80 && isAlphanumeric(byte))
        }
        let reserved = ["history", "true", "false", "r", "c", "rc"].contains(name.lowercased())
        let reference = plain && name.utf8.contains { (0x30...0x39).contains($0) || $0 == 0x2E }
        return reserved || reference ? "(" + cut(name, to: 25) + ")" : name
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func cut(_ name: String, to limit: Int) -> String {
        var result = ""
        var used = 0
        for character in name {
            used += character.utf16.count
            if used > limit { break }
            result.append(character)
        }
        return result
    }
}
