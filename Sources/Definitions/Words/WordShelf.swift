internal import Foundation
package import Model

/// Where the catalogues of words are found: `<language>.yaml`, one for each language that packs may be in.
package struct WordShelf: Sendable {
    package let folder: String?

    package init(folder: String?) { self.folder = folder }

    /// That of the running program.
    package static let standard = WordShelf(
        folder: ShippedFolder.find(installed: "languages", clone: "Sources/Definitions/Languages", executable: "/proc/self/exe"))

    /// The languages that a report may ask for.
    package static var languages: [String] { ReportKeys.languages }

    /// The words of a language; only its own catalogue and the English one are read.
    package func words(_ language: String) throws -> Words {
        let english = try texts("en")
        return Words(language: language, texts: language == "en" ? english : try texts(language), english: english)
    }

    /// A catalogue as it is, keys joined by dots.
    package func texts(_ language: String) throws -> [String: String] {
        guard let folder, FileManager.default.fileExists(atPath: "\(folder)/\(language).yaml") else {
            throw Refusal(
                .unavailable,
                Finding(
                    "no-words", .error, "the words of \"\(language)\" that come with Countback were not found",
                    remedy: "install it again with \"make install\", or run it from its own folder"))
        }
        return try TextFile.texts(DefinitionText.load("\(folder)/\(language).yaml", shown: "languages/\(language).yaml")).get()
    }
}
