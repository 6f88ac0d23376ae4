import Model
import Testing

/// The order of names in each language; German after DIN 5007-1, Spanish after the Academy's, French accents from the start
/// of the word, as in CLDR.
@Suite struct CollationTests {
    @Test(arguments: [
        ("de", ["Adler", "Ähre", "Apfel", "Azur", "Muller", "Müller", "Strasse", "Straße", "Strauß", "Zebra"]),
        ("es", ["ala", "árbol", "azul", "Nadal", "nube", "ñandú", "oso"]),
        ("fr", ["cote", "coté", "côte", "côté", "Eau", "éclair", "École", "Zoé"]),
        ("he", ["אבא", "כהן", "כץ", "שלום", "alpha", "Zeta"]),
        ("en", ["2 Lane", "Alder", "alder 2", "Élan", "T1", "T2", "zebra"]),
    ])
    func orders(language: String, names: [String]) {
        let collation = Collation(language: language)
        #expect(names.reversed().sorted(by: collation.isBefore) == names)
        #expect(names.shuffled().sorted(by: collation.isBefore) == names)
    }

    /// The short way for plain letters and the long one agree: an accent anywhere takes the long one.
    @Test func plainNamesStandAsICUHasThem() {
        let plain = ["a", "A", "ab", "a b", "aB 1", "B", "b1", "Z 9", "z", "10", "2", ""]
        for language in ["en", "de", "es", "fr", "he"] {
            let collation = Collation(language: language)
            for a in plain {
                for b in plain where a != b {
                    // An accented letter in front of both is compared by ICU, and changes nothing between them.
                    #expect(collation.isBefore(a, b) == collation.isBefore("é" + a, "é" + b), "\(language): \(a), \(b)")
                }
            }
        }
    }
}
