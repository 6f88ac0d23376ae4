internal import Foundation

/// Compares headers as people read them.
package enum HeaderSpelling {
    /// Small letters and digits alone: `Doc. No.` and `DocNo`, `Fälligkeit` and `FALLIGKEIT` are the same.
    package static func folded(_ header: String) -> String {
        let plain = header.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        return String(plain.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "%" || $0 == "#" })
    }
}
