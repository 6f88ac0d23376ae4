internal import Foundation
internal import Metrics
internal import Model

/// The results of earlier runs, for a run whose extracts, definitions and plugins have not changed since.
///
/// Only what a whole run computed is kept, and only what is proved to be unchanged is given back: every doubt means
/// that the run computes.
final class ResultCache {
    private let folder: CacheFolder
    private let key: CacheKey
    private let project: Project
    private let sources: [SourceDefinition]
    /// As they were when this run looked first.
    private let before: SourceStamps

    struct Kept {
        var results: Results
        var engineVersion: String
    }

    /// nil where nothing can be kept: no folder, no key, a file that isn't there.
    init?(project: Project, given: [String], today: CivilDate, folder: CacheFolder? = .ofUser()) {
        let needs = LoadNeeds(report: project.report, plugins: project.metrics.map(\.plugin))
        sources = needs.sources(of: project.ledger)
        guard let folder, let key = CacheKey(project: project, given: given, today: today),
            let before = SourceStamps.takeBeforeReading(sources)
        else { return nil }
        self.folder = folder
        self.key = key
        self.project = project
        self.before = before
    }

    /// What an earlier run computed, if it is still true.
    func take() -> Kept? {
        guard let data = folder.read(key) else { return nil }
        do {
            return try data.withUnsafeBytes { bytes in try take(CacheEntry(bytes, key: key)) }
        } catch {
            folder.remove(key)
            return nil
        }
    }

    private func take(_ entry: CacheEntry) throws -> Kept? {
        let comparison = before.compare(with: entry.stamps)
        if case .different = comparison { return nil }
        let results = try entry.results.withUnsafeBytes { try ResultsCoding.decode($0, metrics: project.metrics) }
        if case .sameContent(let stamps) = comparison {
            var refreshed = entry
            refreshed.stamps = stamps
            refreshed.encoded().withBytes { folder.write($0, for: key) }
        } else {
            folder.touch(key)
        }
        return Kept(results: results, engineVersion: entry.engineVersion)
    }

    /// Keeps what this run computed, unless an extract was written to meanwhile.
    func keep(_ results: Results, engineVersion: String) {
        guard let stamps = before.read(as: results.sources), let now = SourceStamps.take(sources), now.isSame(as: before),
            let encoded = ResultsCoding.encode(results, limit: CacheEntry.largest)
        else { return }
        let entry = CacheEntry(key: key, engineVersion: engineVersion, stamps: stamps, results: encoded.withBytes { Array($0) })
        entry.encoded().withBytes { folder.write($0, for: key) }
    }
}
