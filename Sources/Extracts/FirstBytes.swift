internal import Foundation
internal import Model

/// Looks at the first bytes of an extract before it is read: another kind of file, or plainly another encoding, is
/// refused.
///
/// Nothing is chosen here; what is declared is only contradicted.
enum FirstBytes {
    static func check(_ file: ExtractFile, _ format: DelimitedFormat) throws {
        let head = try head(file)
        if let finding = otherKind(head, file) ?? otherEncoding(head, file, format.encoding) {
            throw Refusal(.badData, finding)
        }
    }

    private static func head(_ file: ExtractFile) throws -> [UInt8] {
        let bytes = try FileStream(file)
        let stream: any ByteStream = file.isCompressed ? try InflateStream(bytes, file: file, wrapper: .gzip) : bytes
        var count = 0
        var head = [UInt8](repeating: 0, count: 64 << 10)
        try head.withUnsafeMutableBytes { count = try stream.read(into: $0) }
        return Array(head[..<count])
    }

    private static func otherKind(_ head: [UInt8], _ file: ExtractFile) -> Finding? {
        let start = String(decoding: head.prefix(512).filter { $0 > 32 && $0 < 128 }, as: UTF8.self).lowercased()
        let (what, remedy): (String, String)
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            what = "a binary workbook of Excel 97 to 2003, not text"
            remedy = "open it in Excel and save it as .xlsx, or export it as text"
        } else if head.starts(with: [0x50, 0x4B, 3, 4]) {
            what = "a workbook or another packed file, not text"
            remedy = "if it is a workbook, name it .xlsx"
        } else if ["<html", "<!doctypehtml", "<table", "<?xml"].contains(where: start.hasPrefix) {
            what = "a web page or XML, not text"
            remedy = "export it as text, or open it in Excel and save it as .xlsx"
        } else {
            return nil
        }
        return Finding(
            "other-kind", .error, "\(file.name) is \(what)", place: Place(file: file.name), remedy: remedy)
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
