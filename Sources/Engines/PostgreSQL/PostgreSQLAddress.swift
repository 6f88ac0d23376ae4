internal import Foundation

/// Where a PostgreSQL server is and how to sign in, as libpq takes it; what may be shown of it has no password.
///
/// `postgresql://reader@db.example:5432/erp` with the password beside it, or keywords: `host=db.example dbname=erp`.
package struct PostgreSQLAddress: Sendable, Hashable {
    /// With the password in it.
    let full: String
    /// As it was declared, without any password.
    package let shown: String
    private let secrets: Set<String>

    /// - Parameter password: beside a URI that holds none.
    package init(_ uri: String, password: String? = nil) {
        let isURI = uri.hasPrefix("postgresql://") || uri.hasPrefix("postgres://")
        let parts = isURI ? Self.uri(uri, password) : Self.keywords(uri, password)
        (full, shown) = (parts.full, parts.shown)
        secrets = Set(parts.secrets.filter { !$0.isEmpty })
    }

    /// A text, such as a driver's message, with every password in it replaced.
    func withoutSecrets(_ text: String) -> String {
        var text = text.replacing(full, with: shown)
        for secret in secrets.sorted(by: { $0.count > $1.count }) { text = text.replacing(secret, with: "…") }
        return text
    }

    private typealias Parts = (full: String, shown: String, secrets: [String])

    private static func uri(_ uri: String, _ password: String?) -> Parts {
        let start = uri.range(of: "://")?.upperBound ?? uri.startIndex
        let authorityEnd = uri[start...].firstIndex { $0 == "/" || $0 == "?" } ?? uri.endIndex
        let authority = uri[start..<authorityEnd]
        let at = authority.lastIndex(of: "@")
        let sign = at.map { authority[..<$0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) } ?? []
        let user = sign.first.map(String.init) ?? ""
        let held = sign.count > 1 ? String(sign[1]) : nil
        let hosts = at.map { authority[authority.index(after: $0)...] } ?? authority
        let rest = uri[authorityEnd...].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let parameters = rest.count > 1 ? rest[1].split(separator: "&").map(String.init) : []
        let passwords = parameters.filter { $0.hasPrefix("password=") }.map { String($0.dropFirst(9)) }
        let plain = parameters.filter { !$0.hasPrefix("password=") && !$0.hasPrefix("sslpassword=") }
        let escaped = password.map { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? $0 } ?? held
        let place = String(uri[..<start])
        let path = rest.first ?? ""
        func joined(_ sign: String, _ parameters: [String]) -> String {
            place + (sign.isEmpty ? "" : sign + "@") + hosts + path + (parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&"))
        }
        var asked = parameters
        for (key, value) in defaults where !parameters.contains(where: { $0.hasPrefix(key + "=") }) { asked.append("\(key)=\(value)") }
        let raw = [held, escaped, password].compactMap { $0 } + passwords
        return (
            joined(user + (escaped.map { ":" + $0 } ?? ""), asked), joined(user, plain),
            raw + raw.compactMap(\.removingPercentEncoding)
        )
    }

    private static func keywords(_ text: String, _ password: String?) -> Parts {
        let pattern = /(?:^|\s)(?:ssl)?password\s*=\s*('(?:[^'\\]|\\.)*'|[^\s']+)/
        let held = text.matches(of: pattern).map { match in
            var value = String(match.1)
            if value.hasPrefix("'") { value = String(value.dropFirst().dropLast()).replacing("\\'", with: "'").replacing("\\\\", with: "\\") }
            return value
        }
        let shown = text.replacing(pattern, with: "").trimmingCharacters(in: .whitespaces)
        var full = text
        if let password {
            full += " password='\(password.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
        }
        for (key, value) in defaults where !text.contains(key) { full += " \(key)=\(value)" }
        return (full.trimmingCharacters(in: .whitespaces), shown, held + [password].compactMap { $0 })
    }

    private static let defaults = [("connect_timeout", "10"), ("application_name", "countback")]
}
