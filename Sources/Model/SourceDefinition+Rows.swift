extension DelimitedFormat {
    /// How many lines above a header may be looked at without reading the file.
    package static let headLines = 1_000

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

    /// The path of its files, wherever they are.
    package var path: String {
        switch query?.subject {
        case .parquet(let path)?, .text(let path)?: path
        default: file
        }
    }

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
            /// Delimited text that it sees.
            case text(String)
        }
        package var connection: String
        package var subject: Subject
        package init(connection: String, subject: Subject) {
            self.connection = connection
            self.subject = subject
        }
        /// Whether it is delimited text, which is read as an extract's is.
        package var isText: Bool { if case .text = subject { true } else { false } }
        /// Whether it is files of a cluster.
        package var isFile: Bool { if case .parquet = subject { true } else { isText } }
        /// For findings and the manifest: `erp:public.items`.
        package var shownName: String {
            switch subject {
            case .table(let name): "\(connection):\(name)"
            case .select: "\(connection):query"
            case .parquet(let path), .text(let path): "\(connection):\(path)"
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
