internal import Model

/// Reads `split:` of a report definition.
enum SplitReader {
    /// - Parameter groupBy: the report's dimensions, of which a split takes one, or filters some.
    static func read(_ value: YAMLValue, groupBy: [String]) -> SplitRule? {
        guard let map = MapReader(value, "\"split\"", SplitKeys.split) else { return nil }
        let table = map["members"].flatMap { file in
            file.phrase().map { Located(FilePath.resolve($0, in: value.source.folder), place: file.place) }
        }
        let subsets: [SplitRule.Subset]? = map["subsets"].map { Self.subsets($0, groupBy) }
        switch (map.entry("by"), subsets) {
        case (let by?, nil):
            guard let name = by.value.phrase(), isDimension(name, groupBy, by.value) else { return nil }
            return SplitRule(parts: .by(LocatedName(name, place: by.value.place)), table: table, place: map.place)
        case (nil, let subsets?): return subsets.isEmpty ? nil : SplitRule(parts: .subsets(subsets), table: table, place: map.place)
        case (let by?, _?):
            value.sink.add(Problem.splitTwice(by.place))
            return nil
        case (nil, nil):
            // What was unknown or empty has been told of.
            if map.entries.allSatisfy({ $0.key == "members" }) { value.sink.add(Problem.splitByNothing(map.place)) }
            return nil
        }
    }

    private static func subsets(_ value: YAMLValue, _ groupBy: [String]) -> [SplitRule.Subset] {
        guard let items = value.items() else { return [] }
        if items.isEmpty { value.sink.add(Problem.emptyList(value, "a subset")) }
        var seen: Set<String> = []
        return items.compactMap { item -> SplitRule.Subset? in
            guard let map = MapReader(item, "a subset", SplitKeys.subset) else { return nil }
            guard let name = map["name"].flatMap(named), let filter = map["filter"].map(ReportFrame.filter) else { return nil }
            if !seen.insert(name.name).inserted { item.sink.add(Problem.subsetTwice(name.name, name.place)) }
            for part in filter { _ = isDimension(part.dimension.name, groupBy, item.sink, part.dimension.place) }
            return SplitRule.Subset(name: name, filter: filter)
        }
    }

    private static func named(_ value: YAMLValue) -> LocatedName? { value.phrase().map { LocatedName($0, place: value.place) } }

    private static func isDimension(_ name: String, _ groupBy: [String], _ value: YAMLValue) -> Bool { isDimension(name, groupBy, value.sink, value.place) }

    private static func isDimension(_ name: String, _ groupBy: [String], _ sink: FindingSink, _ place: Place) -> Bool {
        if groupBy.contains(name) { return true }
        sink.add(Problem.splitByUnknown(name, groupBy, place))
        return false
    }
}
