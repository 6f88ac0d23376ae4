internal import Foundation

/// Where a Spark Connect server is and how to sign in; what may be shown of it has no token.
///
/// `sc://host:15002`, with `;`-separated parameters after `/`: `sc://host:443/;use_ssl=true;user_id=reader`.
package struct SparkAddress: Sendable, Hashable {
    /// Without the token.
    package let shown: String
    let options: [Option]
    private let token: String?

    struct Option: Sendable, Hashable {
        var key: String
        var value: String
    }

    /// - Parameter token: beside a URI that holds none.
    package init(_ uri: String, token: String? = nil) {
        let parts = uri.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        let isToken = { (part: String) in part.lowercased().hasPrefix("token=") }
        let plain = parts.enumerated().filter { $0.offset == 0 || !isToken($0.element) }.map(\.element)
        shown = plain.joined(separator: ";")
        self.token = token ?? parts.first(where: isToken).map { String($0.dropFirst(6)) }
        options = [Option(key: "uri", value: shown), Option(key: "adbc.spark.user_agent", value: "countback")]
            + (self.token.map { [Option(key: "adbc.spark.token", value: $0)] } ?? [])
    }

    /// `sc://host…`: anything else is another kind of address.
    package var isReadable: Bool { shown.hasPrefix("sc://") && shown.count > 5 }

    /// Whether the server is on this machine, and so sees its files.
    var isHere: Bool {
        let host = shown.dropFirst(5).prefix { $0 != ":" && $0 != "/" && $0 != ";" }
        return ["localhost", "127.0.0.1"].contains(String(host))
    }

    /// A text, such as a driver's message, with the token in it replaced.
    func withoutSecrets(_ text: String) -> String {
        guard let token, !token.isEmpty else { return text }
        return text.replacing(token, with: "…")
    }
}
