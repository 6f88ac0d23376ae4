internal import Foundation

/// Reads XML tag by tag from a stream: as much of the language as the parts of a workbook use.
///
/// Names come without their prefix. What it answers holds until the next `next`.
final class XMLReader {
    enum Event { case start, end, finished }

    private let stream: any ByteStream
    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity = 1 << 18
    private var at = 0
    private var count = 0
    private var isFinal = false

    private var nameRange = 0..<0
    private var attributeRange = 0..<0
    private var textRange = 0..<0
    /// Text of character data sections before `textRange`.
    private var sections: [UInt8] = []
    /// Whether the tag of a `start` is its own end; no `end` follows.
    private(set) var isEmpty = false

    init(_ stream: any ByteStream) {
        self.stream = stream
        buffer = .allocate(capacity: capacity)
    }

    deinit { buffer.deallocate() }

    func next() throws -> Event {
        if !sections.isEmpty { sections.removeAll() }
        var from = at
        while true {
            guard let open = try find(UInt8(ascii: "<"), from: 0, keeping: &from) else {
                textRange = from..<count
                at = count
                return .finished
            }
            guard let close = try endOfTag(open, &from) else {
                (textRange, at) = (count..<count, count)
                return .finished
            }
            let tag = open.offset(from) + 1
            let end = close.offset(from)
            at = end + 1
            switch buffer[tag] {
            case UInt8(ascii: "?"): from = at
            case UInt8(ascii: "!"):
                if end - tag > 9, memcmp(buffer + tag, "![CDATA[", 8) == 0 {
                    sections.append(contentsOf: UnsafeBufferPointer(start: buffer + tag + 8, count: end - 2 - (tag + 8)))
                }
                from = at
            case UInt8(ascii: "/"):
                textRange = from..<(tag - 1)
                name(tag + 1, end)
                return .end
            default:
                textRange = from..<(tag - 1)
                isEmpty = buffer[end - 1] == UInt8(ascii: "/")
                name(tag, isEmpty ? end - 1 : end)
                return .start
            }
        }
    }

    /// A place that moves with the buffer: so many bytes behind the start of what is kept.
    private struct Mark {
        var distance: Int
        func offset(_ from: Int) -> Int { from + distance }
    }

    private func find(_ byte: UInt8, from distance: Int, keeping from: inout Int) throws -> Mark? {
        var searched = distance
        while true {
            let start = from + searched
            if start < count, let found = memchr(buffer + start, Int32(byte), count - start) {
                return Mark(distance: buffer.distance(to: found.assumingMemoryBound(to: UInt8.self)) - from)
            }
            searched = max(searched, count - from)
            guard try refill(&from) else { return nil }
        }
    }

    /// The `>` that ends a tag: not one inside an attribute, a comment or a section.
    private func endOfTag(_ open: Mark, _ from: inout Int) throws -> Mark? {
        while count - open.offset(from) < 10, try refill(&from) {}
        let start = open.offset(from) + 1
        if count - start >= 8, buffer[start] == UInt8(ascii: "!") {
            let isComment = memcmp(buffer + start, "!--", 3) == 0
            let mark = isComment ? UInt8(ascii: "-") : UInt8(ascii: "]")
            guard isComment || memcmp(buffer + start, "![CDATA[", 8) == 0 else {
                return try find(UInt8(ascii: ">"), from: open.distance + 1, keeping: &from)
            }
            var place = open.distance + (isComment ? 6 : 11)
            while let close = try find(UInt8(ascii: ">"), from: place, keeping: &from) {
                let end = close.offset(from)
                if buffer[end - 1] == mark, buffer[end - 2] == mark { return close }
                place = close.distance + 1
            }
            return nil
        }
        var place = open.distance + 1
        while let close = try find(UInt8(ascii: ">"), from: place, keeping: &from) {
            var quote: UInt8 = 0
            for byte in UnsafeBufferPointer(start: buffer + open.offset(from), count: close.distance - open.distance) {
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                }
            }
            if quote == 0 { return close }
            place = close.distance + 1
        }
        return nil
    }

    /// Reads on; what lies before `from` goes. False at the end.
    private func refill(_ from: inout Int) throws -> Bool {
        if isFinal { return false }
        if from > 0 {
            memmove(buffer, buffer + from, count - from)
            count -= from
            from = 0
        }
        if count == capacity {
            // No tag and no cell is that long; what is must not take all memory.
            if capacity >= 1 << 27 {
                isFinal = true
                return false
            }
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            memcpy(larger, buffer, count)
            buffer.deallocate()
            (buffer, capacity) = (larger, capacity * 2)
        }
        let read = try stream.read(into: UnsafeMutableRawBufferPointer(start: buffer + count, count: capacity - count))
        count += read
        isFinal = read == 0
        return read > 0
    }

    private func name(_ start: Int, _ end: Int) {
        var (from, to) = (start, start)
        while to < end, buffer[to] > 32 {
            if buffer[to] == UInt8(ascii: ":") { from = to + 1 }
            to += 1
        }
        nameRange = from..<to
        attributeRange = to..<end
    }

    // MARK: What was read

    @inline(__always)
    func isNamed(_ name: StaticString) -> Bool {
        nameRange.count == name.utf8CodeUnitCount && memcmp(buffer + nameRange.lowerBound, name.utf8Start, nameRange.count) == 0
    }

    /// The text between the tag before and this one, as it stands there.
    var text: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: buffer + textRange.lowerBound, count: textRange.count)
    }

    var decodedText: String {
        (sections.isEmpty ? "" : String(decoding: sections, as: UTF8.self)) + Self.decoded(text)
    }

    var isTextBlank: Bool { sections.allSatisfy { $0 <= 32 } && text.allSatisfy { $0 <= 32 } }

    @inline(__always)
    func forEachAttribute(_ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void) {
        var p = attributeRange.lowerBound
        let end = attributeRange.upperBound
        while true {
            while p < end, buffer[p] <= 32 { p += 1 }
            var from = p
            while p < end, buffer[p] != UInt8(ascii: "="), buffer[p] > 32 {
                if buffer[p] == UInt8(ascii: ":") { from = p + 1 }
                p += 1
            }
            let to = p
            while p < end, buffer[p] <= 32 || buffer[p] == UInt8(ascii: "=") { p += 1 }
            guard p < end else { return }
            let quote = buffer[p]
            let value = p + 1
            p = value
            while p < end, buffer[p] != quote { p += 1 }
            body(UnsafeBufferPointer(start: buffer + from, count: to - from), UnsafeBufferPointer(start: buffer + value, count: p - value))
            p += 1
        }
    }

    func attribute(_ wanted: String) -> String? {
        var found: String?
        forEachAttribute { name, value in if name.elementsEqual(wanted.utf8) { found = Self.decoded(value) } }
        return found
    }

    /// With entities replaced by what they stand for.
    static func decoded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var decoded = ""
        var rest = text[...]
        while let ampersand = rest.firstIndex(of: "&"), let end = rest[ampersand...].firstIndex(of: ";") {
            decoded += rest[..<ampersand]
            let name = rest[rest.index(after: ampersand)..<end]
            if let character = entity(name) { decoded.unicodeScalars.append(character) } else { decoded += rest[ampersand...end] }
            rest = rest[rest.index(after: end)...]
        }
        return decoded + rest
    }

    private static func entity(_ name: Substring) -> UnicodeScalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        return UInt32(isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10).flatMap(UnicodeScalar.init)
    }
}
