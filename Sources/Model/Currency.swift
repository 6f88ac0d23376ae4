/// Minor units of ISO 4217 currencies: 2 for EUR, 0 for JPY, 3 for KWD.
package enum CurrencyCode {
    private static let none: Set<String> = [
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
        "XOF", "XPF",
    ]
    private static let three: Set<String> = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    private static let four: Set<String> = ["CLF", "UYW"]

    package static func minorUnits(_ code: String) -> Int {
        none.contains(code) ? 0 : three.contains(code) ? 3 : four.contains(code) ? 4 : 2
    }

    /// Three capital letters.
    package static func isWellFormed(_ code: String) -> Bool {
        code.utf8.count == 3 && code.utf8.allSatisfy { (65...90).contains($0) }
    }
}
