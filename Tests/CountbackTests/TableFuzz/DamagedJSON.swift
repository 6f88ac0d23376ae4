/// Small files of JSON objects, and what can be wrong with them.
enum DamagedJSON {
    static func bytes(_ random: inout RandomNumbers) -> [UInt8] {
        let isList = random.happens(30)
        let end = random.pick(["\n", "\n", "\r\n", "\r"])
        var lines: [String] = []
        for number in 0..<random.within(1...10) {
            let object = object(number, &random)
            lines.append(isList ? object + "," : object)
            if random.happens(10) { lines.append(random.pick(["", "   ", "{}", "null", "// no JSON", "[1, 2]", "{\"item_id\": \"x\""])) }
        }
        if isList {
            lines = lines.filter { $0.hasSuffix(",") }
            lines[lines.count - 1].removeLast()
            lines = ["["] + lines + ["]"]
        }
        var bytes = Array((lines.joined(separator: end) + (random.happens(70) ? end : "")).utf8)
        let letters = Array("{}[]\",:\\ .0e-x\n\r\t/u".utf8) + [0, 0xFF, 0xC3, 0xED]
        for _ in 0..<random.within(0...3) where bytes.count > 8 {
            let at = random.within(0...bytes.count - 1)
            switch random.within(0...6) {
            case 0: bytes[at] = random.pick(letters)
            case 1: bytes[at] ^= 1 << UInt8(random.within(0...7))
            case 2: bytes.insert(random.pick(letters), at: at)
            case 3: bytes.remove(at: at)
            case 4: bytes.insert(contentsOf: Array(random.pick(["\\ud83d", "\\u0000", "1e999", "\"a\":1,", "[[{}]]", "Größe", "\\q", "00"]).utf8), at: at)
            case 5: bytes.removeSubrange(at..<min(bytes.count, at + random.within(1...30)))
            default: if random.happens(30) { bytes.removeSubrange(at...) }
            }
        }
        return bytes
    }

    private static func object(_ number: Int, _ random: inout RandomNumbers) -> String {
        func text(_ value: String) -> String { "\"\(value)\"" }
        var members = [
            ("item_id", random.pick([text("i\(number)"), "\(49_000_000_000 + number)", text("\\u0069\(number)")])),
            ("customer_id", text(random.pick(["c1", "M\\u00fcller", "😀", "\\ud83d\\ude00", "a\\tb"]))),
            ("kind", text(random.pick(["invoice", "receipt", "credit_note", "INV"]))),
            ("posted_on", text("2026-01-\(10 + number)")),
            ("due_on", random.pick(["null", text(""), text("2026-02-28"), text("28.02.2026")])),
            ("currency", text(random.pick(["EUR", "USD"]))),
            ("amount", random.pick(["\(number).50", "-12", "1.5e2", "12345678901234.5678", "1e20", "0.00001", text("3.25"), "true", "[1]", "-0"])),
        ]
        if random.happens(30) { members.append(("note", random.pick([text("x"), "null", "[1, {\"a\": 2}]", "{\"deep\": {\"er\": 1}}", "false"]))) }
        if random.happens(10) { members.append(members[random.within(0...members.count - 1)]) }
        if random.happens(10) { members.remove(at: random.within(0...members.count - 1)) }
        if random.happens(30) { members = random.shuffled(members) }
        let blank = random.pick(["", " ", "  "])
        return "{" + members.map { "\"\($0)\":\(blank)\($1)" }.joined(separator: ",\(blank)") + "}"
    }
}
