/// A workbook's table of texts that cells share by number.
enum SharedStrings {
    /// The texts of some numbers; reading ends with the last of them.
    static func texts(_ wanted: Set<Int>, from stream: any ByteStream) throws -> [Int: String] {
        guard let last = wanted.max() else { return [:] }
        var texts: [Int: String] = [:]
        try forEach(XMLReader(stream)) { number, text in
            if wanted.contains(number) { texts[number] = text() }
            return number < last
        }
        return texts
    }

    /// The numbers of those that are nothing but blanks.
    static func blanks(from stream: any ByteStream) throws -> Set<Int> {
        var blanks: Set<Int> = []
        try forEach(XMLReader(stream)) { number, text in
            if text().utf8.allSatisfy({ $0 <= 32 }) { blanks.insert(number) }
            return true
        }
        return blanks
    }

    /// `body` answers whether to read on.
    private static func forEach(_ reader: XMLReader, _ body: (Int, () -> String) throws -> Bool) throws {
        var number = -1
        var text = ""
        var phonetics = 0
        while true {
            switch try reader.next() {
            case .finished: return
            case .start:
                if reader.isNamed("si") {
                    number += 1
                    text = ""
                    if reader.isEmpty, try !body(number, { "" }) { return }
                }
                // How a text is spoken isn't part of it.
                if reader.isNamed("rPh"), !reader.isEmpty { phonetics += 1 }
            case .end:
                if reader.isNamed("rPh") { phonetics -= 1 }
                if reader.isNamed("t"), phonetics == 0 { text += reader.decodedText }
                if reader.isNamed("si"), try !body(number, { text }) { return }
            }
        }
    }
}
