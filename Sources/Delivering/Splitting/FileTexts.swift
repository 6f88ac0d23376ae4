internal import CZip
internal import Foundation
internal import Model

/// The texts of a pack's file, ready to be searched: a workbook's parts one by one, anything else whole.
package enum FileTexts {
    package static func of(_ path: String) throws -> [[UInt8]] {
        if path.hasSuffix(".xlsx") { return try parts(of: path) }
        guard let data = FileManager.default.contents(atPath: path) else { throw unreadable(path) }
        let bytes = [UInt8](data)
        return [path.hasSuffix(".csv") ? FileBytes.withoutDoubledQuotes(bytes) : path.hasSuffix(".json") ? FileBytes.withoutBackslashes(bytes) : FileBytes.withoutEntities(bytes)]
    }

    private static func parts(of path: String) throws -> [[UInt8]] {
        guard let archive = zip_open(path, ZIP_RDONLY, nil) else { throw unreadable(path) }
        defer { zip_discard(archive) }
        return try (0..<zip_get_num_entries(archive, 0)).map { index in
            var stat = zip_stat_t()
            guard zip_stat_index(archive, zip_uint64_t(index), 0, &stat) == 0, let file = zip_fopen_index(archive, zip_uint64_t(index), 0) else { throw unreadable(path) }
            defer { zip_fclose(file) }
            var bytes = [UInt8](repeating: 0, count: Int(stat.size))
            guard zip_fread(file, &bytes, stat.size) == zip_int64_t(stat.size) else { throw unreadable(path) }
            return FileBytes.withoutEntities(bytes)
        }
    }

    private static func unreadable(_ path: String) -> Refusal {
        Refusal(.noInput, Finding("cannot-read", .error, "cannot read \(path), which is to be checked before it is sent", place: Place(file: path), remedy: "Run the report again."))
    }
}
