import Extracts
import Foundation
import Model
import Testing

/// Encodings, compression, and bytes that are no text.
@Suite struct EncodingTests {
    private static let text = "calendar,day\r\nMünchen €,2026-01-06\r\n😀 ñ,2026-12-25\r\n"
    private static let names = ["München €", "😀 ñ"]

    private func read(_ bytes: [UInt8], _ encoding: DelimitedFormat.Encoding) throws -> Extract.Reading {
        var extract = Extract(relation: .holidays, name: "holidays.csv")
        extract.format.encoding = encoding
        return try extract.read(bytes)
    }

    private static func utf16(_ text: String, isBig: Bool) -> [UInt8] {
        text.utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
    }

    @Test func utf8WithAndWithoutMark() throws {
        #expect(try read(Array(Self.text.utf8), .utf8).column("calendar") == Self.names)
        #expect(try read([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8), .utf8).column("calendar") == Self.names)
    }

    @Test func utf16InEveryOrder() throws {
        let (little, big) = (Self.utf16(Self.text, isBig: false), Self.utf16(Self.text, isBig: true))
        #expect(try read([0xFF, 0xFE] + little, .utf16).column("calendar") == Self.names)
        #expect(try read([0xFE, 0xFF] + big, .utf16).column("calendar") == Self.names)
        #expect(try read(little, .utf16).column("calendar") == Self.names)
        #expect(try read(little, .utf16LE).column("calendar") == Self.names)
        #expect(try read([0xFF, 0xFE] + little, .utf16LE).column("calendar") == Self.names)
        #expect(try read(big, .utf16BE).column("calendar") == Self.names)
        #expect(try read([0xFE, 0xFF] + big, .utf16BE).column("calendar") == Self.names)
    }

    @Test func latin1() throws {
        // The last is Windows-1252's euro sign.
        let bytes = Array("calendar,day\nM".utf8) + [0xFC] + Array("nchen ".utf8) + [0x80] + Array(",2026-01-06\n".utf8)
        #expect(try read(bytes, .latin1).column("calendar") == ["München €"])
    }

    /// Every byte that means something, as Python's codec has it.
    @Test(arguments: [DelimitedFormat.Encoding.windows1252, .windows1255])
    func everyByte(_ encoding: DelimitedFormat.Encoding) throws {
        let code = "import sys; print(','.join(str(ord(bytes([b]).decode(sys.argv[1], 'replace'))) for b in range(128, 256)))"
        let printed = try Python.run(["-c", code, encoding.rawValue.replacing("windows-", with: "cp")])
        var expected = printed.trimmingCharacters(in: .newlines).split(separator: ",").compactMap { UInt32($0) }
        #expect(expected.count == 128)
        // Windows and the WHATWG's table have a point there that Python's hasn't.
        if encoding == .windows1255 { expected[0xCA - 128] = 0x5BA }
        // One letter a row, between plain ones, so that none of them looks like another encoding.
        var bytes = Array("calendar,day\n".utf8)
        for byte in UInt8(128)...255 { bytes += Array("a".utf8) + [byte] + Array("b,2026-01-06\n".utf8) }
        let reading = try read(bytes, encoding)
        let letters = expected.filter { $0 != 0xFFFD }.map { "a\(UnicodeScalar($0).map(String.init) ?? "")b" }
        #expect(reading.column("calendar") == letters)
        #expect(reading.report.rejected == 128 - letters.count)
        #expect(reading.rejects.allSatisfy { $0.hasSuffix("row: has a byte that is no character of \(encoding.rawValue.uppercased())") })
    }

