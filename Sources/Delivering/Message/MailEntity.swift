internal import Foundation

/// A message's body with its MIME headers: plain text and HTML as alternatives, then the files.
///
/// It is written here and not by libcurl, so that what a dry run shows, what the outbox keeps for a later try and what goes
/// out are the same bytes.
package enum MailEntity {
    /// `seed` makes the boundaries, so that the same content gives the same bytes; it must not occur in them.
    package static func bytes(text: String, html: String, files: [MailFile], seed: String) -> [UInt8] {
        let alternative = multipart(
            "alternative", boundary: "=_alternative_" + seed,
            [part("text/plain", text), part("text/html", html)])
        guard !files.isEmpty else { return alternative }
        return multipart("mixed", boundary: "=_mixed_" + seed, [alternative] + files.map(file))
    }

    /// The best comes last, as RFC 2046 has it. "=_" occurs in neither encoding, so no part can hold a boundary.
    private static func multipart(_ kind: String, boundary: String, _ parts: [[UInt8]]) -> [UInt8] {
        var bytes = Array("Content-Type: multipart/\(kind);\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8)
        for part in parts { bytes += Array("--\(boundary)\r\n".utf8) + part + Array("\r\n".utf8) }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }

    private static func part(_ type: String, _ text: String) -> [UInt8] {
        Array(
            "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\(QuotedPrintable.encode(text))".utf8)
    }

    private static func file(_ file: MailFile) -> [UInt8] {
        // Folded, as a workbook's type alone fills a line.
        let head = "Content-Type:\r\n \(file.type)\r\n\(HeaderText.attachment(file.name))\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        let lines = Data(file.bytes).base64EncodedData(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        return Array(head.utf8) + Array(lines)
    }
}
