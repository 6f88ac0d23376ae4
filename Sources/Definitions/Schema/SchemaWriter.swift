/// Writes key tables as a JSON Schema (draft 2020-12) for editors.
///
/// YAML's own types are taken loosely, as the readers do: they take every scalar as text, so `45`, `"45"` and a country
/// `NO` are what was written.
struct SchemaWriter {
    /// Forms that are written once, in the order in which they were met.
    private var shared: [(String, JSONNode)] = []

    static func schema(title: String, about: String, _ table: KeyTable) -> String {
        var writer = SchemaWriter()
        var entries: [(String, JSONNode)] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("title", .text(title)),
            ("description", .text(about)),
        ]
        entries += writer.object(table)
        if !writer.shared.isEmpty { entries.append(("$defs", .object(writer.shared))) }
        return JSONNode.object(entries).pretty
    }

    private mutating func object(_ table: KeyTable, others: JSONNode = .boolean(false)) -> [(String, JSONNode)] {
        var entries: [(String, JSONNode)] = [("type", .text("object"))]
        if !table.keys.isEmpty {
            entries.append(("properties", .object(table.keys.map { ($0.name, property($0)) })))
        }
        if !table.required.isEmpty { entries.append(("required", .texts(table.required))) }
        entries.append(("additionalProperties", others))
        if !table.rules.isEmpty { entries.append(("allOf", .list(table.rules.map(Self.condition)))) }
        return entries
    }

    private mutating func property(_ key: DefinitionKey) -> JSONNode {
        let about: [(String, JSONNode)] = key.about.isEmpty ? [] : [("description", .text(key.about))]
        return .object(about + form(key.form))
    }

    private mutating func form(_ form: Form) -> [(String, JSONNode)] {
        switch form {
        case .text: return Self.scalar(["string", "number", "boolean"])
        case .phrase: return Self.scalar(["string", "number", "boolean"], pattern: "[^\\s]")
        case .listed: return Self.scalar(["string", "number", "boolean"], pattern: "^[^,]*[^,\\s][^,]*$")
        case .name(.fileName): return Self.scalar(["string", "number"], pattern: NameForm.fileName.pattern)
        case .name(let name): return Self.scalar(["string"], pattern: name.pattern)
        case .pattern(let pattern): return Self.scalar(["string"], pattern: pattern)
        case .word(let words): return [("enum", .texts(words))]
        case .integer(let range): return Self.integer(range)
        case .decimal: return Self.scalar(["number", "string"], pattern: "^\(Self.number)$")
        case .figure: return Self.scalar(["number", "string"], pattern: "^\(Self.number)( *%)?$")
        case .share:
            let limits = [("minimum", JSONNode.integer(0)), ("maximum", .integer(1))]
            return Self.scalar(["number", "string"], pattern: Self.shareText) + limits
        case .boolean: return Self.scalar(["boolean", "string"], pattern: "^(true|false)$")
        case .date: return Self.scalar(["string"], pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
        case .currency: return Self.scalar(["string"], pattern: NameForm.currency.pattern)
        case .zone: return Self.scalar(["string"], pattern: "^(UTC|.*/.*)$")
        case .nothing: return [("type", .text("null"))]
        case .list(let item, let least): return array(item, least, isDistinct: false)
        case .oneOrMore(let item, let least, let isDistinct):
            let (one, many) = (self.form(item), array(item, least, isDistinct: isDistinct))
            return [("anyOf", .list([.object(one), .object(many)]))]
        case .map(let table): return object(table)
        case .own(let name, let value, let known, let least):
            var entries = object(known, others: .object(self.form(value)))
            if let pattern = name.pattern { entries.append(("propertyNames", .object([("pattern", .text(pattern))]))) }
            if least > 0 { entries.append(("minProperties", .integer(least))) }
            return entries
        case .single(let value, let known):
            return object(known, others: .object(self.form(value)))
                + [("minProperties", .integer(1)), ("maxProperties", .integer(1))]
        case .either(let forms): return [("anyOf", .list(forms.flatMap { choices(self.form($0)) }))]
        case .shared(let name, let form):
            if !shared.contains(where: { $0.0 == name }) {
                let place = shared.count
                shared.append((name, .object([])))
                shared[place].1 = .object(self.form(form))
            }
            return [("$ref", .text("#/$defs/\(name)"))]
        }
    }

    /// A choice within a choice is one with it.
    private func choices(_ form: [(String, JSONNode)]) -> [JSONNode] {
        if form.count == 1, form[0].0 == "anyOf", case .list(let choices) = form[0].1 { return choices }
        return [.object(form)]
    }

    private mutating func array(_ item: Form, _ least: Int, isDistinct: Bool) -> [(String, JSONNode)] {
        var entries: [(String, JSONNode)] = [("type", .text("array")), ("items", .object(form(item)))]
        if least > 0 { entries.append(("minItems", .integer(least))) }
        if isDistinct { entries.append(("uniqueItems", .boolean(true))) }
        return entries
    }

    // MARK: Scalars

    private static let number = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)"
    private static let shareText =
        "^\\+?0*((100(\\.0*)?|[0-9]{1,2}(\\.[0-9]*)?|\\.[0-9]+) *%|1(\\.0*)?|0?\\.[0-9]+|0\\.?)$"

    /// A pattern binds texts alone, so that a number stays one.
    private static func scalar(_ types: [String], pattern: String? = nil) -> [(String, JSONNode)] {
        let type: (String, JSONNode) = ("type", types.count == 1 ? .text(types[0]) : .texts(types))
        return [type] + (pattern.map { [("pattern", .text($0))] } ?? [])
    }

    private static func integer(_ range: ClosedRange<Int>) -> [(String, JSONNode)] {
        var entries = scalar(["integer", "string"], pattern: range.lowerBound < 0 ? "^-?[0-9]+$" : "^[0-9]+$")
        if range.lowerBound > .min { entries.append(("minimum", .integer(range.lowerBound))) }
        if range.upperBound < .max { entries.append(("maximum", .integer(range.upperBound))) }
        return entries
    }

    // MARK: Rules

    private static func condition(_ rule: KeyRule) -> JSONNode {
        func required(_ keys: [String]) -> JSONNode { .object([("required", .texts(keys))]) }
        switch rule {
        case .exactlyOne(let keys): return .object([("oneOf", .list(keys.map { required([$0]) }))])
        case .atLeastOne(let keys): return .object([("anyOf", .list(keys.map { required([$0]) }))])
        case .notBoth(let one, let other): return .object([("not", required([one, other]))])
        case .follows(let key, let other): return .object([("if", required([key])), ("then", required([other]))])
        case .followsOne(let key, let others):
            return .object([("if", required([key])), ("then", .object([("anyOf", .list(others.map { required([$0]) }))]))])
        case .needs(let keys, let key, let words):
            let tested = JSONNode.object([("properties", .object([(key, .object([("enum", .texts(words))]))])), ("required", .texts([key]))])
            return .object([("if", tested), ("then", required(keys))])
        case .whole(let key, let names, let other):
            let then = JSONNode.object([("properties", .object([(key, required(names))]))])
            return .object([("if", .object([("not", required([other]))])), ("then", then)])
        case .only(let keys, let key, let words):
            let other = JSONNode.object([("not", .object([("enum", .texts(words))]))])
            let tested = JSONNode.object([("properties", .object([(key, other)])), ("required", .texts([key]))])
            let none = JSONNode.object([("properties", .object(keys.map { ($0, .boolean(false)) }))])
            return .object([("if", tested), ("then", none)])
        }
    }
}
