import Definitions
import Model

/// The catalogues that come with Countback.
enum Catalogue {
    static let english = words("en")

    /// Without any texts where a catalogue can't be read: then every test of texts fails.
    static func words(_ language: String) -> Words {
        (try? WordShelf.standard.words(language)) ?? Words(language: language, texts: [:], english: [:])
    }
}
