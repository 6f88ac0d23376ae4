internal import Model

/// Opens an extract as UTF-8 text, whatever its compression and declared encoding.
enum ExtractText {
    /// Delimited text, rows and empty lines only, where the format's rules say which lines are rows.
    /// - Parameter onlyHead: only its header is looked at.
    static func open(_ file: ExtractFile, format: DelimitedFormat, onlyHead: Bool = false) throws -> (text: any ByteStream, filter: LineFilter?) {
        let text = try decode(onlyHead ? file.head(format) : file.bytes(), of: file, encoding: format.encoding)
        if format.lines.isPlain { return (text, nil) }
        let filter = try LineFilter(text, format)
        return (filter, filter)
    }

    static func decode(
        _ bytes: any ByteStream, of file: ExtractFile, encoding: DelimitedFormat.Encoding
    ) throws -> any ByteStream {
        let stream: any ByteStream = file.isCompressed ? try InflateStream(bytes, file: file, wrapper: .gzip) : bytes
        return switch encoding {
        case .utf8: stream
        case .latin1, .windows1252, .windows1255: SingleByteStream(stream, SingleByteTable(encoding))
        case .utf16: UTF16Stream(stream, order: .byMark)
        case .utf16LE: UTF16Stream(stream, order: .little)
        case .utf16BE: UTF16Stream(stream, order: .big)
        }
    }
}

extension DelimitedFormat {
    /// The form of the text that `ExtractText.open` answers.
    var ofRows: DelimitedFormat {
        if lines.isPlain { return self }
        var format = self
        format.skip = 0
        format.lines = LineRules()
        if lines.layout == .list {
            format.delimiter = LineFilter.listDelimiter
            format.quote = nil
        }
        return format
    }
}
