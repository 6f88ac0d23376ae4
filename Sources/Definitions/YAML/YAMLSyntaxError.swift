internal import Model
internal import Yams

/// Words the parser's errors for someone who doesn't know YAML's grammar.
struct YAMLSyntaxError {
    let source: DefinitionText

    func finding(_ error: any Error) -> Finding {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            return syntax(problem, mark)
        case .composer(_, let problem, let mark, _):
            let isSecond = problem.contains("another document")
            return isSecond
                ? Problem.secondDocument(place(mark)) : Problem.notYAML(problem, remedy: nil, place(mark))
        case .duplicatedKeysInMapping(let keys, let context):
            return duplicate(keys.first ?? "", first: context.mark)
        case .reader(let problem, let offset, _, _):
            return Problem.notYAML(problem, remedy: "remove the character that can't be shown", offset.map(place))
        default:
            return Problem.notYAML("it can't be read", remedy: nil, Place(file: source.shown))
        }
    }

    private func syntax(_ problem: String, _ mark: Mark) -> Finding {
        let place = place(mark)
        if indentation(mark.line).contains("\t") || character(mark) == "\t" {
            return Problem.notYAML("a tab stands where YAML wants spaces", remedy: "indent with spaces only", place)
        }
        switch problem {
        case "mapping values are not allowed in this context":
            return Problem.notYAML(
                "a \":\" is not expected here", remedy: "check the indentation, or put the text in quotes", place)
        case "found character that cannot start any token":
            return Problem.notYAML(
                "a value can't begin with \(character(mark).map { "\"\($0)\"" } ?? "this")",
                remedy: "put the text in quotes", place)
        case "could not find expected ':'":
            return Problem.notYAML("a \":\" is missing after a key", remedy: "write \"key: value\"", place)
        case "did not find expected ',' or ']'":
            return Problem.notYAML("a list opened with \"[\" is not closed", remedy: "close it with \"]\"", place)
        case "did not find expected ',' or '}'":
            return Problem.notYAML("a map opened with \"{\" is not closed", remedy: "close it with \"}\"", place)
        case "found unexpected end of stream":
            return Problem.notYAML("a quote is not closed", remedy: "add the closing quote", place)
        default:
            return Problem.notYAML(problem, remedy: "check the indentation and quotes on this line and above", place)
        }
    }

    /// The parser points at the first of the two; the second is the one to remove.
    private func duplicate(_ key: String, first: Mark) -> Finding {
        var line = first.line + 1
        while let text = source.line(line) {
            let bare = text.drop { $0 == " " }
            let column = text.count - bare.count + 1
            if !bare.isEmpty, bare.first != "#" {
                if column < first.column { break }
                if column == first.column, bare.hasPrefix(key + ":") || bare.hasPrefix("\"\(key)\":") {
                    return Problem.duplicateKey(key, first: first.line, source.place(line: line, column: column))
                }
            }
            line += 1
        }
        return Problem.duplicateKey(key, first: nil, place(first))
    }

    private func place(_ mark: Mark) -> Place {
        let line = min(max(1, mark.line), max(1, source.lineCount))
        return source.place(line: line, column: line == mark.line ? mark.column : 1)
    }

    private func place(_ offset: Int) -> Place {
        let before = source.text.prefix(offset)
        let line = before.count { $0.isNewline } + 1
        return source.place(line: line, column: before.reversed().prefix { !$0.isNewline }.count + 1)
    }

    private func raw(_ line: Int) -> Substring? {
        let lines = source.text.split(omittingEmptySubsequences: false) { $0.isNewline }
        return lines.indices.contains(line - 1) ? lines[line - 1] : nil
    }

    private func indentation(_ line: Int) -> Substring { (raw(line) ?? "").prefix { $0 == " " || $0 == "\t" } }

    private func character(_ mark: Mark) -> Character? {
        (raw(mark.line) ?? "").dropFirst(mark.column - 1).first
    }
}
