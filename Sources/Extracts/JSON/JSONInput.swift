internal import Foundation
internal import Model

/// A file of JSON objects as an extract: its columns are the names that the objects have.
final class JSONInput: TableInput, Sendable {
    let names: [String]
    private let file: ExtractFile
    private let format: DelimitedFormat

    init(_ file: ExtractFile, format: DelimitedFormat) throws {
        self.file = file
        self.format = format
        names = try Self.names(file, format)
    }

    /// Every name that some object has, in the order in which they come up: an object leaves out what it hasn't got.
    private static func names(_ file: ExtractFile, _ format: DelimitedFormat) throws -> [String] {
        let texts = try JSONTexts(file, encoding: format.encoding)
        var seen: Set<[UInt8]> = []
        var known: Set<String> = []
        var names: [String] = []
        while let record = try texts.next() {
            do {
                let object = try JSONObject(record.text)
                if object.flaw != nil { continue }
                for value in object.values where seen.insert(value.name).inserted {
                    let name = String(decoding: value.name, as: UTF8.self).trimmed
                    if known.insert(name).inserted { names.append(name) }
                }
            } catch {
                if texts.isList { throw texts.broken(error.reason, record.line) }
            }
        }
        guard !names.isEmpty else {
            throw Refusal(
                .badData,
                Finding(
                    "empty-extract", .error, "\(file.name) holds no JSON object with a value", place: Place(file: file.name),
                    remedy: "take the extract again; without rows its columns aren't known"))
        }
        return names
    }

    func feed() throws -> any RecordFeed {
        JSONFeed(try JSONTexts(file, encoding: format.encoding), names: names, format: format)
    }

    /// A mended object's values as cells; nil for what is no object, or has a name that the file hasn't.
    func cells(_ text: [UInt8]) -> [UInt8]? {
        guard let object = try? text.withUnsafeBufferPointer({ try JSONObject($0) }), object.flaw == nil else { return nil }
        var cells = names.map { _ in [UInt8]() }
        for value in object.values {
            guard value.kind != .list, let column = names.firstIndex(of: String(decoding: value.name, as: UTF8.self).trimmed) else { return nil }
            let bytes = value.kind == .number ? Array(PlainNumber.expanded(String(decoding: value.bytes, as: UTF8.self)).utf8) : value.bytes
            // What stands between cells and rows here is a blank in one.
            cells[column] = bytes.map { value.kind == .number && $0 == UInt8(ascii: ".") ? format.decimal : $0 == 9 || $0 == 10 ? 32 : $0 }
        }
        return Array(cells.joined(separator: [9]))
    }

    func audit(isCancelled: @escaping @Sendable () -> Bool) throws -> FileAudit {
        let raw = HashingStream(try FileStream(file))
        let count = try JSONCount.records(of: ExtractText.decode(raw, of: file, encoding: format.encoding), isCancelled)
        return FileAudit(hash: try raw.finish(), records: count, skipped: 0)
    }
}

/// Counts records without reading them: lines that aren't blank, or the objects that lie directly in the list.
enum JSONCount {
    static func records(of stream: any ByteStream, _ isCancelled: () -> Bool) throws -> Int {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var (depth, objects) = (0, 0)
        // Carriage returns end lines where the first line ends in one alone.
        var first: UInt8?
        var isFeedNext = false
        var (lines, returns) = ((count: 0, isBlank: true), (count: 0, isBlank: true))
        var (isText, isEscaped, isList, isBegun) = (false, false, false, false)
        while !isCancelled() {
            let count = try stream.read(into: buffer)
            if count == 0 { break }
            for byte in buffer[..<count] {
                if first == nil {
                    if isFeedNext { first = byte == 10 ? 10 : 13 } else if byte == 10 { first = 10 } else { isFeedNext = byte == 13 }
                }
                if byte == 10 {
                    lines.isBlank = true
                } else if byte == 13 {
                    returns.isBlank = true
                } else if byte > 32 {
                    // A byte order mark is no record.
                    if !isBegun, byte >= 0x80 { continue }
                    if lines.isBlank { lines = (lines.count + 1, false) }
                    if returns.isBlank { returns = (returns.count + 1, false) }
                    if !isBegun { (isBegun, isList) = (true, byte == UInt8(ascii: "[")) }
                }
                guard isList else { continue }
                if isText {
                    if isEscaped { isEscaped = false } else if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { isText = false }
                    continue
                }
                switch byte {
                case UInt8(ascii: "\""): isText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    if depth == 1, byte == UInt8(ascii: "{") { objects += 1 }
                    depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
        }
        let endsInReturns = first == 13 || (first == nil && isFeedNext)
        return isList ? objects : endsInReturns ? returns.count : lines.count
    }
}