    /// A file in another encoding than declared is told by its first line that can't be right, and loads no name wrongly.
    @Test(arguments: [DelimitedFormat.Encoding.latin1, .windows1252])
    func utf8ReadAsLatin(_ encoding: DelimitedFormat.Encoding) throws {
        let reading = try read(Array("calendar,day\nES,2026-01-06\nMünchen €,2026-01-06\n".utf8), encoding)
        #expect(reading.column("calendar") == ["ES"])
        #expect(reading.rejects == ["3: row: \"Ã¼\" is \"ü\" in UTF-8: is the extract utf-8?"])
        #expect(
            Extract(relation: .holidays, format: DelimitedFormat(encoding: encoding), name: "h.csv").refusal("calendar,day,Größe\n").findings == [
                "wrong-encoding: the header of h.csv is not valid \(encoding.rawValue.uppercased()) (is its encoding utf-8?)"
            ])
    }

    @Test func hebrewReadAsLatin() throws {
        let bytes = Array("calendar,day\n".utf8) + [0xF9, 0xEC, 0xE5, 0xED] + Array(",2026-01-06\n".utf8)
        #expect(try read(bytes, .windows1252).rejects == ["2: row: \"ùìåí\" reads as Hebrew: is the extract windows-1255?"])
        #expect(try read(bytes, .windows1255).column("calendar") == ["שלום"])
    }

    @Test func theOrderOfUTF16() {
        var extract = Extract(relation: .holidays, name: "h.csv")
        func findings(_ bytes: [UInt8], _ encoding: DelimitedFormat.Encoding) -> [String] {
            extract.format.encoding = encoding
            return extract.refusal(["h.csv": bytes]).findings
        }
        let (little, big) = (Self.utf16(Self.text, isBig: false), Self.utf16(Self.text, isBig: true))
        #expect(findings(big, .utf16LE) == ["wrong-encoding: h.csv is not UTF-16LE (is its encoding utf-16be?)"])
        #expect(findings(big, .utf16) == ["wrong-encoding: h.csv is not UTF-16 (is its encoding utf-16be?)"])
        #expect(findings(little, .utf16BE) == ["wrong-encoding: h.csv is not UTF-16BE (is its encoding utf-16le?)"])
        #expect(findings(little, .utf8) == ["wrong-encoding: h.csv is not UTF-8 (is its encoding utf-16le?)"])
        #expect(findings(little, .latin1) == ["wrong-encoding: h.csv is not LATIN-1 (is its encoding utf-16le?)"])
        #expect(findings(Array(Self.text.utf8), .utf16LE) == ["wrong-encoding: h.csv is not UTF-16LE (is its encoding utf-8?)"])
        #expect(findings([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8), .latin1) == ["wrong-encoding: h.csv is not LATIN-1 (is its encoding utf-8?)"])
    }

    @Test func brokenText() throws {
        let bytes =
            Array("calendar,day\nES,2026-01-06\nM".utf8) + [0xFC] + Array("nchen,2026-01-06\nDE,2026-10-03\na".utf8)
            + [0] + Array("b,2026-01-06\n".utf8) + [0xED, 0xA0, 0x80] + Array(",2026-01-06\n".utf8)
        let reading = try read(bytes, .utf8)
        #expect(reading.column("calendar") == ["ES", "DE"])
        #expect(
            reading.rejects == [
                "3: row: not valid UTF-8: is the extract latin-1?", "5: row: has a NUL byte: is the extract utf-16?",
                "6: row: not valid UTF-8: is the extract latin-1?",
            ])
        #expect(reading.report.rejects[0].raw == "M\u{FFFD}nchen,2026-01-06")
    }

    @Test func halfAPairInUTF16() throws {
        var bytes = Self.utf16("calendar,day\nES,2026-01-06\nX", isBig: false)
        bytes += [0x3D, 0xD8] + Self.utf16(",2026-01-06\nDE,2026-10-03\n", isBig: false) + [0x41]
        let reading = try read(bytes, .utf16LE)
        #expect(reading.column("calendar") == ["ES", "DE"])
        #expect(reading.rejects == ["3: row: not valid UTF-16LE", "5: row: has 1 field, the header has 2"])
    }

    @Test func everyEncodingOfMuchText() throws {
        var lines = ["calendar,day"]
        for index in 0..<25_000 { lines.append("ü\(index)😀\(String(repeating: "é", count: index % 9)),2026-01-06") }
        let text = lines.joined(separator: "\n")
        let expected = lines.dropFirst().map { String($0.prefix { $0 != "," }) }
        #expect(try read(Array(text.utf8), .utf8).column("calendar") == expected)
        #expect(try read(Self.utf16(text, isBig: true), .utf16BE).column("calendar") == expected)
        let latin = text.replacing("😀", with: "ÿ")
        let bytes = latin.unicodeScalars.map { UInt8($0.value) }
        #expect(try read(bytes, .latin1).column("calendar") == expected.map { $0.replacing("😀", with: "ÿ") })
    }

    @Test func gzip() throws {
        var extract = Extract(relation: .holidays, name: "holidays.csv.gz")
        let whole = Gzip.member(Array("calendar,day\nES,2026-01-06\nDE,".utf8))
        let rest = Gzip.member(Array("2026-10-03\n".utf8))
        let reading = try extract.read(whole + rest + [0, 0, 0])
        #expect(reading.rows == [["ES", "2026-01-06"], ["DE", "2026-10-03"]])
        #expect(reading.report.files[0].hash.bytes == whole.count + rest.count + 3)
        var broken = whole
        broken[broken.count - 6] ^= 1
        #expect(
            extract.refusal(["holidays.csv.gz": broken]).findings == [
                "damaged-extract: holidays.csv.gz can't be unpacked: incorrect data check (take the extract again)"
            ])
        #expect(
            extract.refusal(["holidays.csv.gz": Array(whole.dropLast(9))]).findings == [
                "damaged-extract: holidays.csv.gz can't be unpacked: it ends early (take the extract again)"
            ])
        extract.name = "holidays.txt.gz"
        #expect(extract.refusal("calendar,day\n").exit == .badData)
    }

    /// More than fits the reader's buffers, so that members and windows meet anywhere.
    @Test func muchGzip() throws {
        let lines = (0..<70_000).map { "n\($0),2026-01-06\n" }
        let bytes = Array(("calendar,day\n" + lines.joined()).utf8)
        var packed: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 60_000) {
            packed += Gzip.member(Array(bytes[start..<min(bytes.count, start + 60_000)]))
        }
        let reading = try Extract(relation: .holidays, name: "h.csv.gz").read(packed)
        #expect(reading.rows.count == 70_000)
        #expect(reading.rows[69_999] == ["n69999", "2026-01-06"])
    }
}

/// Gzip written by hand (RFC 1952), its data stored as it is (RFC 1951, 3.2.4): at most 65,535 bytes.
enum Gzip {
    static func member(_ data: [UInt8]) -> [UInt8] {
        var crc: UInt32 = ~0
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        let size = UInt16(data.count)
        func bytes(_ number: UInt32) -> [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: number >> $0) } }
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1]
            + [UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8)] + data + bytes(~crc)
            + bytes(UInt32(data.count))
    }
}
