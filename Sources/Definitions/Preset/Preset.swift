package import Model

/// How one kind of common export becomes relations of the ledger: a YAML file, laid under what a definition says.
package struct Preset: Sendable {
    package struct Part: Sendable {
        package var fields: [ExtractField] = []
        package var columns: [ColumnMapping] = []
        var additions: [ColumnReader.Addition] = []
        package var keepsOthers = false
        package var derivesAllocations = false
    }

    package var name: String
    package var title: String
    package var basedOn: [String]
    /// By relation.
    package var parts: [String: Part]
    package var file: PresetFile
    /// Where it was read from.
    package var path: String

    /// Lays another preset's part over this one's.
    static func laid(_ part: Part, over base: Part, sink: FindingSink) -> Part {
        var result = base
        for field in part.fields {
            if let index = result.fields.firstIndex(where: { $0.name == field.name }) {
                result.fields[index] = result.fields[index].overridden(by: field)
            } else {
                result.fields.append(field)
            }
        }
        for column in part.columns {
            result.columns.removeAll { $0.column == column.column }
            result.columns.append(column)
        }
        for addition in part.additions {
            let index = result.columns.firstIndex { $0.column == addition.column }
            guard let index, let rule = result.columns[index].rule.adding(addition.values) else {
                sink.add(Problem.nothingToAdd(addition.column, addition.place))
                continue
            }
            result.columns[index].rule = rule
        }
        result.keepsOthers = part.keepsOthers || base.keepsOthers
        result.derivesAllocations = part.derivesAllocations || base.derivesAllocations
        return result
    }
}

extension ColumnMapping.Rule {
    /// With more words in its map; nil where it has none.
    fileprivate func adding(_ words: [String: String]) -> Self? {
        switch self {
        case .mapped(let from, let values, let fallback):
            return .mapped(from: from, values: values.merging(words) { $1 }, fallback: fallback)
        case .lookups(var all, let fallback):
            guard let index = all.firstIndex(where: \.takesAdditions) ?? all.indices.last else { return nil }
            all[index].values.merge(words) { $1 }
            return .lookups(all, fallback: fallback)
        case .cases(let cases):
            // Each way to make the column learns the words; the one that the file takes uses them.
            var isTaken = false
            let taught = cases.map { one in
                guard let rule = one.rule.adding(words) else { return one }
                isTaken = true
                return ColumnMapping.Case(has: one.has, rule: rule)
            }
            return isTaken ? .cases(taught) : nil
        default: return nil
        }
    }
}
