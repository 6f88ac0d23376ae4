internal import Model

/// Opens an extract as UTF-8 text, whatever its compression and declared encoding.
enum ExtractText {
    static func open(_ file: ExtractFile, encoding: DelimitedFormat.Encoding) throws -> any ByteStream {
        try decode(FileStream(file), of: file, encoding: encoding)
    }

    static func decode(
        _ bytes: any ByteStream, of file: ExtractFile, encoding: DelimitedFormat.Encoding
    ) throws -> any ByteStream {
        let stream: any ByteStream = file.isCompressed ? try GzipStream(bytes, file: file) : bytes
        return switch encoding {
        case .utf8: stream
        case .latin1: Latin1Stream(stream)
        case .utf16: UTF16Stream(stream, order: .byMark)
        case .utf16LE: UTF16Stream(stream, order: .little)
        case .utf16BE: UTF16Stream(stream, order: .big)
        }
    }
}
