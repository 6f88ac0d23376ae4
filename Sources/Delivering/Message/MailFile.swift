/// A file that a message carries.
package struct MailFile: Sendable, Hashable {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// What mail programs open it with.
    var type: String {
        switch name.split(separator: ".").last?.lowercased() {
        case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case "html": "text/html; charset=utf-8"
        case "csv": "text/csv; charset=utf-8"
        case "zip": "application/zip"
        case "json": "application/json"
        default: "application/octet-stream"
        }
    }
}
