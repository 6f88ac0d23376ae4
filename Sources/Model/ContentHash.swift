/// The SHA-256 of some bytes in lower-case hexadecimal, and how many bytes they were.
package struct ContentHash: Hashable, Sendable {
    package let sha256: String
    package let bytes: Int

    package init(sha256: String, bytes: Int) {
        self.sha256 = sha256
        self.bytes = bytes
    }
}
