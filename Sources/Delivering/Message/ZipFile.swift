internal import CZip
internal import Foundation
package import Model

/// Files packed into one, by libzip; the same files give the same bytes.
package enum ZipFile {
    package static func of(_ files: [MailFile], date: CivilDate) throws -> [UInt8] {
        guard let source = zip_source_buffer_create(nil, 0, 0, nil) else { throw refusal("no memory") }
        // One hold for the archive, which lets go when it closes, one for the reading below.
        zip_source_keep(source)
        defer { zip_source_free(source) }
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error) else {
            zip_source_free(source)
            throw refusal(String(cString: zip_error_strerror(&error)))
        }
        do {
            for file in files { try add(file, to: archive, date: date) }
        } catch {
            zip_discard(archive)
            throw error
        }
        guard zip_close(archive) == 0 else {
            let reason = String(cString: zip_strerror(archive))
            zip_discard(archive)
            throw refusal(reason)
        }
        return try bytes(of: source)
    }

    private static func add(_ file: MailFile, to archive: OpaquePointer, date: CivilDate) throws {
        // libzip frees it.
        guard let copy = malloc(max(1, file.bytes.count)) else { throw refusal("no memory") }
        file.bytes.withUnsafeBytes { if let base = $0.baseAddress, !$0.isEmpty { copy.copyMemory(from: base, byteCount: $0.count) } }
        guard let data = zip_source_buffer(archive, copy, zip_uint64_t(file.bytes.count), 1) else {
            free(copy)
            throw refusal(String(cString: zip_strerror(archive)))
        }
        let index = zip_file_add(archive, file.name, data, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(data)
            throw refusal(String(cString: zip_strerror(archive)))
        }
        let day = date.components
        let written = zip_uint16_t(max(0, day.year - 1980) << 9 | day.month << 5 | day.day)
        zip_file_set_dostime(archive, zip_uint64_t(index), 0, written, 0)
    }

    private static func bytes(of source: OpaquePointer) throws -> [UInt8] {
        var stat = zip_stat_t()
        guard zip_source_stat(source, &stat) == 0, zip_source_open(source) == 0 else { throw refusal("it can't be read back") }
        defer { zip_source_close(source) }
        var bytes = [UInt8](repeating: 0, count: Int(stat.size))
        guard zip_source_read(source, &bytes, stat.size) == zip_int64_t(stat.size) else { throw refusal("it can't be read back") }
        return bytes
    }

    private static func refusal(_ reason: String) -> Refusal {
        Refusal(.internalError, Finding("not-packed", .error, "the files of a message can't be packed: \(reason)", remedy: "This is a defect of Countback or a limit of the machine (memory)."))
    }
}
