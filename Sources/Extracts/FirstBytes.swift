internal import Foundation
internal import Model

/// Looks at the first bytes of an extract before it is read: another kind of file, or plainly another encoding, is
/// refused.
///
/// Nothing is chosen here; what is declared is only contradicted.
enum FirstBytes {
    static func check(_ file: ExtractFile, _ format: DelimitedFormat) throws {
        let head = try head(file, format)
        if let finding = otherKind(head, file) ?? otherEncoding(head, file, format.encoding) {
            throw Refusal(.badData, finding)
        }
    }

    /// A file named like a workbook that Excel opens, and that is another kind all the same.
    static func checkWorkbook(_ file: ExtractFile) throws {
        var head = [UInt8](repeating: 0, count: 1 << 16)
        let stream = try FileStream(file)
        var count = 0
        try head.withUnsafeMutableBytes { count = try stream.read(into: $0) }
        head.removeLast(head.count - count)
        if head.starts(with: [0x50, 0x4B]) { return }
        if let finding = otherKind(head, file, wanted: "an .xlsx workbook") { throw Refusal(.badData, finding) }
        if head.contains(0x0A), !head.prefix(512).contains(where: { $0 < 9 }) {
            throw Refusal(
                .badData,
                Finding(
                    "other-kind", .error, "\(file.name) is text, not a workbook", place: Place(file: file.name),
                    remedy: "name it .csv or .txt and declare its format, or open it in Excel and save it as .xlsx"))
        }
    }

    /// An archive without the parts of a workbook: what it is instead, where that can be said.
    static func otherArchive(_ archive: ZipArchive) -> Finding? {
        let file = archive.file
        let (what, remedy): (String, String)
        if archive.parts.keys.contains(where: { $0.lowercased().hasSuffix("workbook.bin") }) {
            (what, remedy) = ("a binary workbook (.xlsb)", "open it in Excel and save it as .xlsx")
        } else if archive.parts["content.xml"] != nil, archive.parts["mimetype"] != nil {
            (what, remedy) = ("an OpenDocument spreadsheet (.ods)", "open it in LibreOffice or Excel and save it as .xlsx")
        } else {
            return nil
        }
        return Finding("other-kind", .error, "\(file.name) is \(what), which is not read", place: Place(file: file.name), remedy: remedy)
    }

    private static func head(_ file: ExtractFile, _ format: DelimitedFormat) throws -> [UInt8] {
        let bytes = try file.head(format)
        let stream: any ByteStream = file.isCompressed ? try InflateStream(bytes, file: file, wrapper: .gzip) : bytes
        var count = 0
        var head = [UInt8](repeating: 0, count: 64 << 10)
        try head.withUnsafeMutableBytes { count = try stream.read(into: $0) }
        return Array(head[..<count])
    }

    static func otherKind(_ head: [UInt8], _ file: ExtractFile, wanted: String = "text") -> Finding? {
        let start = String(decoding: head.prefix(512).filter { $0 > 32 && $0 < 128 }, as: UTF8.self).lowercased()
        let (what, remedy): (String, String)
        let isCompound = head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        if isCompound, isEncrypted(file) {
            what = "protected with a password"
            remedy = "open it in Excel, save it without a password, and keep the folder closed to others instead"
        } else if isCompound {
            what = "a binary workbook of Excel 97 to 2003, not \(wanted)"
            remedy = "open it in Excel and save it as .xlsx, or export it as text"
        } else if head.starts(with: [0x50, 0x4B, 3, 4]) {
            what = "a workbook or another packed file, not \(wanted)"
            remedy = "if it is a workbook, name it .xlsx"
        } else if ["<html", "<!doctypehtml", "<table", "<?xml"].contains(where: start.hasPrefix) {
            what = "a web page or XML, not \(wanted)"
            remedy = "export it as text, or open it in Excel and save it as .xlsx"
        } else {
            return nil
        }
        return Finding(
            "other-kind", .error, "\(file.name) is \(what)", place: Place(file: file.name), remedy: remedy)
    }

    /// A workbook that only a password opens lies whole in a part of this name.
    private static func isEncrypted(_ file: ExtractFile) -> Bool {
        guard let stream = try? file.bytes() else { return false }
        let name = Data("EncryptedPackage".utf8.flatMap { [$0, 0] })
        var kept = Data()
        var isThere = false
        withUnsafeTemporaryAllocation(byteCount: 1 << 20, alignment: 16) { buffer in
            while let count = try? stream.read(into: buffer), count > 0 {
                kept.append(contentsOf: buffer[..<count])
                isThere = kept.range(of: name) != nil
                if isThere { return }
                kept = Data(kept.suffix(name.count))
            }
        }
        return isThere
    }

    private static func otherEncoding(_ head: [UInt8], _ file: ExtractFile, _ encoding: DelimitedFormat.Encoding)
        -> Finding?
    {
        guard let likely = likely(head, encoding) else { return nil }
        return Finding(
            "wrong-encoding", .error, "\(file.name) is not \(encoding.label)", place: Place(file: file.name, line: 1),
            remedy: "is its encoding \(likely)?")
    }

    private static func likely(_ head: [UInt8], _ declared: DelimitedFormat.Encoding) -> String? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return declared == .utf8 ? nil : "utf-8" }
        let isLittle = head.starts(with: [0xFF, 0xFE])
        let isBig = head.starts(with: [0xFE, 0xFF])
        if isLittle || isBig {
            let fits = declared == .utf16 || declared == (isLittle ? .utf16LE : .utf16BE)
            return fits ? nil : "utf-16"
        }
        // In UTF-16 every mark, digit and line end has a zero, on the side that says the order.
        var zeros = [0, 0]
        for (index, byte) in head.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let units = max(1, head.count / 2)
        if declared.isUTF16 {
            if zeros[0] + zeros[1] == 0 { return head.isEmpty ? nil : "utf-8" }
            if declared != .utf16BE, zeros[0] > units / 8, zeros[0] > 4 * zeros[1] { return "utf-16be" }
            if declared == .utf16BE, zeros[1] > units / 8, zeros[1] > 4 * zeros[0] { return "utf-16le" }
            return nil
        }
        if zeros[1] > units / 4, zeros[1] > 4 * zeros[0] { return "utf-16le" }
        if zeros[0] > units / 4, zeros[0] > 4 * zeros[1] { return "utf-16be" }
        return nil
    }
}
