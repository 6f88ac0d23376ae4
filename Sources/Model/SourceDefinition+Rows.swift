extension DelimitedFormat {
    /// For extracts whose cells are cells already: how amounts and dates are written in them, and nothing else.
    package var ofCells: DelimitedFormat {
        var format = self
        format.quote = nil
        format.encoding = .utf8
        format.lines = LineRules()
        return format
    }
}

extension SourceDefinition {
    /// Whether a connection gives the rows, and no file.
    package var isQueried: Bool { query != nil }

    /// In which order files are read: the last first where it counts, so that what a later file has is there already.
    package func readingOrder(_ count: Int) -> [Int] {
        onDuplicate == .latest_file ? Array((0..<count).reversed()) : Array(0..<count)
    }

    /// What a source reads from a connection.
    package struct Query: Sendable, Hashable {
        package enum Subject: Sendable, Hashable {
            /// `public.items`, as declared.
            case table(String)
            case select(String)
            /// Parquet files that the connection's cluster sees: a path or a glob, as declared.
            case parquet(String)
        }
        package var connection: String
        package var subject: Subject
        package init(connection: String, subject: Subject) {
            self.connection = connection
            self.subject = subject
        }
        /// For findings and the manifest: `erp:public.items`.
        package var shownName: String {
            switch subject {
            case .table(let name): "\(connection):\(name)"
            case .select: "\(connection):query"
            case .parquet(let path): "\(connection):\(path)"
            }
        }
    }

    /// Which of two rows with the same id counts.
    package enum DuplicateRule: String, Sendable, CaseIterable {
        /// The first, and the other is a reject.
        case reject
        /// The one of the file that comes last by name; within a file still the first.
        case latest_file
    }
}
