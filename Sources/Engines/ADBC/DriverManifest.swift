internal import Foundation

/// An ADBC driver manifest: the library that a file such as `/etc/adbc/drivers/duckdb.toml` names.
///
/// Of TOML only what such a file needs: sections and lines `key = "value"`. The library stands under `[Driver]` as
/// `shared`, or under `[Driver.shared]` by platform (`linux_amd64`).
struct DriverManifest: Hashable {
    var library: String
    var entrySymbol: String?

    #if arch(arm64)
        private static let platform = "linux_arm64"
    #else
        private static let platform = "linux_amd64"
    #endif

    init?(text: String) {
        var section = ""
        var library: String?
        var entrySymbol: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                section = String(line[line.index(after: line.startIndex)..<end]).trimmingCharacters(in: .whitespaces)
                continue
            }
            guard let equals = line.firstIndex(of: "=") else { continue }
            let key = line[..<equals].trimmingCharacters(in: .whitespaces)
            let value = Self.string(line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces))
            switch (section, key) {
            case ("Driver", "shared"), ("Driver.shared", Self.platform), ("Driver", "shared.\(Self.platform)"):
                library = value
            case ("Driver", "entrypoint"): entrySymbol = value
            default: break
            }
        }
        guard let library, !library.isEmpty else { return nil }
        self.library = library
        self.entrySymbol = entrySymbol
    }

    /// The text between a value's first quote and the same quote after it.
    private static func string(_ text: String) -> String? {
        guard let quote = text.first, quote == "\"" || quote == "'" else { return nil }
        let rest = text.dropFirst()
        return rest.firstIndex(of: quote).map { String(rest[..<$0]) }
    }
}
