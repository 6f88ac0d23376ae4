internal import Model

/// Reads which rows of an extract are read, and which of two that are the same.
enum RowsReader {
    static func read(_ map: MapReader, into source: inout SourceDefinition) {
        for other in ["table", "query"] where !source.isQueried && map[other] != nil {
            map.sink.add(Problem.fileAndQuery(other, map.entry(other)?.place ?? map.place))
        }
        source.sheet = map.text("sheet")
        source.headerRow = map.integer("header_row")
        source.onDuplicate = map.choice("on_duplicate", SourceDefinition.DuplicateRule.self) ?? .reject
        let isSheet = [".xlsx", ".xlsm"].contains { source.file.lowercased().hasSuffix($0) }
        for key in ["sheet", "header_row"] where map[key] != nil && !isSheet {
            map.sink.add(Problem.onlyInSheets(key, map.entry(key)?.place ?? map.place))
        }
    }
}
