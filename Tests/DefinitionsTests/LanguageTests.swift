import Definitions
import Foundation
import Model
import Testing

/// The catalogues of words: every language says all that the program says, at the same places.
@Suite struct LanguageTests {
    static let others = WordShelf.languages.filter { $0 != "en" }
    static let english = (try? WordShelf.standard.texts("en")) ?? [:]

    @Test(arguments: others) func hasTheTextsOfTheEnglishCatalogue(language: String) throws {
        let texts = try WordShelf.standard.texts(language)
        #expect(Set(Self.english.keys).subtracting(texts.keys).sorted() == [], "lacking")
        #expect(Set(texts.keys).subtracting(Self.english.keys).sorted() == [], "unknown")
    }

    /// A place that only one of the two has would stay empty, or lose what was found.
    @Test(arguments: others) func hasTheSamePlaces(language: String) throws {
        let texts = try WordShelf.standard.texts(language)
        for (key, text) in Self.english.sorted(by: { $0.key < $1.key }) where !key.hasPrefix("figures.") {
            guard let translated = texts[key] else { continue }
            let (wanted, given) = (try #require(Phrase(text), "\(key)"), try #require(Phrase(translated), "\(key) of \(language)"))
            #expect(given.names == wanted.names, "\(key) of \(language)")
        }
    }

    @Test(arguments: WordShelf.languages) func hasEveryPluralForm(language: String) throws {
        let needed = PluralRule(language: language).categories
        for (key, text) in try WordShelf.standard.texts(language) {
            for (name, categories) in Phrase(text)?.categories ?? [:] {
                #expect(needed.subtracting(categories).isEmpty && categories.subtracting(needed).isEmpty, "\(key), \(name)")
            }
        }
    }

    /// Texts without ids are the program's own words, each of which some source names.
    @Test func everyTextIsUsed() throws {
        let groups = ["checks.", "findings.", "remedies.", "reasons.", "not_made.", "rejects.", "subjects.", "dimensions.", "values.", "kinds."]
        let own = Self.english.keys.filter { key in !groups.contains { key.hasPrefix($0) } && !["name", "direction"].contains(key) }
        #expect(Set(own) == Set(Word.allCases.map(\.rawValue)).union(WrittenFigures.keys))
        let sources = try Self.sources(["Composing", "Rendering", "Model", "Delivering"])
        for word in Word.allCases {
            #expect(sources.contains(".\(word)"), "\(word.rawValue) is used nowhere")
        }
    }

    @Test func checksAreWordedAsTheCatalogueOfChecks() {
        for check in DataCheck.all {
            #expect(Self.english["checks.\(check.id).title"] == check.title)
            #expect(Self.english["checks.\(check.id).remedy"] == check.remedy)
        }
        #expect(Self.english.keys.filter { $0.hasPrefix("checks.") }.count == 2 * DataCheck.all.count)
        for subject in DataCheck.Subject.allCases {
            #expect(Self.english["subjects.\(subject.rawValue.lowercased())"] == subject.rawValue)
        }
    }

    /// Swift sources but for the list of words itself, with strings that are broken over lines joined.
    static func sources(_ targets: [String]) throws -> String {
        let root = URL(filePath: #filePath).appending(path: "../../../Sources").standardized
        var text = ""
        for target in targets {
            let files = FileManager.default.enumerator(at: root.appending(path: target), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift", file.lastPathComponent != "Word.swift" else { continue }
                text += try String(contentsOf: file, encoding: .utf8)
            }
        }
        return text
    }
}
