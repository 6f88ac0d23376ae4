internal import Model

/// A file name for any text: `DE` stays, `../etc` becomes `etc~` and eight digits of its hash.
package enum SafeName {
    private static let reserved: Set<String> = [
        "csv", "failed", "members", "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6",
        "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ]

    /// Two texts give two names: what had to be changed carries a hash of what it was.
    package static func of(_ text: String) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "_": name.unicodeScalars.append(scalar)
            case "-", ".": if !name.isEmpty { name.unicodeScalars.append(scalar) }
            default: if !name.isEmpty, name.last != "-" { name += "-" }
            }
            if name.utf8.count == 60 { break }
        }
        while let last = name.last, last == "-" || last == "." { name.removeLast() }
        let stem = name.lowercased().split(separator: ".").first.map(String.init) ?? ""
        if name == text, !name.isEmpty, !reserved.contains(stem) { return name }
        // No text keeps a `~`, so a changed name is never another text's own.
        return name + "~" + FileHash.of(bytes: text.utf8).sha256.prefix(8)
    }
}
