internal import Foundation
package import Model

/// The text of a definition file, and the two names of the file: its absolute path, and the one shown in findings.
package struct DefinitionText: Sendable {
    package let text: String
    /// Absolute, without `.` and `..`.
    package let path: String
    /// As the user wrote it.
    package let shown: String
    /// As in the file, for its hash.
    package let bytes: [UInt8]
    private let lines: [Substring]

    package init(_ text: String, path: String, shown: String? = nil) {
        let body = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        self.text = body
        self.bytes = Array(text.utf8)
        self.path = FilePath.absolute(path)
        self.shown = shown ?? path
        self.lines = body.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    /// Reads a file; refuses one that is missing, can't be read, or isn't UTF-8 text. `place` is where its name stands.
    package static func load(_ path: String, shown: String? = nil, namedAt place: Place? = nil) throws -> DefinitionText {
        let name = shown ?? path
        let full = FilePath.absolute(path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) else {
            throw Refusal(.noInput, Problem.missingFile(name, place))
        }
        guard !isFolder.boolValue, let data = FileManager.default.contents(atPath: full) else {
            throw Refusal(.noInput, Problem.unreadableFile(name, isFolder: isFolder.boolValue, place))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Refusal(.badDefinition, Problem.notUTF8(name))
        }
        return DefinitionText(text, path: full, shown: name)
    }

    var folder: String { FilePath.folder(of: path) }

    /// The line, from 1, with tabs shown as one space so that a caret below it stands right.
    func line(_ number: Int) -> String? {
        guard lines.indices.contains(number - 1) else { return nil }
        return String(lines[number - 1].map { $0 == "\t" ? " " : $0 })
    }

    var lineCount: Int { lines.count }

    func place(line: Int, column: Int) -> Place {
        Place(file: shown, line: line, column: column, excerpt: self.line(line).map(Self.cut))
    }

    private static func cut(_ line: String) -> String { line.count <= 160 ? line : line.prefix(159) + "…" }
}

/// Paths as text: no links are followed and no file need exist.
package enum FilePath {
    /// Absolute from the current directory, without `.` and `..`.
    package static func absolute(_ path: String) -> String {
        resolve(path, in: FileManager.default.currentDirectoryPath)
    }

    /// `path` as seen from `folder`.
    package static func resolve(_ path: String, in folder: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    package static func folder(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    package static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
