/// The keys that a map of a definition may have: what its reader accepts, and what its JSON Schema says.
struct KeyTable: Sendable {
    let keys: [DefinitionKey]
    /// What schemas require beyond the keys; readers find the same in words of their own.
    let rules: [KeyRule]

    init(_ keys: [DefinitionKey], rules: [KeyRule] = []) {
        self.keys = keys
        self.rules = rules
    }

    var names: [String] { keys.map(\.name) }
    var required: [String] { keys.filter(\.isRequired).map(\.name) }

    func form(of key: String) -> Form? { keys.first { $0.name == key }?.form }

    /// The same keys, with these required.
    func requiring(_ names: String...) -> KeyTable {
        let keys = keys.map { key in
            DefinitionKey(key.name, key.form, key.about, isRequired: key.isRequired || names.contains(key.name))
        }
        return KeyTable(keys, rules: rules)
    }
}

/// One key: its name, the form of its value, and what it means.
struct DefinitionKey: Sendable {
    let name: String
    let form: Form
    let about: String
    let isRequired: Bool

    init(_ name: String, _ form: Form, _ about: String, isRequired: Bool = false) {
        self.name = name
        self.form = form
        self.about = about
        self.isRequired = isRequired
    }

    static func needed(_ name: String, _ form: Form, _ about: String) -> DefinitionKey {
        DefinitionKey(name, form, about, isRequired: true)
    }

    static func optional(_ name: String, _ form: Form, _ about: String) -> DefinitionKey {
        DefinitionKey(name, form, about)
    }
}

/// A condition on several keys of one map.
enum KeyRule: Sendable {
    case exactlyOne([String])
    case atLeastOne([String])
    case notBoth(String, String)
    /// The key is nothing without the other.
    case follows(String, String)
    /// The key is nothing without one of the others.
    case followsOne(String, [String])
    /// Where `key` is one of `words`, the others are required.
    case needs([String], whereKey: String, is: [String])
    /// The keys are for maps whose `key` is one of `words`.
    case only([String], whereKey: String, is: [String])
    /// The map under `key` needs these keys, unless another key stands beside it.
    case whole(String, [String], unless: String)
}

/// The form of a value.
indirect enum Form: Sendable {
    /// Any scalar, taken as text.
    case text
    /// A scalar that isn't empty.
    case phrase
    /// A name as it may stand in a list: without a comma.
    case listed
    case name(NameForm)
    case word([String])
    /// A text that this expression matches, in the syntax that JavaScript and Python share.
    case pattern(String)
    case integer(ClosedRange<Int>)
    case decimal
    /// `45` or `15%`.
    case figure
    /// From 0% to 100%.
    case share
    case boolean
    case date
    case currency
    case zone
    case nothing
    /// A list, and nothing else.
    case list(Form, atLeast: Int = 0)
    /// One, or a list.
    case oneOrMore(Form, atLeast: Int = 0, isDistinct: Bool = true)
    case map(KeyTable)
    /// A map whose keys are the user's own names; some of them may be known.
    case own(NameForm, Form, known: KeyTable = KeyTable([]), atLeast: Int = 0)
    /// A map with a single entry.
    case single(Form, known: KeyTable = KeyTable([]))
    case either([Form])
    /// One that is written once in a schema, under this name.
    case shared(String, Form)

    /// The words of an enumeration.
    static func word<Word: RawRepresentable & CaseIterable>(of _: Word.Type) -> Form where Word.RawValue == String {
        .word(Word.allCases.map(\.rawValue))
    }

    var words: [String]? {
        switch self {
        case .word(let words): words
        case .shared(_, let form): form.words
        default: nil
        }
    }

    var range: ClosedRange<Int>? { if case .integer(let range) = self { range } else { nil } }
}

/// What a user's own name may look like.
enum NameForm: Sendable {
    case any
    case snakeCase
    case kebabCase
    case fileName
    case currency

    var pattern: String? {
        switch self {
        case .any: nil
        case .snakeCase: "^[a-z][a-z0-9_]{0,59}$"
        case .kebabCase: "^[a-z][a-z0-9-]{0,59}$"
        case .fileName: "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$"
        case .currency: "^[A-Z]{3}$"
        }
    }
}
