internal import CXLSXWriter
internal import CZipLevel
internal import Foundation
internal import Model

/// One .xlsx file being written: owns libxlsxwriter's workbook until it is closed or abandoned.
final class WorkbookFile {
    let isStreaming: Bool
    let styles: StyleBook
    private let path: String
    private var handle: UnsafeMutablePointer<lxw_workbook>?
    private let strings = CStrings()

    /// `streaming` keeps one row in memory and gives up Excel tables for it.
    init(path: String, streaming: Bool, isRightToLeft: Bool) throws {
        try Self.proveWritable(path)
        var options = lxw_workbook_options()
        options.constant_memory = streaming ? 1 : 0
        // libxlsxwriter doesn't notice when its temporary files are cut short by a full disk. Beside the workbook they
        // hold the room that the workbook then lacks, and that it notices.
        options.tmpdir = strings.keep(Self.folder(of: path))
        guard let handle = workbook_new_opt(path, &options) else {
            throw Self.refusal(path, "there is not enough memory")
        }
        self.path = path
        self.handle = handle
        self.isStreaming = streaming
        self.styles = StyleBook(handle, isRightToLeft: isRightToLeft)
    }

    deinit {
        if let handle { lxw_workbook_free(handle) }
    }

    func addSheet(_ name: String) throws -> SheetWriter {
        guard let handle, let sheet = workbook_add_worksheet(handle, name) else {
            throw Self.refusal(path, "the sheet “\(name)” can't be added")
        }
        return SheetWriter(sheet, name: name, path: path, styles: styles, strings: strings)
    }

    func addChart(_ type: lxw_chart_type) throws -> UnsafeMutablePointer<lxw_chart> {
        guard let handle, let chart = workbook_add_chart(handle, UInt8(type.rawValue)) else {
            throw Self.refusal(path, "a chart can't be added")
        }
        return chart
    }

    /// A name for a cell; names that Excel wouldn't take are left out, since nothing depends on them.
    func define(_ name: String, as reference: String) {
        guard let handle, name.utf8.count <= 200 else { return }
        workbook_define_name(handle, name, "=" + reference)
    }

    /// What the file says about itself; the time it was made is its key date's midnight, so that equal packs are equal files.
    func describe(title: String, subject: String, author: String, comments: String, created: CivilDate) {
        guard let handle else { return }
        var properties = lxw_doc_properties()
        properties.title = strings.keep(SafeText.line(title, limit: 250))
        properties.subject = strings.keep(SafeText.line(subject, limit: 250))
        properties.author = strings.keep(SafeText.line(author, limit: 250))
        properties.comments = strings.keep(SafeText.line(comments, limit: 250))
        properties.created = time_t(created.daysSinceEpoch) * 86_400
        workbook_set_properties(handle, &properties)
    }

    /// Writes the file; whatever happens, the workbook is gone afterwards.
    func close() throws {
        guard let handle else { return }
        self.handle = nil
        // Long lists are nine tenths of a workbook's time; packed faster they are a third larger.
        countback_zip_level(isStreaming ? 1 : -1)
        defer { countback_zip_level(-1) }
        let error = workbook_close(handle)
        guard error == LXW_NO_ERROR else {
            let cause = error == LXW_ERROR_ZIP_FILE_OPERATION && errno != 0 ? strerror(errno) : lxw_strerror(error)
            let why = cause.map { String(cString: $0) } ?? "error \(error.rawValue)"
            unlink(path)
            throw Self.refusal(path, why)
        }
    }

    /// libxlsxwriter would only notice at the end, and print about it itself.
    private static func proveWritable(_ path: String) throws {
        guard !path.utf8.contains(0) else { throw refusal(path, "the path contains a NUL character") }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { throw refusal(path, String(cString: strerror(errno))) }
        Foundation.close(descriptor)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func refusal(_ path: String, _ why: String) -> Refusal {
        Refusal(
            .cannotWrite,
            Finding(
                "cannot-write", .error, "the workbook can't be written: \(why)", place: Place(file: path),
                remedy: "see that the folder exists, that you may write there and that its disk has room"))
    }
}

/// C strings that must outlive the call that takes them.
final class CStrings {
    private var kept: [UnsafeMutablePointer<CChar>] = []

    func keep(_ text: String) -> UnsafeMutablePointer<CChar>? {
        guard let copy = strdup(text) else { return nil }
        kept.append(copy)
        return copy
    }

    deinit {
        for string in kept { free(string) }
    }
}
