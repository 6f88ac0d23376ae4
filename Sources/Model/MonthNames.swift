/// How a language writes the months, short and long: what `%b` reads.
package enum MonthNames: String, Sendable, CaseIterable {
    case en, de, es, fr

    /// Small letters in UTF-8 with their month, the longest first, so that `sept` isn't read as `sep`.
    package var names: [(name: [UInt8], month: Int)] {
        let months = words.split(separator: "|").enumerated().flatMap { index, spellings in
            spellings.split(separator: " ").map { (name: Array($0.utf8), month: index + 1) }
        }
        return months.sorted { $0.name.count > $1.name.count }
    }

    private var words: String {
        switch self {
        case .en:
            "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
                + "|november nov|december dec"
        case .de:
            "januar jänner jan jän|februar feber feb|märz maerz mär mrz|april apr|mai|juni jun|juli jul|august aug"
                + "|september sept sep|oktober okt|november nov|dezember dez"
        case .es:
            "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago"
                + "|septiembre setiembre sept sep set|octubre oct|noviembre nov|diciembre dic"
        case .fr:
            "janvier janv jan|février fevrier févr fevr fév fev|mars mar|avril avr|mai|juin|juillet juil|août aout aoû"
                + "|septembre sept sep|octobre oct|novembre nov|décembre decembre déc dec"
        }
    }

    /// The small letter of each byte of UTF-8 text that months are written in.
    static func small(_ byte: UInt8, after previous: UInt8) -> UInt8 {
        if byte >= 65, byte <= 90 { return byte + 32 }
        return previous == 0xC3 && byte >= 0x80 && byte <= 0x9E ? byte + 32 : byte
    }
}
